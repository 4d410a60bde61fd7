"""What is dear of the tests: a part of it is taken a day, another every day; EVERYTHING=1 takes all.

`./run tests quick` runs each function of a dear file for some of its cases, at least one; those that are dear in one
piece take turns. `./run tests` has them all, but for what asks the same of every sheet of the library or of many texts
of one kind: of that it takes a half or a third (`DAYS`), so that all of it is tried in as many days.
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
api blocks caches cell_options columns command_line comparing completion copies correlations diffing directions
distributions documentation documents drivers_in_forms errors exact export files fill finding fleet formatter
formula_laws function_points function_rows fuzzing given heavy_sheets hostile hostile_files inert innodb large_sheets
laws_of_estimates laws_of_texts least ledger library lint measure mental notebooks odd_servers other_schemas
own_ranges page_constants papers pickling places postgresql_indexes practice precision process_state prose
python_memory queueing recipes redis_shapes releases replies reports runtime_records sampler saying scenarios
schema_sheets schemas servers sketches solving speed spoken spreads sqlite streams survey_coverage survey_dumps sweep
sweep_draws sweep_executors sweep_points symbolic table_costs threads timeline twins uncertain_functions vanishing
variance verify_other_sheets verify_sheets verify_systems why workbook writing
"""
FILES = frozenset(_FILES.split())
# What is dear in one piece, by the day of eight that takes it: each day takes about as long. All tests that share a
# measurement of the machine are on one.
_TURNS = (
    """
    a_hostile_text_takes_no_time_that_grows_beyond_it a_large_dump_is_quick
    a_million_samples_of_three_ranges_cost_as_much_as_by_hand a_sheet_without_ranges_has_no_such_worksheet
    dask_gives_what_one_process_gives each_range_keeps_its_quantiles_and_the_scores_have_the_correlation
    means_are_within_half_a_percent_or_say_that_they_are_not repeated_keys_are_as_they_were_measured
    the_closed_form_is_what_sampling_finds the_document_says_what_comes_out
    the_published_estimates_make_these_mistakes what_is_made_of_the_library_and_the_commands_is_up_to_date
    words_in_any_order_are_answered
    """,
    """
    a_column_is_its_elements a_recalculated_workbook_says_what_the_engine_says
    a_table_of_many_texts_has_another_rule a_terminal_has_a_style_for_every_part
    a_text_is_shown_as_it_is_written a_users_script_with_all_of_them_is_typed a_writer any_text_is_a_query
    everything_is_measured_or_has_a_reason ipython_shows_the_report_and_no_frame_of_ours
    json_and_documents__are_utf8_whatever_the_stream_says numbers_in_chinese_are_read_to_the_last_digit
    the_figures_are_in_order the_second_routes_of_the_library_hold the_sheet_has_every_name_of_latency
    the_sheet_stands_in_for_latency what_is_found_is_what_trying_each_finds
    when_is_what_each_draw_comes_to_month_by_month without_its_style_it_is_a_heading_and_tables
    """,
    """
    a_built_in_function a_long_sheet_is_bounded a_program_that_runs_beside_is_noticed
    a_sheet_of_the_library_takes_a_few_imports_of_numpy
    a_value_is_read_at_its_place__as_near_as_may_be_to_that_of_the_share blanks_between_words_are_the_formatters
    ray_gives_what_one_process_gives shares_are_the_total_effects_that_salib_finds
    so_many_inputs_that_they_are_not_told_apart_are_told_together
    the_catalogue_takes_each_sheet_of_the_library_for_what_it_is the_command_tells_what_its_twin_tells
    the_document_is_made_of_the_records the_library_is_laid_out_by_it
    those_of_the_library_are_what_they_are_by_themselves what_is_not_loaded_is_said
    what_stands_among_the_tables__is_never_dropped
    """,
    """
    a_measurement_that_is_terminated__leaves_nothing_and_dies_of_the_signal
    a_name_stands_behind_a_sheet_however_that_is_written a_new_file_is_a_new_writer
    a_result_prints_as_its_command_does a_source_that_speaks_of_draws_is_left_alone
    a_table_takes_what_its_sheet_says an_interruption_leaves_neither_file_nor_process
    each_line_is_near_what_the_system_says every_quantity_of_a_whole_estimate_has_its_bare_number
    every_unit_goes_from_cell_to_cell_to_the_last_bit it_fits_the_terminal more_draws_than_time_are_cut_and_said
    no_line_is_wider_than_the_terminal no_line_is_wrong_without_a_word
    ranges_answers_and_checks_are_recalculated ranges_are_those_of_an_own_sampler the_data_is_strict_json
    the_engine_on_arrays the_scenarios_of_a_file_run
    twice_as_many_tables_are_twice_as_many_steps_of_no_larger_sheets what_is_kept_of_a_dump_is_bounded
    what_the_sheet_has_otherwise_is_said
    """,
    """
    a_fault_is_found_and_minimised a_formula a_heavy_sheet_is_answered a_printed_tree_is_read_as_itself
    a_product_of_other_distributions_has_exact_shares_too a_tail_that_was_not_seen_widens_the_interval
    an_example_holds every_line_that_predicts_is_reckoned long_sheets_take_time_in_proportion
    most_searches_lead_with_what_is_meant no_more_keys_are_looked_at_than_may_be_whatever_the_patterns
    on_the_command_line own_work_is_not_taken_for_another_program points_are_no_interpretations
    random_order_is_as_it_was_measured the_published_sheets_pass_the_command_for_ci
    threads_give_what_one_process_gives
    """,
    """
    a_command a_file_has_neither_warnings_nor_notes a_hit_ratio_of_two_ranges_is_that_of_each_draw
    a_long_sheet_is_looked_at_in_time_that_grows_with_it every_sheet_is_done_in_the_head_or_has_nothing_to_do
    files_are_the_same how_rows_wait_for_a_gin_index_is_in_its_sheet laws_hold_of_sympy
    many_overrides_are_answered memory_is_bounded other_ways_to_name_a_sheet records_are_found
    scenarios_are_recalculated several_lines_or_a_definition_are_a_sheet
    the_command_gives_a_row_a_month_in_each_form the_page_of_an_index_renders__and_has_no_dead_end
    the_work_can_be_split_between_two_to_be_done_in_less_than_six_tenths_of_the_time two_processes_both_work
    """,
    """
    a_heavy_sheet_in_bounded_time a_sheet_of_many_lines_and_machines_is_answered_in_time
    an_example_gives_the_outputs_that_are_saved an_exported_notebook_runs_and_agrees from_python
    indexes_that_are_no_b_trees_are_in_the_totals_and_what_is_left_out_is_an_answer mangled_sheets_are_answered
    measured_rows__are_met_but_for_those_listed_with_a_cause
    measured_rows__strings_and_packed_forms_have_a_tiny_median_error processes_give_what_one_process_gives
    survey__whatever_the_keys_are_called_the_sheet_is_one ten_thousand_errors_are_counted
    the_command_writes_a_sheet_that_runs the_interval_holds_in_nine_of_ten the_metadata_says_what_an_index_asks
    the_prediction_is_the_sheets_own values_are_those_of_exact_fractions
    """,
    """
    a_release_of_a_server a_sheet_is_laid_out_and_reads_as_the_tree_that_it_was_made_of
    a_table_of_many_texts_grows_evenly a_table_of_thousands_of_assumptions_takes_no_longer_than_a_second
    a_workbook_keeps_it any_names_make_a_sheet_that_runs arrays_agree_at_the_extremes
    documents_of_all_kinds__keep_every_line_or_are_refused every_formula_is_asked
    every_sheet_is_said_or_has_nothing_to_say figures_of_this_machine_are_the_same_ones
    groups_and_blocks_are_reckoned_as_mariadb_fills_them hostile_schemas_are_read_quickly
    the_command_prints_json_and_leaves_no_file the_library_is_mostly_done_in_the_head_and_stays_near
    the_same_day_gives_the_same_file thresholds_are_shown_as_a_table_in_every_output
    """,
)
IN_TURN = {f"test_{name}": day for day, names in enumerate(_TURNS) for name in names.split()}

