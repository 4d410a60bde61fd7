"""Searching the library, in English and by the Chinese terms of the field; and its catalogue in the docs."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estimator.model.catalogue import (
    FORMULAS,
    TABLES,
    TEMPLATES,
    findings,
    group,
    known_as,
    near,
    search,
    sheet_called,
    sheet_entries,
)
from estimator.model.files import module_from_text
from estimator.model.modules import Library, shipped_library
from estimator.model.ranking import Query, Text, fit, stem
from estimator.reckoning.estimate import estimate
from tests.all_of import all_of
from tests.data import ROOT, lines, part_of

if TYPE_CHECKING:
    from pathlib import Path

# What is typed, and what has to be among the first three that are found.
SEARCHES = [tuple(line.split(" -> ")) for line in lines("searches.txt")]


def test_the_searches_are_there() -> None:
    assert len(SEARCHES) > 200


@all_of(("query", "name"), part_of(SEARCHES, 6))
def test_a_search_finds(query: str, name: str) -> None:
    assert name in leading(query)


@cache
def leading(query: str) -> list[str]:
    """The names of the first three that are found."""
    return [each.entry.name for each in search(shipped_library(), query)[:3]]


# What the kinds of systems are called, as one would say it in a sentence.
SYSTEMS = [
    ("url shortener", "url_shortener"),
    ("URL-shortener", "url_shortener"),
    ("video sharing", "video_sharing"),
    ("photo sharing", "photo_sharing"),
    ("News Feed", "news_feed"),
    ("web crawler", "web_crawler"),
    ("notification service", "notification_service"),
    ("ride-hailing", "ride_hailing"),
    ("typeahead", "typeahead"),
    ("file sync", "file_sync"),
    ("object storage", "object_storage"),
    ("metrics platform", "metrics_platform"),
    ("log platform", "log_platform"),
    ("flash sale", "flash_sale"),
    ("websocket gateway", "websocket_gateway"),
    ("rate limiter", "rate_limiter"),
    ("job scheduler", "job_scheduler"),
]


@pytest.mark.parametrize(("words", "name"), SYSTEMS)
def test_a_whole_estimate_runs_by_its_name_in_words(words: str, name: str) -> None:
    library = shipped_library()
    assert sheet_called(library, words) == name
    assert group(library, name) == TEMPLATES


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("ad click aggregation", "ad_clicks"),
        ("tinyurl", "url_shortener"),
        ("秒杀", "flash_sale"),
        ("seckill", "flash_sale"),
        ("log_pipeline", "log_platform"),
        ("ticket_sale", "flash_sale"),
        ("WhatsApp", "chat"),
        ("uber", "ride_hailing"),
        ("erlang_c", "queue.erlang_c"),
    ],
)
def test_another_name_leads_to_it(words: str, name: str) -> None:
    library = shipped_library()
    assert sheet_called(library, words) == ""
    assert known_as(library, words)[0] == name
    command = [sys.executable, "-m", "estimator", *words.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"  = did you mean {name}?")


def test_most_searches_lead_with_what_is_meant() -> None:
    first = [leading(query)[0] == name for query, name in SEARCHES]
    assert sum(first) > 0.9 * len(first)


@pytest.mark.parametrize(("known", "more"), [("hit ratio", "xqzzy hit ratio"), ("秒杀", "秒杀 qzx")])
def test_an_unknown_word_does_not_empty_the_result(known: str, more: str) -> None:
    library = shipped_library()
    alone, beside = search(library, known), search(library, more)
    assert beside[0].entry == alone[0].entry
    assert {each.entry for each in beside} == {each.entry for each in alone}
    assert findings(library, more).unknown == tuple(set(more.split()) - set(known.split()))
    assert findings(library, known).unknown == ()


@pytest.mark.parametrize(
    ("query", "unfound"),
    [("slo", "slow"), ("ping", "typing"), ("rate", "operate"), ("map", "mapping"), ("缓存", "存储"), ("go", "google")],
)
def test_a_part_of_a_word_is_not_found(query: str, unfound: str) -> None:
    text = Text("sheet", (), unfound, unfound)
    assert fit(text, Query(query)) is None or stem(query) == stem(unfound)


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("caches", "caching"),
        ("query", "queries"),
        ("cached", "cache"),
        ("classes", "class"),
        ("delay queue", "delayed queues"),
        ("fanout", "fan-out"),
        ("fan_outs", "fan out"),
        ("SortedSet", "sorted set"),
        ("redis object", "RedisObject"),
        ("sha1", "SHA-1"),
        ("缓存命中率怎么算", "缓存命中率"),
        ("命中率", "缓存命中率"),
        ("redis内存", "Redis 内存"),
    ],
)
def test_another_way_to_write_a_term_is_found(query: str, term: str) -> None:
    assert fit(Text("sheet.name", (term,), "A title", ""), Query(query)) is not None


@given(st.text(st.characters(codec="utf-8"), max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_text_is_a_query(text: str) -> None:
    library = Library(str(ROOT / "formulas" / "redis"))
    scores = [each.score for each in search(library, text)]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("query", ["redis AND", '"redis" OR *', "redis NEAR(2)", "redis; DROP TABLE", "-redis", "re*"])
def test_no_syntax_is_read_in_a_query(query: str) -> None:
    plain = re.sub(r"[^a-zA-Z0-9]+", " ", query)
    library = shipped_library()
    assert [each.entry.name for each in search(library, query)] == [each.entry.name for each in search(library, plain)]


@given(st.text(st.sampled_from("abcdefgilnrsy"), min_size=1, max_size=12))
def test_a_stem_is_a_beginning_of_its_word(word: str) -> None:
    assert word.startswith(stem(word))
    assert stem(word)


def test_of_two_that_fit_alike_the_one_for_more_is_first(tmp_path: Path) -> None:
    """A whole estimate before a formula's sheet, and that before one of its formulas."""
    block = "## {}\n## also: frobnication\n## source: definition\n"
    (tmp_path / "a.est").write_text(
        block.format("Formulas") + "\n" + block.format("One") + "f(x: count) -> B = x * 1 B\n", encoding="utf-8"
    )
    (tmp_path / "b.est").write_text(block.format("An estimate") + "\nx = 1 GB\ny = 2 * x\n", encoding="utf-8")
    assert [each.entry.name for each in search(Library(str(tmp_path)), "frobnications")] == ["b", "a", "a.f"]


