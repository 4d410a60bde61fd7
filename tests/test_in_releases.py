"""What only some releases have: asked of others it is refused, whatever way it comes, and no page offers it."""

from __future__ import annotations

import pytest

from estimator import formulas, sheet
from estimator.languages.open_program import open_program
from estimator.model.files import module_from_text
from estimator.notation.parser import parse_sheet
from estimator.notation.printer import print_sheet
from estimator.problems import EstimateError, Source
from estimator.reckoning.estimate import answer, answered_number, estimate

OWN = """release "engine": 1.0, 1.2, 1.9, 1.10
release "motor": 1.0, 1.9

## The bytes of entries.
## releases: engine from 1.2, motor
## releases: packed: engine from 1.9, motor from 1.9
## releases: kind "old": engine from 1.2 to 1.9
## releases: room: engine from 1.10
size(of: count, packed: yes or no = no, kind: "new" or "old" = "new", room: B = 0 B,
    product: "engine" or "motor" = "engine", engine_version: release of product = 1.10) -> B =
  of * (if packed then 1 B else if kind == "old" then 3 B else 2 B) + room
"""


def refusal(text: str) -> str:
    with pytest.raises(EstimateError) as raised:
        answer(text)
    [problem] = raised.value.problems
    return f"{problem.message} | {problem.remedy}"


def own_refusal(arguments: str) -> str:
    with pytest.raises(EstimateError) as raised:
        estimate(module_from_text(f"{OWN}\nx = size(10, {arguments})", "own.est"))
    [problem] = raised.value.problems
    return f"{problem.message} | {problem.remedy}"


@pytest.mark.parametrize(
    ("call", "lacks", "remedy"),
    [
        ("hash(9 key, 9, field_ttl = yes)", "redis 7.2 has no field_ttl", "write version = 7.4"),
        ('hash(9 key, 9, field_ttl = "yes", version = 7.2)', "redis 7.2 has no field_ttl", "write version = 7.4"),
        ("hash(9 key, 9, field_ttl = 3 > 2, version = 6.2)", "redis 6.2 has no field_ttl", "write version = 7.4"),
        ("hash(9 key, 9, version = 7.0, field_times_apart = 1 s)", "redis 7.0 has no field_times_apart", "7.4"),
        ('hash.key(9, field_ttl = yes, server = "valkey", version = 8.1)', "valkey 8.1 has no", "write version = 9.0"),
        ('hash.packed(9, 8 B, 8 B, field_ttl = yes, server = "valkey", version = 9.1)', "valkey 9.1", "version = 7.4"),
        ("hash.table(9, 8 B, 8 B, field_ttl = yes, version = 7.2)", "redis 7.2 has no field_ttl", "7.4"),
        ("expiring.buckets(99)", "redis 7.2 has no redis.expiring.buckets", "write version = 7.4"),
        ("expiring.windows(99, version = 8.0)", "redis 8.0 has no", 'write server = "valkey", version = 9.0'),
        ("stream(9 key, 9, version = 4.0)", "redis 4.0 has no redis.stream", "write version = 5.0"),
        ("stream.key(9, version = 3.2)", "redis 3.2 has no redis.stream.key", "write version = 5.0"),
        ("stream.group(9, version = 4.0)", "redis 4.0 has no redis.stream.group", "write version = 5.0"),
        ('stream(9 key, 9, full_blocks = "kept")', 'redis 7.2 has no full_blocks = "kept"', "write version = 7.0"),
        ('stream(9 key, 9, full_blocks = "kept", version = 6.0)', "redis 6.0 has no", "write version = 6.2"),
        ('stream(9 key, 9, full_blocks = "filled and kept", version = 7.0)', "redis 7.0 has no", "version = 6.2"),
        ('stream(9 key, 9, full_blocks = "kept", server = "valkey")', "valkey 7.2 has no", 'server = "redis"'),
        ("set(9 key, 200, max_packed_members = 256, version = 6.2)", "redis 6.2 has no max_packed_members", "7.2"),
        ('bloom(9 key, 200, server = "valkey", version = 9.1)', "valkey 9.1 has no redis.bloom", 'server = "redis"'),
        ("bloom.cuckoo(9 key, 200, version = 3.2)", "redis 3.2 has no redis.bloom.cuckoo", "write version = 4.0"),
        ("bloom.count_min(9 key, 9, 9, version = 3.2)", "redis 3.2 has no redis.bloom.count_min", "version = 4.0"),
        ("bloom.top_k(9 key, 9, version = 3.2)", "redis 3.2 has no redis.bloom.top_k", "write version = 4.0"),
        ("bloom.t_digest(9 key, version = 5.0)", "redis 5.0 has no redis.bloom.t_digest", "write version = 6.0"),
        ('json(9 key, 9 B, server = "valkey")', "valkey 7.2 has no redis.json", 'write server = "redis"'),
        ('search(9 k, server = "valkey")', "valkey 7.2 has no redis.search", 'write server = "redis"'),
        ('time_series(9 key, server = "valkey")', "valkey 7.2 has no redis.time_series", 'write server = "redis"'),
    ],
)
def test_the_library_refuses_what_a_release_lacks(call: str, lacks: str, remedy: str) -> None:
    said, _, way = refusal(f"redis.{call}").partition(" | ")
    assert said.startswith(lacks)
    assert ", which is in " in said
    assert remedy in way


