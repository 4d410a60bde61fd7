"""What is asked of the keys that are read: their type and size first, then, as `elements` allows, a few elements.

Questions are sent together as long as their replies stay within what may be in flight. Of containers that are too
large for a few elements to speak for all, more is asked, as long as that is little work for the server in all.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from estimator.producers.redis.client import problem, refused
from estimator.producers.redis.replies import Failure, texts, whole, word
from estimator.producers.redis.survey import field_times
from estimator.producers.redis.survey.elements import (
    COUNTS,
    ELEMENTS,
    ENTRIES_A_NODE,
    EXPECTED,
    SECOND_SAMPLES,
    Lengths,
    Question,
    Size,
    consumer_groups,
    lengths,
    look,
    mean_lengths,
    places_of_stream,
    question,
    repeated,
    unlike,
)
from estimator.producers.redis.survey.patterns import pattern
from estimator.producers.redis.survey.room import SECONDS_BETWEEN_LOOKS, look_again
from estimator.producers.redis.survey.samples import Sample
from estimator.producers.redis.survey.strings import LONGEST_STRING, strings
from estimator.records import replace

if TYPE_CHECKING:
    from estimator.problems import EstimateError
    from estimator.producers.redis.client import Client, Command
    from estimator.producers.redis.replies import Reply
    from estimator.producers.redis.survey.elements import Terms

MOST_OF_A_BATCH = 2**20  # bytes beyond those that are expected: a value may have grown since its size was asked
MOST_OF_A_LOOK = 100  # keys whose containers are looked at together: a millisecond of the server's time
CLOSER_LOOKS = 4  # together, at thousands of elements each
MOST_OF_CLOSER_LOOKS = 3_000_000  # elements in all: a quarter of a second of the server's time
SMALL = {"listpack": "packed", "listpackex": "packed", "ziplist": "packed", "intset": "integers"}
VALUES = 200  # of a large hash whose lengths are asked, a question each


class Reading:
    """Asks about keys, within bounds; `spare` commands go to large containers beyond those of each key."""

    def __init__(self, client: Client, terms: Terms) -> None:
        self.spare = 0
        self._client = client
        self._terms = terms
        self._looked = time.monotonic()
        self._closer = 0  # elements that were looked at closer

    def read(self, database: int, names: list[bytes]) -> dict[bytes, tuple[Sample | None, str]]:
        """Samples of keys, or their type where it is not described; what is gone is left out."""
        self._samples: dict[bytes, tuple[Sample | None, str]] = {}
        heads = self._heads(database, names)
        sizes = self._sizes({name: head for name, head in heads.items() if head.data_type in COUNTS})
        self._look_closer(sizes)
        self._look_at_groups([name for name, size in sizes.items() if size.kind == "stream"])
        texts = {name: each for name, each in heads.items() if each.data_type == "string"}
        for name, text in strings(texts, self.asked, leaves_spare=self._terms.leaves_spare):
            self._add(name, text)
        waiting: list[tuple[bytes, Size, Question]] = []
        for name, size in sizes.items():
            asked = question(name, size, self._terms) if size.count else None
            if asked is None:
                self._add_mean(name, heads[name], size)
                continue
            asked = self._closely(size, asked)
            if waiting and sum(each.bytes for _, _, each in waiting) + asked.bytes > self._terms.in_flight:
                self._contents(heads, waiting)
                waiting = []
            waiting.append((name, size, asked))
        self._contents(heads, waiting)
        return self._samples

    def _closely(self, size: Size, asked: Question) -> Question:
        """A question with more random elements, as long as commands are to spare."""
        more = repeated(size, asked, self._terms, 1 + self.spare)
        self.spare -= len(more.commands) - len(asked.commands)
        return more

    def _heads(self, database: int, names: list[bytes]) -> dict[bytes, Sample]:
        """Type, form and time to live of keys that are still there, and are described."""
        commands: list[Command] = []
        for name in names:
            commands += [("TYPE", name), ("OBJECT", "ENCODING", name), ("PTTL", name)]
        replies = iter(self.asked(commands))
        found: dict[bytes, Sample] = {}
        for name in names:
            kind, encoding, lifetime = word(next(replies), "TYPE"), next(replies), next(replies)
            if kind == "none":
                continue
            if kind not in COUNTS and kind != "string":
                self._samples[name] = (None, kind)
                continue
            left = whole(lifetime, "PTTL", least=-2)
            if encoding is None or left == -2:  # gone since
                continue
            packing = word(encoding, "OBJECT ENCODING")
            form = "text" if kind == "string" else SMALL.get(packing, "table")
            found[name] = Sample(database, pattern(name), len(name), kind, packing, form, left >= 0, 0)
        return found

    def _sizes(self, heads: dict[bytes, Sample]) -> dict[bytes, Size]:
        """The number of elements of containers, and their bytes."""
        found: dict[bytes, Size] = {}
        items = list(heads.items())
        for start in range(0, len(items), MOST_OF_A_LOOK):
            part = items[start : start + MOST_OF_A_LOOK]
            replies = iter(self.asked([command for name, head in part for command in look(name, head.data_type)]))
            for name, head in part:
                count, usage = next(replies), next(replies)
                if isinstance(count, Failure) or usage is None:  # another type by now, or gone
                    continue
                elements, size = whole(count, COUNTS[head.data_type]), whole(usage, "MEMORY USAGE", least=1)
                if elements or head.data_type == "stream":
                    found[name] = Size(head.data_type, head.encoding, elements, size)
        return found

    def _look_closer(self, sizes: dict[bytes, Size]) -> None:
        """Look at more elements of what has more, as long as that is little work for the server in all."""
        closer = [name for name, size in sizes.items() if not size.counted and size.kind != "stream"]
        while closer and self._closer < MOST_OF_CLOSER_LOOKS:
            part, closer = closer[:CLOSER_LOOKS], closer[CLOSER_LOOKS:]
            replies = self.asked([("MEMORY", "USAGE", name, "SAMPLES", SECOND_SAMPLES) for name in part])
            for name, reply in zip(part, replies, strict=True):
                if reply is None:  # gone
                    del sizes[name]
                    continue
                usage = whole(reply, "MEMORY USAGE", least=1)
                sizes[name] = replace(sizes[name], usage=usage, samples=SECOND_SAMPLES)
                self._closer += min(sizes[name].count, SECOND_SAMPLES)

    def _look_at_groups(self, streams: list[bytes]) -> None:
        """Ask for the groups of consumers of streams, where that is permitted: a line of each group."""
        self._groups: dict[bytes, dict[str, int]] = {}
        replies = self._if_permitted([("XINFO", "GROUPS", name) for name in streams])
        for name, reply in zip(streams, replies, strict=True):
            if not isinstance(reply, Failure):
                self._groups[name] = consumer_groups(reply)

    def _contents(self, heads: dict[bytes, Sample], waiting: list[tuple[bytes, Size, Question]]) -> None:
        """Read what is asked of some containers, whose replies may be in flight together."""
        most = sum(asked.bytes for _, _, asked in waiting)
        replies = iter(self.asked([command for _, _, asked in waiting for command in asked.commands], most))
        read_of: dict[bytes, tuple[str, list[Reply]]] = {}
        for name, size, asked in waiting:
            answers = [next(replies) for _ in asked.commands]
            if any(isinstance(answer, Failure) for answer in answers):  # of another type by now
                continue
            if size.kind == "stream" and size.count > ENTRIES_A_NODE:
                answers += self._places_of_stream(name, size, answers[0])
            command = str(asked.commands[0][0])
            if (
                self._terms.field_times and size.kind == "hash" and size.encoding != "listpack"
            ):  # Redis has another form for those with times
                read_of[name] = command, answers
            found, read = lengths(size.kind, command, answers, packed=size.packed)
            if asked.names:
                found = self._with_values(name, answers, found)
            if read and not unlike(size, found):
                self._add_lengths(name, heads[name], size, found, read)
            else:
                self._add_mean(name, heads[name], size)
        self._look_at_times(read_of)

    def _look_at_times(self, read: dict[bytes, tuple[str, list[Reply]]]) -> None:
        """Ask for the times to live of some fields that were read of hashes, where that is permitted."""
        asked = {name: field_times.question(name, command, replies) for name, (command, replies) in read.items()}
        commands = {name: each for name, each in asked.items() if each and name in self._samples}
        replies = self._if_permitted(list(commands.values()))
        for name, reply in zip(commands, replies, strict=True):
            sample, kind = self._samples[name]
            if sample is None or not isinstance(reply, list):  # it is another type by now, or not permitted
                continue
            left = field_times.lifetimes(reply)
            if sample.form == "table" and self._terms.draws and field_times.differ(left):
                left += self._more_times(name)
            share, apart = field_times.times(left, sample.size)
            self._samples[name] = replace(sample, fields_expire=share, times_apart=apart), kind

    def _more_times(self, name: bytes) -> list[int]:
        """The times to live of more fields of a hash, of which some have none, as long as commands are to spare."""
        more = min(field_times.MORE, self.spare // 2)
        self.spare -= 2 * more
        drawn = self.asked([("HRANDFIELD", name, -ELEMENTS)] * more, EXPECTED)
        asked = [field_times.question(name, "HRANDFIELD", [fields]) for fields in drawn if isinstance(fields, list)]
        replies = self.asked([each for each in asked if each], EXPECTED)
        return [time for reply in replies if isinstance(reply, list) for time in field_times.lifetimes(reply)]

    def _places_of_stream(self, name: bytes, size: Size, first: Reply) -> list[Reply]:
        """Entries at random times of a stream, where commands are to spare; none where its end may not be read."""
        if self.spare <= 2:
            return []
        [last] = self._if_permitted([("XREVRANGE", name, "+", "-", "COUNT", 1)])
        self.spare -= 1
        asked = (
            None if isinstance(last, Failure) else places_of_stream(name, first, last, self._terms, size, self.spare)
        )
        if asked is None:
            return []
        self.spare -= len(asked.commands)
        return [reply for reply in self.asked(list(asked.commands), asked.bytes) if not isinstance(reply, Failure)]

    def _with_values(self, name: bytes, fields: list[Reply], found: Lengths) -> Lengths:
        """The lengths of the values of some fields of a hash, without the values: of many as commands are to spare."""
        names = [field for reply in fields for field in texts(reply, "HRANDFIELD")]
        more = max(0, min(self.spare, VALUES - ELEMENTS, len(names) - ELEMENTS))
        self.spare -= more
        names = names[: ELEMENTS + more]
        replies = self.asked([("HSTRLEN", name, field) for field in names])
        values = [whole(reply, "HSTRLEN", most=LONGEST_STRING) for reply in replies if not isinstance(reply, Failure)]
        return Lengths(found.first, tuple(values), found.first_integers)

    def _add_mean(self, name: bytes, head: Sample, size: Size) -> None:
        """A container whose elements are too large to be read, or were not met: their mean."""
        if size.kind == "stream":
            [reply] = self.asked([("MEMORY", "USAGE", name, "SAMPLES", SECOND_SAMPLES)])
            if reply is None:
                return
            size = replace(size, usage=whole(reply, "MEMORY USAGE", least=1))
        self._add_lengths(name, head, size, mean_lengths(size) if size.count else Lengths(), 0)

    def _add_lengths(self, name: bytes, head: Sample, size: Size, found: Lengths, read: int) -> None:
        integers = {"first_integers": found.first_integers, "second_integers": found.second_integers}
        numbers = {"first_numbers": found.first_numbers, "second_numbers": found.second_numbers}
        usage = float(size.usage)
        sample = replace(head, size=size.count, usage=usage, first=found.first, second=found.second, read=read)
        sample = replace(sample, usage_of=min(size.count, size.samples), same_fields=found.same_fields)
        self._add(name, replace(sample, **integers, **numbers, **self._groups.get(name, {})))

    def _add(self, name: bytes, sample: Sample) -> None:
        self._samples[name] = (sample, sample.data_type)

    def _if_permitted(self, commands: list[Command]) -> list[Reply]:
        """The replies to small questions that a survey can do without; a refusal is one of them."""
        return self._client.ask_all(commands, EXPECTED + MOST_OF_A_BATCH) if commands else []

    def asked(self, commands: list[Command], most: int = 0) -> list[Reply]:
        """The replies to commands about keys. A key may be of another type by now; any other refusal is the user's."""
        if not commands:
            return []
        replies = self._client.ask_all(commands, most + MOST_OF_A_BATCH)
        for reply in replies:
            if isinstance(reply, Failure) and reply.code != "WRONGTYPE" and "no such key" not in reply.text.lower():
                raise self._refused(reply)
        self.look_again()
        return replies

    def look_again(self) -> None:
        """See from time to time that the server has room. EstimateError where it has none."""
        if time.monotonic() - self._looked > SECONDS_BETWEEN_LOOKS:
            look_again(self._client)
            self._looked = time.monotonic()

    def _refused(self, failure: Failure) -> EstimateError:
        address = self._client.address
        if "unknown" not in failure.text.lower() or "memory" not in failure.text.lower():
            return refused(address, failure)
        message = f"{address} cannot say how large a value is before it is read (MEMORY USAGE)"
        return problem(address, message, "survey a copy of its data on Redis 4.0 or newer")
