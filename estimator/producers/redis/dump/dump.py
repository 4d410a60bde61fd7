"""A survey of a dump: every key is read, in one pass, and of each cell of like keys some are kept."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from estimator.languages.sizes import bytes_text, plural
from estimator.notation.releases import release_parts
from estimator.problems import EstimateError, command_line_problem
from estimator.producers.redis.dump.reading import OddDump, Reader
from estimator.producers.redis.dump.values import SEED, skip_module, value
from estimator.producers.redis.facts import Facts, default_thresholds, release
from estimator.producers.redis.replies import plain
from estimator.producers.redis.survey.elements import AROUND, AROUND_KEY
from estimator.producers.redis.survey.finding import Source, survey_of
from estimator.producers.redis.survey.patterns import pattern
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.sheet import Fixed
from estimator.producers.redis.survey.slots import SLOTS, TABLES_BY_SLOT, as_by_chance
from estimator.producers.redis.survey.strata import Strata
from estimator.producers.redis.survey.strings import AROUND_STRING
from estimator.reckoning.estimate import answered_number
from estimator.units.table import BYTE_BITS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from estimator.producers.redis.dump.values import Value
    from estimator.producers.redis.survey.finding import Survey

MAGICS = (b"REDIS", b"VALKEY")
NEWEST = {b"REDIS": 13, b"VALKEY": 80}  # forms of a dump; a newer one is read as far as its parts are known
FIRST_WITH_CHECKSUM = 5  # Redis 2.6
KEPT_OF_A_CELL = 200
MOST_KEPT = 100_000  # keys in all, beyond which a cell keeps a few
FEWEST_OF_A_CELL = 8
BETWEEN_WORDS = 10_000  # keys
LONGEST_KEY_READ = 2**16
SET_BY_SLOT = 243  # of Valkey: the import of a slot
SLOT, FUNCTION, MODULE_AUX, IDLE, FREQUENCY, AUX, RESIZE = 244, 245, 247, 248, 249, 250, 251
MILLISECONDS, SECONDS, DATABASE, END = 252, 253, 254, 255
MOST_ROOM = 2**20  # bytes: a text that grows gets twice its length, of long ones so much more
WORTH_A_WORD = 0.01  # of what is predicted: what may be besides and is less is not said
ALLOCATORS = ("jemalloc", "debian", "glibc")  # the model's words
COMMAND_KINDS = 10  # that a server is taken to have run, whose latencies it keeps from 7.0 on
A_GROUP, A_PENDING_ENTRY = 300, 150  # bytes, about
UNSAID = "a dump does not say its server's allocator"


class _Dump:
    """What was read so far."""

    def __init__(self, reader: Reader, progress: Callable[[int, int], None], size: int) -> None:
        self.strata = Strata()
        self.keys: dict[int, int] = {}
        self.auxiliary: dict[str, str] = {}
        self.slots: set[int] = set()  # of a cluster's node, those that have keys
        self.names = self.bytes = 0  # bytes of all names, and of all keys about
        self.room = 0  # bytes that texts may have besides, if they grew
        self.pending = self.produced = 0
        self._reader = reader
        self._progress = progress
        self._size = size
        self._kept = 0
        self._valkey = False
        self._chance = random.Random(SEED)  # noqa: S311  the same on every run

    @property
    def behind(self) -> int:
        """Bytes behind the end, which are none of the dump's."""
        return self._size - self._reader.at

    def read(self) -> None:
        """Read all of it. OddDump."""
        reader, database, expires, count = self._reader, 0, False, 0
        form = self._magic()
        while (opcode := reader.byte()) != END:
            if opcode == DATABASE:
                database = reader.length()
            elif opcode in (MILLISECONDS, SECONDS):
                reader.skip(8 if opcode == MILLISECONDS else 4)
                expires = True
            elif opcode >= SET_BY_SLOT:
                self._aside(opcode)
            else:
                name = reader.text()
                self._add(database, name, value(reader, opcode, valkey=self._valkey), expires=expires)
                expires, count = False, count + 1
                if count % BETWEEN_WORDS == 0:
                    self._progress(reader.at, self._size)
        if form >= FIRST_WITH_CHECKSUM:
            reader.end()
        self._progress(reader.at, self._size)

    def _magic(self) -> int:
        start = self._reader.read(9)
        for magic in MAGICS:
            version = start[len(magic) :]
            if start.startswith(magic) and version.isdigit():
                if int(version) > NEWEST[magic]:
                    self.auxiliary["newer"] = f"the dump has form {int(version)}, newer than any that was tried"
                self._valkey = magic == b"VALKEY"
                return int(version)
        raise OddDump("it does not begin as a dump does")

    def _aside(self, opcode: int) -> None:
        """What is no key."""
        reader = self._reader
        if opcode == AUX:
            name, said = reader.text(), reader.text()
            self.auxiliary[plain(name)] = plain(said)
        elif opcode == FREQUENCY:
            reader.skip(1)
        elif opcode in (IDLE, RESIZE):
            for _ in range({IDLE: 1, RESIZE: 2}[opcode]):
                reader.length()
        elif opcode == SLOT:
            self.slots.add(reader.length())
            for _ in range(2):  # its keys, and those with a time to live
                reader.length()
        elif opcode == FUNCTION:
            reader.piece()
        elif opcode == MODULE_AUX:
            skip_module(reader)
        elif opcode == SET_BY_SLOT:
            reader.piece()
            for _ in range(2 * reader.length()):
                reader.length()
        else:
            raise OddDump(f"it has a part of kind {opcode}, which is of a newer release than those that are read")

    def _add(self, database: int, name: bytes, found: Value, *, expires: bool) -> None:
        self.keys[database] = self.keys.get(database, 0) + 1
        self.pending += found.pending
        self.produced += found.produced
        stratum = self.strata.of(database, pattern(name))
        stratum.seen += 1
        self.names += len(name)
        if found.kind == "string":
            usage = float(found.bytes + len(name) + AROUND_STRING)
            self.room += min(found.bytes, MOST_ROOM)
        elif found.kind == "module":
            usage = 1.0
        else:
            around = AROUND[found.kind] * found.size if found.form == "table" else 4 * found.size
            groups = A_GROUP * found.groups + A_PENDING_ENTRY * found.pending
            usage = float(AROUND_KEY[found.kind] + found.bytes + around + groups)
        self.bytes += round(usage)
        cell = stratum.add(usage, f"{found.kind} {found.form}")
        if found.kind == "module":
            cell.undescribed[found.kind] = cell.undescribed.get(found.kind, 0) + 1
            return
        most = KEPT_OF_A_CELL if self._kept < MOST_KEPT else FEWEST_OF_A_CELL
        place = len(cell.samples)
        if place >= most:
            place = int(self._chance.random() * cell.looked)
            if place >= len(cell.samples):
                return
        else:
            self._kept += 1
        sample = Sample(
            database, stratum.pattern, len(name), found.kind, found.encoding, found.form, expires, found.size,
            found.first, found.second, found.first_integers, found.second_integers, found.read, usage,
            groups=found.groups, consumers=found.consumers, pending=found.pending, group_length=found.group_length,
            first_numbers=found.first_numbers, second_numbers=found.second_numbers,
            same_fields=found.same_fields, fields_expire=found.fields_expire, times_apart=found.times_apart,
        )  # fmt: skip
        cell.samples[place : place + 1] = [sample]


