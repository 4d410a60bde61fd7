"""What is dear of the tests that need nothing beside Python: `./run tests quick` takes a part of it, another every day.

Each function of a dear file is run for some of its cases, at least one; those that are dear in one piece take turns.
`./run tests` has them all, as has EVERYTHING=1.
"""

from __future__ import annotations

import os
from collections import defaultdict
from typing import TYPE_CHECKING

from tests.data import FEWER, is_quick, today

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeVar

    import pytest

    T = TypeVar("T")

_FILES = """
api blocks caches columns command_line comparing copies diffing directions distributions documentation documents
drivers_in_forms errors exact export finding fleet formatter formula_laws function_points function_rows fuzzing given
heavy_sheets hostile hostile_files inert large_sheets laws_of_estimates laws_of_texts least ledger library lint measure
mental notebooks odd_servers own_ranges pickling precision python_memory queueing recipes releases replies reports
sampler saying scenarios schema_sheets schemas sketches solving speed spoken sqlite streams sweep sweep_draws
sweep_executors sweep_points symbolic threads
"""
FILES = frozenset(_FILES.split())
IN_TURN = (
    *("test_most_searches_lead_with_what_is_meant", "test_any_names_make_a_sheet_that_runs"),
    *("test_every_sheet_is_said_or_has_nothing_to_say", "test_no_line_is_wrong_without_a_word"),
    *("test_on_the_command_line", "test_those_of_the_library_are_what_they_are_by_themselves"),
    *("test_every_sheet_is_done_in_the_head_or_has_nothing_to_do", "test_a_heavy_sheet_in_bounded_time"),
    *("test_an_interruption_leaves_neither_file_nor_process", "test_the_figures_are_in_order"),
    *("test_the_document_says_what_comes_out", "test_a_users_script_with_all_of_them_is_typed"),
    *("test_the_command_writes_a_sheet_that_runs", "test_blanks_between_words_are_the_formatters"),
    *("test_dask_gives_what_one_process_gives", "test_ray_gives_what_one_process_gives"),
    *("test_a_sheet_without_ranges_has_no_such_worksheet", "test_other_ways_to_name_a_sheet"),
    *("test_the_published_sheets_pass_the_command_for_ci", "test_the_scenarios_of_a_file_run"),
    *("test_a_large_dump_is_quick", "test_every_quantity_of_a_whole_estimate_has_its_bare_number"),
    *("test_a_formula", "test_a_built_in_function", "test_a_command", "test_a_release_of_a_server", "test_a_writer"),
    *("test_the_second_routes_of_the_library_hold", "test_the_published_estimates_make_these_mistakes"),
    *("test_the_library_is_laid_out_by_it", "test_every_unit_goes_from_cell_to_cell_to_the_last_bit"),
)


def is_dear(module: str) -> bool:
    """Whether a module's tests are, and it is the quick ones that are run."""
    return is_quick() and not os.environ.get("EVERYTHING") and module.rpartition("test_")[2] in FILES


def stretch(items: Sequence[T]) -> Sequence[T]:
    """The part of a day that lies together: what belongs to one sheet is asked with it."""
    day, parts = today(), max(1, min(FEWER, len(items)))
    return items[len(items) * (day % parts) // parts : len(items) * (day % parts + 1) // parts]


def taken(items: list[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests of the day, and the others."""
    alike: dict[tuple[str, str], int] = defaultdict(int)
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for item in items:
        counts[_function(item)] += 1
    chosen: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        place = alike[_function(item)]
        alike[_function(item)] += 1
        (chosen if _is_taken(item, place, counts[_function(item)]) else others).append(item)
    return chosen, others


def _function(item: pytest.Item) -> tuple[str, str]:
    return item.path.stem, item.name.partition("[")[0]


def _is_taken(item: pytest.Item, place: int, count: int) -> bool:
    file, name = _function(item)
    if name in IN_TURN:
        return IN_TURN.index(name) % FEWER == today() % FEWER
    parts = min(FEWER, count) if file.removeprefix("test_") in FILES else 1
    return place % parts == today() % parts
