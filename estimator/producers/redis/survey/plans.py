"""How much of a server is sampled in the time that there is, and how far that is."""

from __future__ import annotations

from estimator.records import record

SCANNED = 1000  # names that a SCAN is asked for: some 0.2 ms of the server's time
COMMANDS_A_KEY = 6  # that it takes to read one
FOR_LOOKS = 0.55  # of the commands besides SCAN
MOST_FOR_NAMES = 0.4  # of the commands
FOR_LARGE, MOST_FOR_LARGE = 0.05, 2000  # of the commands, and how many at most, are for more of large containers
IN_THE_FIRST_PASS = 0.4  # of the looks, where there are two


@record
class Limits:
    """How long and how much is read; `even_near` goes on where the server's maxmemory is near."""

    seconds: float = 60.0
    keys: int = 100_000
    even_near: bool = False
    rate: float = 400.0  # commands a second
    resume: str = ""  # the file from which a survey is gone on with, and to which it is written
    search: int = 20_000  # further keys whose sizes are asked where used_memory shows that large ones were not met


class Place:
    """How far a database is: the round, the cursor in it, and hashes of the names that were looked at."""

    def __init__(
        self, run: int = 0, cursor: bytes = b"0", *, whole: bool | None = None, looked: set[int] | None = None
    ) -> None:
        self.run = run
        self.cursor = cursor
        self.whole = whole  # whether all keys are read; None before it is known
        self.looked = looked or set()


class Plan:
    """How a database is sampled: whole, or so many keys looked at, in so many commands.

    `spare` commands are for more elements of large containers than are read of each.
    """

    def __init__(self, keys: int, most: int, commands: float) -> None:
        self.keys = keys
        closely, whole = FOR_LARGE * commands, keys * COMMANDS_A_KEY + keys / SCANNED
        commands -= closely
        self.whole = keys <= most and whole <= commands
        self.spare = round(min(MOST_FOR_LARGE, closely + (commands - whole if self.whole else 0.0)))
        scans = min(keys / SCANNED, commands * MOST_FOR_NAMES)
        passes = 2 if keys / SCANNED < commands * MOST_FOR_NAMES / 2 else 1
        self.names = round(scans * SCANNED)  # that are seen in the first pass, at most
        self.looks = max(1.0, min(most, (commands - passes * scans) * FOR_LOOKS))
        self.first = self.looks if passes == 1 else self.looks * IN_THE_FIRST_PASS
        self.passes = passes
        self.reads = max(1.0, (commands - passes * scans) * (1 - FOR_LOOKS) / COMMANDS_A_KEY)
