"""Searching the library, in English and by the Chinese terms of the field; and its catalogue in the docs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from estimator.model.catalogue import FORMULAS, TABLES, TEMPLATES, group, near, search, sheet_entries
from estimator.model.files import module_from_text
from estimator.model.modules import Library, shipped_library
from estimator.reckoning.estimate import estimate
from tests.data import ROOT

# What is typed, and what has to be among the first three that are found.
SEARCHES = [
    ("hit ratio", "cache.lru_hit_ratio_of"),
    ("hit-ratio", "cache.lru_hit_ratio_of"),
    ("缓存命中率", "cache"),
    ("布隆过滤器", "bloom"),
    ("短链", "url_shortener"),
    ("雪花算法", "id"),
    ("限流", "rate_limit"),
    ("令牌桶", "rate_limit.token_bucket"),
    ("一致性哈希", "database.moved_by_consistent_hashing"),
    ("读扩散", "feed"),
    ("写放大", "lsm"),
    ("零拷贝", "network"),
    ("惊群", "cache.stampede"),
    ("缓存雪崩", "cache.expiry_qps"),
    ("分库分表", "database"),
    ("主从延迟", "database.replication_lag"),
    ("高可用", "availability"),
    ("时间轮", "timing_wheel"),
    ("秒杀", "flash_sale"),
    ("百万连接", "connections"),
    ("心跳", "connections.heartbeat_qps"),
    ("峰值 QPS", "traffic.peak_qps"),
    ("布隆过滤器大小", "bloom"),  # a longer phrase than the term
    ("erasure coding", "storage.erasure_coded"),
    ("Erlang C", "queue.erlang_c"),
    ("thundering herd", "cache.stampede"),
    ("hot key", "cache.hot_key_replicas"),
    ("birthday problem", "id.colliding_pairs"),
    ("TIME_WAIT", "connections.time_wait_rate"),
    ("YouTube", "video_sharing"),
    ("Dropbox", "file_sync"),
]


@pytest.mark.parametrize(("query", "name"), SEARCHES)
def test_a_search_finds(query: str, name: str) -> None:
    assert name in [each.entry.name for each in search(shipped_library(), query)[:3]]


def test_every_word_has_to_be_found() -> None:
    both = {each.entry.name for each in search(shipped_library(), "lru zipf")}
    assert both <= {each.entry.name for each in search(shipped_library(), "lru")}


@pytest.mark.parametrize(("query", "guess"), [("hitt ratio", "hit ratio"), ("snowflak", "snowflake"), ("xqzzy", "")])
def test_a_mistyped_word_is_put_right(query: str, guess: str) -> None:
    assert near(shipped_library(), query) == guess or search(shipped_library(), query)


def test_the_entries_are_those_that_parsing_finds() -> None:
    library = shipped_library()
    for name in library.names():
        module = library.module(name)
        assert module is not None
        first, *rest = sheet_entries(library, name)
        assert (first.title, first.also) == (module.sheet.documentation.title, module.sheet.documentation.also)
        assert [each.name.rpartition(".")[2] for each in rest] == list(module.definitions)
        for entry, definition in zip(rest, module.definitions.values(), strict=True):
            assert entry.also == definition.documentation.also
            assert entry.title in (definition.documentation.title, definition.note)


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


def test_the_catalogue_is_up_to_date() -> None:
    """`.venv/bin/python docs/make_catalogue.py` writes it anew."""
    command = [sys.executable, str(ROOT / "docs" / "make_catalogue.py"), "--check"]
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
