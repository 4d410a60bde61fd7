"""`survey --rdb`: a dump says what its server says, of each release that is there; and what is no dump is refused."""

from __future__ import annotations

import io
import json
import random
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from estimator.api.surveying import survey
from estimator.comparers.redis.servers import running
from estimator.languages.spans import plain
from estimator.model.files import module_from_text
from estimator.producers.redis.dump.checksum import Checksum
from estimator.producers.redis.dump.dump import KEPT_OF_A_CELL, _Dump
from estimator.producers.redis.dump.packed import intset, listpack, ziplist, zipmap
from estimator.producers.redis.dump.reading import OddDump, Reader, unpacked
from estimator.producers.redis.dump.values import value
from estimator.producers.redis.survey.slots import as_by_chance, slot_of
from estimator.producers.redis.survey.strata import MOST_STRATA
from estimator.reckoning.estimate import estimate
from estimator.units.table import BYTE_BITS
from tests.all_of import all_of
from tests.data import part_of
from tests.real import a_server, servers
from tests.redis_server import eyes, fill
from tests.survey_data import commands

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from estimator.comparers.comparison import Program
    from tests.commands import Run

NEAR = 0.04


def short(program: Program) -> str:
    return program.version.split(" sha")[0]


def of_keys(found: Any) -> dict[tuple[str, str, str], int]:
    """The number of keys of each pattern, type and form; small lists have a form of their own only on a server."""
    counted: dict[tuple[str, str, str], int] = {}
    for group in found["groups"]:
        form = "" if group["type"] == "list" else group["form"]
        key = (group["pattern"], group["type"], form)
        counted[key] = counted.get(key, 0) + group["keys"]
    return counted