_DAYS = """
2 caches a_hit_ratio_is_within_a_point
2 caches arrays_agree_at_the_extremes
2 formula_laws laws_hold_in_called_sheets_scenarios_and_overrides
2 formula_laws laws_hold_of_sympy
2 formula_laws laws_hold_of_the_engine
2 formula_laws laws_hold_of_the_page
2 go_memory a_map_is_within_five_percent
2 heavy_sheets a_heavy_sheet_is_answered
2 heavy_sheets many_overrides_are_answered
2 innodb long_values_are_kept_in_whole_pages
2 laws_of_estimates an_override_by_its_own_text_changes_nothing
2 laws_of_estimates the_order_of_lines_does_not_matter
2 laws_of_texts a_printed_sheet_is_read_as_itself
2 laws_of_texts a_printed_tree_is_read_as_itself
2 laws_of_units a_converted_answer_is_read_as_itself
2 lint nothing_is_found_on_a_sheet_of_the_library
2 measure an_interruption_leaves_neither_file_nor_process
2 measure the_figures_are_in_order
2 measure the_sheet_stands_in_for_latency
2 notebook_cells a_saved_widget_is_the_page_in_a_frame
2 notebooks an_example_gives_the_outputs_that_are_saved
2 odd_servers survey
2 odd_servers verify
2 page the_data_is_strict_json
2 postgresql full_page_images_of_random_keys__are_within_eight_percent
2 postgresql_shapes the_log_of_a_copy_is_within_three_percent
2 python_memory objects_are_within_half_a_percent
2 queueing a_fan_out_is_slow_as_simulated
2 queueing a_percentile_of_a_fan_out_is_as_simulated
2 queueing the_fullest_bin_is_as_simulated
2 queueing the_slowest_of_parallel_calls_is_as_simulated
2 recipes a_built_in_function
2 recipes a_command
2 recipes a_formula
2 recipes a_writer
2 redis a_real_server_takes_what_is_predicted
2 replies no_more_is_held_than_was_allowed
2 schemas any_names_make_a_sheet_that_runs
2 sketches a_hyperloglog_is_off_by_what_is_said
2 sketches an_overloaded_filter_lets_through_what_is_said
2 sketches random_identifiers_collide_as_often_as_is_said
2 solving_library the_command_says_something_of_each_sheet
2 speed a_sheet_of_the_library_takes_a_few_imports_of_numpy
2 streams a_stream_that_is_closed_or_has_no_reader__is_no_fault
2 streams json_and_documents__are_utf8_whatever_the_stream_says
2 survey_dumps a_dump_says_what_its_server_says
2 sweep_executors dask_gives_what_one_process_gives
2 sweep_executors ray_gives_what_one_process_gives
2 sweep_points each_point_is_the_sheet_called_with_its_value
2 sweep_points the_command_works_on_each_sheet_or_says_why_it_cannot
2 threads all_threads_get_what_one_alone_gets
2 thresholds a_workbook_agrees_when_assumptions_change
2 twins a_twin_fails_with_the_report_of_its_command
2 workbook a_recalculated_workbook_says_what_the_engine_says
2 workbook_printed every_number_fits_its_column_and_is_short
3 api every_formula_is_a_callable_and_its_examples_hold
3 command_line a_sheet_of_the_library__no_line_is_wider_than_the_terminal
3 copies a_copy_is_the_same_sheet_with_nothing_to_go_stale
3 diffing every_sheet_with_another_number
3 documents a_sheet_as_markdown__is_the_same_sheet
3 formula_laws laws_hold_of_the_workbook
3 fuzzing what_was_found_once_is_mended
3 heavy_sheets bytes_as_an_argument_are_answered
3 hostile a_hostile_line_is_answered
3 latex a_hostile_text__compiles
3 ledger every_sheet_of_the_library_has_one
3 library a_formula_file_loads_by_itself
3 own_ranges a_distribution_is_that_of_scipy
3 own_ranges a_sheet_has_the_same_values_in_all_evaluators
3 sampler ranges_are_those_of_an_own_sampler
3 sweep_draws memory_is_bounded
3 why every_sheet_of_the_library_is_told_in_a_second_or_has_no_answer
"""
# The file and the function of what is dear for `./run tests` too, with the days that all of it takes.
DAYS = {(f"test_{file}", f"test_{name}"): int(days) for days, file, name in map(str.split, _DAYS.strip().splitlines())}


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
        (chosen if is_taken(*_function(item), place, counts[_function(item)]) else others).append(item)
    return chosen, others


def _function(item: pytest.Item) -> tuple[str, str]:
    return item.path.stem, item.name.partition("[")[0]


def is_taken(file: str, name: str, place: int, count: int) -> bool:
    """Whether the case at a place among so many of a function is one of the day's."""
    days = DAYS.get((file, name), 1)
    if is_quick():
        if name in IN_TURN:
            return IN_TURN[name] == today() % FEWER
        if count > 1 and file.removeprefix("test_") in FILES:
            days *= FEWER
    if count == 1:  # dear in one piece, if it is: not all of them on the same day
        return days == 1 or [*DAYS].index((file, name)) % days == today() % days
    days = min(days, count)
    return place % days == today() % days