@pytest.mark.parametrize(
    ("query", "guess"),
    [("hitt ratio", "hit ratio"), ("snowflak", "snowflake"), ("xqzzy", ""), ("google docs", "google")],
)
def test_a_mistyped_word_is_put_right(query: str, guess: str) -> None:
    assert near(shipped_library(), query) == guess or search(shipped_library(), query)


def test_the_entries_are_those_that_parsing_finds() -> None:
    library = shipped_library()
    for name in library.names():
        module = library.module(name)
        assert module is not None
        first, *rest = sheet_entries(library, name)
        assert (first.title, first.also) == (module.sheet.documentation.title, module.sheet.documentation.also)
        cells = {cell for rows in module.tables.values() for cell in rows.cells()}
        known = {each: definition for each, definition in module.definitions.items() if each not in cells}
        tables = {each: rows.table for each, rows in module.tables.items()}
        rest = [each for each in rest if each.name.rpartition(".")[2] not in tables]
        assert [each.name.rpartition(".")[2] for each in rest] == list(known)
        for entry in rest:
            found = known[entry.name.rpartition(".")[2]]
            assert entry.also == found.documentation.also
            assert entry.title in (found.documentation.title, found.note)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("twitter", TEMPLATES),
        ("payment", TEMPLATES),
        ("cache", FORMULAS),
        ("redis.string", FORMULAS),
        ("latency", TABLES),
    ],
)
def test_a_sheet_is_of_a_kind(name: str, kind: str) -> None:
    assert group(shipped_library(), name) == kind


def test_a_list_parses_no_sheet() -> None:
    code = (
        "import sys; sys.argv = ['estimate', 'list']\n"
        "from estimator.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "from estimator.model.modules import shipped_library\n"
        "print('parsed', len(shipped_library().parsed()), 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "parsed 0 False"


@pytest.mark.parametrize("script", ["make_catalogue.py", "make_commands.py", "make_types.py"])
def test_what_is_made_of_the_library_and_the_commands_is_up_to_date(script: str) -> None:
    """`.venv/bin/python docs/make_….py` writes it anew."""
    command = [sys.executable, str(ROOT / "docs" / script), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("expression", "files"),
    [
        ("cache.database_qps(1 k QPS, 50%)", {"cache"}),
        ("queue.erlang_c(50, 60)", {"queue"}),
        ("postgresql.heap(1 M row, 53 B)", {"postgresql.heap"}),
        ("twitter.write_qps", {"twitter"}),
        ("url_shortener.code_length", {"url_shortener", "id"}),
    ],
)
def test_a_question_parses_the_files_that_it_needs(expression: str, files: set[str]) -> None:
    library = Library(str(ROOT / "formulas"))
    evaluation = estimate(module_from_text(f"## t\n\nanswer = {expression}", "t"), library=library)
    assert evaluation.model.problems == []
    assert library.parsed() == files


WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, args: event == "open" and str(args[0]).endswith(".est") and opened.append(str(args[0])))
sys.argv = ["estimate", *sys.argv[1:]]
from estimator.__main__ import main
try: main()
except SystemExit: pass
print("opened", *[path.partition("formulas/")[2] for path in opened])
"""


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["queue.erlang_c(50, 60)"], ["queue.est"]),
        (["explain", "queue.erlang_c"], ["queue.est"]),
        (["list", "cache"], ["cache.est"]),
        (["twitter"], ["twitter.est"]),
        (["latency"], ["latency.est"]),
        (["1 GB / 2"], []),
    ],
)
def test_a_question_opens_the_files_that_it_needs(arguments: list[str], files: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", WATCHED, *arguments], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].split()[1:] == files


@pytest.mark.parametrize("arguments", [["list"], ["list", "令牌桶"]])
def test_a_list_opens_each_file_once(arguments: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", WATCHED, *arguments], capture_output=True, text=True, check=True)
    opened = done.stdout.splitlines()[-1].split()[1:]
    assert len(opened) == len(set(opened)) == len(list(shipped_library().names()))