@pytest.mark.parametrize("program", part_of(servers(), 6), ids=short)
def test_a_dump_says_what_its_server_says(program: Program, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dump.rdb"
    with running(program.path, "--dir", str(tmp_path), "--dbfilename", path.name) as address:
        fill(address, commands(0.2))
        with eyes(address) as client:
            client.execute_command("XGROUP", "CREATE", "events:1", "workers", "0")
            client.execute_command("XREADGROUP", "GROUP", "workers", "one", "COUNT", "7", "STREAMS", "events:1", ">")
            client.select(3)
            client.set("other:1", "x" * 1000)
            client.save()
        live = json.loads(run("survey", str(address), "--json", "--rate", "100000", "--seconds", "300").out)
    done = run("survey", "--rdb", str(path), "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert found["keys"] == live["keys"]
    assert found["complete"]
    assert of_keys(found) == of_keys(live)
    assert abs(found["predicted"] / live["predicted"] - 1) < NEAR
    assert [note for note in found["notes"] if "7 pending entries" in note]
    for sheet in (found["sheet"], live["sheet"]):
        assert re.search(r"events_stream_pending +=\s+7\b", sheet)
        assert "redis.stream.group(" in sheet


def test_a_dump_that_is_cut_or_changed_is_a_sentence(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dump.rdb"
    with running(a_server().path, "--dir", str(tmp_path), "--dbfilename", path.name) as address:
        fill(address, commands(0.01))
        with eyes(address) as client:
            client.save()
    whole = path.read_bytes()
    chance = random.Random(5)
    for _ in range(25):
        changed = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            changed[chance.randrange(9, len(changed))] = chance.randrange(256)
        path.write_bytes(bytes(changed[: chance.randrange(1, len(changed))]))
        done = run("survey", "--rdb", str(path))
        assert done.code == 2
        assert done.err.count("error:") == 1


@all_of("text", [b"", b"REDIS", b"REDIS0009", b"REDISABCD\xff", b"PK\x03\x04 no dump at all", b"VALKEY080\xff"])
def test_what_is_no_dump_is_a_sentence(text: bytes, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dump.rdb"
    path.write_bytes(text)
    done = run("survey", "--rdb", str(path))
    assert (done.code, done.out, done.err.count("error:")) == (2, "", 1)


def test_a_checksum_is_that_of_redis() -> None:
    """Its own test's, src/crc64.c; and that of a text does not depend on the parts that it comes in."""
    text = random.Random(3).randbytes(2**20 + 70_001)
    sums = set()
    for size in (700, 2**16 + 1, 2**20, len(text)):
        found = Checksum()
        for start in range(0, len(text), size):
            found.add(text[start : start + size])
        sums.add(found.value())
    assert len(sums) == 1
    own = Checksum()
    own.add(b"123456789")
    assert own.value() == 0xE9C6D914C4B8D9CA


def test_a_dump_is_as_it_was_saved_and_what_is_behind_it_is_said(run: Run, tmp_path: Path) -> None:
    """A longer value is a dump as good as any but for its checksum; an append-only file may begin with a dump."""
    path = tmp_path / "dump.rdb"
    text = b"REDIS0011\xfa\x09redis-ver\x057.2.4\xfe\0" + b"\0\x03a:1\x05abcde" + b"\xff"
    checksum = Checksum()
    checksum.add(text)
    end = checksum.value().to_bytes(8, "little")
    path.write_bytes(text + end)
    assert run("survey", "--rdb", str(path)).code == 0
    path.write_bytes(text.replace(b"abcde", b"abXde") + end)
    done = run("survey", "--rdb", str(path))
    assert (done.code, done.out) == (2, "")
    assert "not those that were saved" in done.err
    path.write_bytes(text + end[:-1])
    assert run("survey", "--rdb", str(path)).code == 2
    path.write_bytes(text + end + b"*1\r\n" * 250)
    assert "1 KB behind the dump's end" in " ".join(run("survey", "--rdb", str(path)).out.split())


def test_a_server_or_a_dump_but_not_both(run: Run) -> None:
    for given in ([], ["localhost:1", "--rdb", "dump.rdb"]):
        done = run("survey", *given)
        assert done.code == 2
        assert "--rdb FILE" in done.err
    assert "cannot be read" in run("survey", "--rdb", "nonsuch.rdb").err


# The packed forms, by the layouts in the sources that `packed` names


@all_of(
    "read, block, elements",
    [
        (listpack, b"\0\0\0\0\0\0" + b"\x05\x01" + b"\x82hi\x03" + b"\xdf\xff\x02" + b"\xf1\x00\x10\x03" + b"\xff",
         [b"5", b"hi", b"-1", b"4096"]),
        (ziplist, b"\0" * 10 + b"\x00\x02hi" + b"\x04\xf3" + b"\x02\xc0\x00\x10" + b"\xff", [b"hi", b"2", b"4096"]),
        (zipmap, b"\x01" + b"\x01a" + b"\x02\x01bc\x00" + b"\xff", [b"a", b"bc"]),
        (intset, b"\x02\0\0\0\x02\0\0\0" + b"\x05\x00\xff\xff", [b"5", b"-1"]),
    ],
)  # fmt: skip
def test_a_packed_form(read: Callable[[bytes], list[bytes]], block: bytes, elements: list[bytes]) -> None:
    assert read(block) == elements
    with pytest.raises(OddDump):
        read(block[:-1])


# A stream without entries: nodes, entries, seven numbers; its groups, and from 8.6 on its producers
NO_ENTRIES = b"\0" + b"\0" + b"\0" * 7
A_GROUP = b"\x01" + b"\x02g1" + b"\0\0\0" + b"\x02" + 2 * (b"\0" * 24 + b"\x01") + b"\x01" + b"\x01c" + b"\0" * 16
A_PRODUCER = b"\x40\x64" * 2 + b"\x01" + b"\x02p1" + b"\x02" + 2 * (b"\x03iid" + b"\x05\x00") + b"\x02\x01"


@all_of(
    "kind, text, found",
    [
        (21, NO_ENTRIES + A_GROUP + b"\x02" + b"\0" * 32, (1, 1, 2, 2, 0)),
        (26, NO_ENTRIES + b"\0" + A_PRODUCER, (0, 0, 0, 0, 2)),
        (26, NO_ENTRIES + A_GROUP + b"\x02" + b"\0" * 32 + A_PRODUCER, (1, 1, 2, 2, 2)),
        (27, NO_ENTRIES + A_GROUP + b"\x01" + b"\0" * 16 + b"\x01" + b"\0" * 16 + A_PRODUCER, (1, 1, 2, 2, 2)),
    ],
)
def test_groups_and_producers_of_a_stream(kind: int, text: bytes, found: tuple[int, ...]) -> None:
    file = io.BytesIO(text + b"end")
    got = value(Reader(file), kind, valkey=False)
    assert (got.groups, got.consumers, got.pending, got.group_length, got.produced) == found
    assert file.read() == b"end"
    for length in range(len(text)):
        with pytest.raises(OddDump):
            value(Reader(io.BytesIO(text[:length])), kind, valkey=False)


def test_scores_of_a_dump_are_as_they_were_given() -> None:
    """Servers up to 7.0 keep them with 17 digits, which the formula of those adds."""
    entries = b"\x81m\x02" + b"\x93" + b"0.10000000000000001" + b"\x14" + b"\x81n\x02" + b"\x05\x01"
    block = (len(entries) + 7).to_bytes(4, "little") + b"\x04\0" + entries + b"\xff"
    got = value(Reader(io.BytesIO(bytes([len(block)]) + block)), 17, valkey=False)
    assert (got.kind, got.form, got.second) == ("zset", "packed", (3, 0))


def test_sets_of_integers_are_wide_where_they_are_large(run: Run, tmp_path: Path) -> None:
    """As jemalloc has them: 16 bytes for three of two bytes, 1792 for 200 of eight, 56 for each key and its object."""
    keys = b""
    for place in range(40):
        size, count = (2, 3) if place % 2 else (8, 200)
        members = b"".join([(each + 1 << 8 * size - 12).to_bytes(size, "little") for each in range(count)])
        block = size.to_bytes(4, "little") + count.to_bytes(4, "little") + members
        keys += b"\x0b\x07w:%05d" % place + b"\x80" + len(block).to_bytes(4, "big") + block
    path = tmp_path / "dump.rdb"
    path.write_bytes(b"REDIS0011\xfa\x09redis-ver\x057.2.4\xfe\0" + keys + b"\xff" + b"\0" * 8)
    done = run("survey", "--rdb", str(path), "--json")
    assert done.code == 0
    [group] = json.loads(done.out)["groups"]
    assert group["bytes"] / 40 == pytest.approx(56 + (16 + 1792) / 2, rel=0.01)


@pytest.mark.parametrize("columns", [60, 72, 80, 100])
def test_a_survey_fits_its_columns_and_its_heads_stand_above_them(columns: int, tmp_path: Path) -> None:
    path = tmp_path / "dump.rdb"
    keys = b"\0\x18session:1:very:long:name\x01x" + b"\0\x03a:1\x01y"
    path.write_bytes(b"REDIS0010\xfa\x09redis-ver\x057.2.4\xfe\0" + keys + b"\xff" + b"\0" * 8)
    found = survey(rdb=path)
    lines = [plain(line) for line in found.lines(columns)]
    assert [line for line in lines if len(line) > columns] == []
    [head] = [line for line in lines if line.endswith("memory")]
    assert {len(line) for line in lines[lines.index(head) + 1 :] if "string, text" in line} == {len(head)}
    assert [line for line in lines if "session:{n" in line]
    assert "growth=10`.\n## Note: " in found.sheet or "Note: " not in found.sheet


@all_of("version, kinds", [(b"6.2.14", 0), (b"7.0.15", 10), (b"7.2.4", 10), (b"8.0.3", 10)])
def test_latencies_are_kept_from_7_0_on(version: bytes, kinds: int, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dump.rdb"
    head = b"REDIS0010\xfa\x09redis-ver" + bytes([len(version)]) + version
    path.write_bytes(head + b"\xfe\0" + b"\0\x03a:1\x01x" + b"\xff" + b"\0" * 8)
    done = run("survey", "--rdb", str(path), "--json")
    assert re.search(rf"command_kinds += {kinds}\b", json.loads(done.out)["sheet"])


def saved(path: Path, version: bytes, names: list[bytes], value: bytes = b"x" * 60, *, in_slots: bool = False) -> None:
    """A dump of texts, with the slots of their keys where its server is of a cluster."""
    text = b"REDIS0011\xfa\x09redis-ver" + bytes([len(version)]) + version + b"\xfe\0"
    for name in sorted(names, key=slot_of):
        if in_slots:
            text += b"\xf4\x80" + slot_of(name).to_bytes(4, "big") + b"\x01\0"
        text += b"\0" + bytes([len(name)]) + name + b"\x40" + bytes([len(value)]) + value
    path.write_bytes(text + b"\xff" + b"\0" * 8)


@all_of(
    "version, in_slots, slots, note",
    [
        (b"6.2.14", False, 0, "a dump of Redis 6.2.14 does not say whether its server is of a cluster: 936 KB more"),
        (b"7.2.4", False, 0, "a dump of Redis 7.2.4 does not say whether its server is of a cluster: 320 KB more"),
        (b"7.4.1", False, 0, ""),
        (b"8.0.3", True, 16_384, "of a node of a cluster, whose keys fill 11,"),
    ],
)
def test_a_dump_says_its_slots_or_what_they_may_take(
    version: bytes,
    in_slots: bool,  # noqa: FBT001
    slots: int,
    note: str,
    tmp_path: Path,
) -> None:
    path = tmp_path / "dump.rdb"
    chance = random.Random(3)
    saved(path, version, [b"%012x" % chance.getrandbits(48) for _ in range(20_000)], in_slots=in_slots)
    found = survey(rdb=path).found
    said = [each for each in found.notes if "a cluster" in each]
    assert len(said) == bool(note)
    assert all(each.startswith(note) for each in said)
    assert (f"slots     = {slots}" in found.sheet) == in_slots
    [grown] = [each for each in found.notes if "APPEND or SETBIT" in each]
    assert "1.2 MB at most, if all did" in grown


def test_ids_that_are_counted_up_fill_fewer_slots(tmp_path: Path) -> None:
    """As Redis 8.0.2 has them: 2560 bytes for each slot with a key, and arrays of 32 bytes up to four keys."""
    path = tmp_path / "dump.rdb"
    names = [b"order:2026:%d:items" % number for number in range(20_000)]
    saved(path, b"8.0.2", names, in_slots=True)
    counts = Counter(map(slot_of, names))
    buckets = sum(2560 + 8 * max(4, 1 << (count - 1).bit_length()) for count in counts.values())
    found = survey(rdb=path).found
    assert f"whose keys fill {len(counts):,} slots" in " ".join(found.notes)
    estimated = estimate(module_from_text(found.sheet, "survey.est"))
    step = estimated.model.quantities["tables_0"].step
    assert step is not None
    assert float(estimated.values[step]) / BYTE_BITS == pytest.approx(buckets, rel=0.01)


@all_of("keys, used, slots, found", [(20_000, 7270, 16_384, 7898), (20_000, 11_560, 16_384, 16_384),
                                     (3000, 2300, 5461, 5461), (900_000, 5461, 5461, 5461)])  # fmt: skip
def test_of_how_many_slots_so_many_are_filled(keys: int, used: int, slots: int, found: int) -> None:
    assert as_by_chance(keys, used, slots) == pytest.approx(found, abs=2)


def test_a_key_is_in_the_slot_that_servers_say() -> None:
    """As CLUSTER KEYSLOT has them."""
    assert [slot_of(name) for name in (b"foo", b"123456789", b"{user1000}.a", b"{}a")] == [12182, 12739, 3443, 10875]


def test_what_is_kept_of_a_dump_is_bounded() -> None:
    """Whatever the number of keys and of their names: strata, cells, and samples of them."""

    def kept(keys: int) -> tuple[int, int, int]:
        names = [b"k%s:%d" % (b"abcdefghij"[place % 10 :][:1] * (1 + place % 500), place) for place in range(keys)]
        text = b"".join([b"\0\x80" + len(name).to_bytes(4, "big") + name + b"\x01x" for name in names])
        dump = _Dump(Reader(io.BytesIO(b"REDIS0011" + text + b"\xff" + b"\0" * 8)), lambda _at, _size: None, len(text))
        dump.read()
        cells = [cell for _, cell in dump.strata.cells()]
        assert max(len(cell.samples) for cell in cells) <= KEPT_OF_A_CELL
        return len(dump.strata.found), len(cells), sum(len(cell.samples) for cell in cells)

    strata, cells, samples = kept(6000)
    assert strata <= MOST_STRATA + 1
    assert samples <= KEPT_OF_A_CELL * cells
    few, many = kept(3000), kept(12_000)
    assert few[0] == many[0]
    assert many[1] <= few[1] + 10


def test_copies_that_run_into_themselves() -> None:
    assert unpacked(b"\x01ab\xe0\x01\x01", 12) == b"ab" + b"ab" * 5
    for packed in (b"\x01a", b"\xe0\x01\x09", b"\x01ab"):
        with pytest.raises(OddDump):
            unpacked(packed, 12)