@pytest.mark.parametrize(
    "call",
    [
        "hash(9 key, 9, field_ttl = no, version = 7.2)",
        "hash(9 key, 9, field_ttl = yes, version = 7.4)",
        "hash(9 key, 9, field_ttl = yes, version = 8.10)",
        'hash(9 key, 9, field_ttl = yes, server = "valkey", version = 9.0)',
        'stream(9 key, 9, full_blocks = "given back", version = 8.0)',
        'stream(9 key, 9, full_blocks = "filled and kept", version = 6.2)',
        "set(9 key, 200, max_packed_members = 128, version = 6.2)",
        'stream(9 key, 9, server = "valkey")',
    ],
)
def test_what_a_release_has_is_answered(call: str) -> None:
    assert answered_number(f"redis.{call}") > 0


def test_what_a_sheet_passes_on_is_refused_but_for_numbers() -> None:
    head = 'server = "redis"\nversion = 6.2\n'
    with pytest.raises(EstimateError, match=r"redis 6\.2 has no field_ttl"):
        sheet(f"{head}field_ttl = yes\nwith server, version, field_ttl\nx = redis.hash(9 key, 9)")
    # Sorted sets have the setting there, and sets are tables whatever it is.
    text = f"{head}max_packed_members = 200\nwith server, version, max_packed_members\nx = redis.set(9 key, 150)"
    assert sheet(text)["x"] == sheet(text.replace("200", "128"))["x"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("engine_version = 1.0", "engine 1.0 has no size, which is in engine from 1.2 on and motor | write engine_v"),
        ("yes, engine_version = 1.2", "engine 1.2 has no packed, which is in engine from 1.9 on and motor from 1.9"),
        ('yes, product = "motor", engine_version = 1.0', "motor 1.0 has no packed"),
        (
            'kind = "old", engine_version = 1.10',
            'engine 1.10 has no kind = "old", which is in engine from 1.2 to 1.9',
        ),
        ('kind = "old", product = "motor", engine_version = 1.0', 'motor 1.0 has no kind = "old"'),
        ("room = 8 B, engine_version = 1.9", "engine 1.9 has no room, which is in engine from 1.10 on | write engine_"),
    ],
)
def test_ones_own_function_refuses_by_its_lines(arguments: str, said: str) -> None:
    assert own_refusal(arguments).startswith(said)


def test_the_lines_are_printed_as_they_were() -> None:
    assert print_sheet(parse_sheet(Source("own.est", OWN))).count("## releases: ") == 4


def test_a_page_offers_no_release_that_lacks_what_the_sheet_asks_for() -> None:
    call = 'x = size(10, packed, kind, 0 B, "engine", engine_version)'
    text = f'{OWN}\npacked = "yes"\nkind = "old"\nengine_version = 1.9\n{call}'
    opened = open_program(estimate(module_from_text(text, "own.est")))
    assert opened is not None
    found = [dict(zip(opened.texts, each, strict=True)) for each in opened.combinations]
    assert {(each["engine_version"], each["kind"], each["packed"]) for each in found} == {
        ("1.2", "new", "no"),
        ("1.2", "old", "no"),
        ("1.9", "new", "no"),
        ("1.9", "new", "yes"),
        ("1.9", "old", "no"),
        ("1.9", "old", "yes"),
        ("1.10", "new", "no"),
        ("1.10", "new", "yes"),
    }


def test_what_a_name_stands_for_is_asked_for_or_not() -> None:
    """A `no` that comes by a name, or from Python, asks for nothing, and no branch that it decides does."""
    sheet_of = "fields_expire = {}\napart = {}\nx = redis.hash(9 key, 9, field_ttl = fields_expire{})"
    for truth in ("no", "not (yes)", "yes and no"):
        estimate(module_from_text(sheet_of.format(truth, "0 s", ", field_times_apart = apart"), "own.est"))
    for truth, apart, more in [
        ("yes", "0 s", ""),
        ("no or yes", "0 s", ""),
        ("no", "1 s", ", field_times_apart = apart"),
        ("3 > 2", "0 s", ""),
    ]:
        with pytest.raises(EstimateError, match="has no field_t"):
            estimate(module_from_text(sheet_of.format(truth, apart, more), "own.est"))
    formulas.redis.hash.hash(9, 9, field_ttl=False)
    with pytest.raises(EstimateError, match="has no field_ttl"):
        formulas.redis.hash.hash(9, 9, field_ttl=True)