def survey_dump(path: str, date: str, progress: Callable[[int, int], None]) -> Survey:
    """Survey a dump. EstimateError in one sentence where it cannot be."""
    try:
        with open(path, "rb") as file:
            file.seek(0, 2)
            size = file.tell()
            file.seek(0)
            dump = _read(path, file, size, progress)
    except OSError as problem:
        why = (problem.strerror or "it is no file").lower()
        raise EstimateError([command_line_problem(path, f"{path} cannot be read: {why}", "check the path")]) from None
    if not any(cell.samples for _, cell in dump.strata.cells()):
        raise EstimateError([command_line_problem(path, f"{path} has no keys to describe", "save one that has data")])
    said = dump.auxiliary
    server = "valkey" if "valkey-ver" in said else "redis"
    full = said.get("valkey-ver") or said.get("redis-ver") or "2.8"
    version, notes = release(server, full)
    notes = (*notes, *([said["newer"]] if "newer" in said else []))
    if dump.pending:
        notes = (*notes, f"{dump.pending} pending entries of streams' groups are in the prediction")
    if dump.behind > 0:
        notes = (*notes, f"{bytes_text(dump.behind)} behind the dump's end, as an append-only file has, were not read")
    if dump.produced:
        notes = (*notes, f"{dump.produced} ids of streams' producers are not in the prediction")
    used = int(said["used-mem"]) if said.get("used-mem", "").isdigit() else 0

    kinds = COMMAND_KINDS if release_parts(version) >= release_parts("7.0") else 0
    number = sum(dump.keys.values())
    slots = as_by_chance(number, len(dump.slots)) if dump.slots else SLOTS
    if dump.slots:
        filled = plural(len(dump.slots), "slot", "slots")
        notes = (*notes, f"of a node of a cluster, whose keys fill {len(dump.slots):,} {filled}")

    if dump.room > WORTH_A_WORD * (used or dump.bytes):
        grown = "a dump does not say which texts grew by APPEND or SETBIT, which leaves them room"
        most = f"{bytes_text(dump.room)} at most, if all did"
        notes = (*notes, f"{grown}: it is not in the prediction, {most}, nor in a server that loads the dump")

    def found(allocator: str, why: str) -> Survey:
        """What was found, if that is the allocator."""
        facts = Facts(
            server, version, full, allocator, cluster=bool(dump.slots), replica=False, maximum_memory=0,
            keys=dump.keys, thresholds=default_thresholds(), notes=(), slots=slots,
        )  # fmt: skip
        source = Source(path, date, facts, Fixed(used, 0, 0, 0, kinds), complete=True, says_usage=False)
        besides = "" if dump.slots else _of_a_cluster(facts, number, dump.names / number)
        more = (*notes, f"{UNSAID}: {allocator} is taken{why}", *([besides] if besides else []))
        return survey_of(source, dump.strata, dump.keys, more)

    if not used:
        return found(ALLOCATORS[0], "")
    tried = [found(each, ", which fits its used-mem best") for each in ALLOCATORS]
    return min(tried, key=lambda each: abs(each.predicted - used))


def _of_a_cluster(facts: Facts, keys: int, name_length: float) -> str:
    """What keys would take besides on a node of a cluster, where dumps do not say that; "" where they do."""
    if release_parts(facts.version) >= release_parts(TABLES_BY_SLOT[facts.server]):
        return ""
    call = f"redis.keyspace({keys} key, 0%, {name_length:.2f} B, {facts.arguments}, cluster = {{}})"
    size = bytes_text(answered_number(f"{call.format('yes')} - {call.format('no')}") / BYTE_BITS)
    whose = f"{facts.server.capitalize()} {facts.full_version}"
    return f"a dump of {whose} does not say whether its server is of a cluster: {size} more, if it is"


def _read(path: str, file: BinaryIO, size: int, progress: Callable[[int, int], None]) -> _Dump:
    reader = Reader(file)
    dump = _Dump(reader, progress, size)
    try:
        dump.read()
    except OddDump as odd:
        message = f"{path} is no dump that can be read: {odd}, at byte {reader.at}"
        remedy = "give a file that SAVE or BGSAVE has written"
        raise EstimateError([command_line_problem(path, message, remedy)]) from None
    return dump
