"""What a line asks for: a unit behind `in`, and a question such as `how much storage per year` at one of its ends."""

from __future__ import annotations

from estimator.notation.spoken.expressions import unit_expression
from estimator.notation.spoken.matching import peak_in, slot
from estimator.notation.spoken.parts import product
from estimator.notation.spoken.table import phrases
from estimator.notation.spoken.words import Unread
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.notation.spoken.cursor import Cursor
    from estimator.notation.spoken.parts import Part
    from estimator.notation.spoken.words import Token

# The words of a question that are not what it asks for.
_ASKING = ("ask", "article", "adjective", "noise", "need", "highest")
# What an answer to a question has: information, and whether it comes in a time.
_STORED, _FLOWING = "stored", "flowing"
# What the words of a factor begin with that may be a peak's: 3 replicas are none.
_TIMES_MORE = ("peak", "x", "\N{MULTIPLICATION SIGN}", "times", "fold", "倍", "峰", "高峰")
# What they begin with that are of a peak alone, and what a question for the average does.
_OF_PEAK, _AVERAGE = ("peak", "峰", "高峰"), ("average", "avg", "mean", "平均")


@record
class Question:
    """What is asked for: `subject` is stored, flowing or a unit of rates.

    `period` is the time that the amount is for, `peak` the word that asks for the highest rate, and `typed` the
    subject as it was typed.
    """

    subject: str
    typed: str
    period: Part | None
    peak: str


def asked_unit(line: Cursor) -> tuple[int, str] | None:
    """Where the conversion at the end begins, and its unit."""
    for place in range(len(line.tokens) - 2, 0, -1):
        token = line.tokens[place]
        if token.text != "->" and "convert" not in token.roles:
            continue
        line.at = place + 1
        while line.role("per") is None and ("noise" in line.token.roles or "qualifier" in line.token.roles):
            if line.unit_at() is not None:
                break
            line.at += 1
        try:
            unit = unit_expression(line)
        except Unread:
            continue
        if line.token.kind == "end":
            return place, unit
        if token.text != "to" or not line.is_number():
            told = line.unread(
                f"a conversion ends a line, but {line.token.typed} follows",
                line.token,
                f"write -> {unit} at the end",
            )
            told.spoken = True
            raise told
    return _unit_alone(line)


def _unit_alone(line: Cursor) -> tuple[int, str] | None:
    """A unit alone behind the last comma, with or without the words of a question before it."""
    end = len(line.tokens) - 1
    place = next((place for place in range(end - 1, 0, -1) if line.tokens[place].text == ","), 0)
    if not place:
        return None
    line.at = place + 1
    while line.at < end and any(kind in line.token.roles for kind in ("ask", "article", "need")):
        line.at += 1
    if line.role("subject") is not None or line.unit_at() is None:
        return None
    try:
        unit = unit_expression(line)
    except Unread:
        return None
    while line.role("need") is not None:
        line.at += 1
    return (place, unit) if line.token.kind == "end" else None


def told_of_each(line: Cursor, unit: str, body: Part) -> None:
    """Unread where servers are asked for, and not said is what each of them does."""
    if body.exponent("time") < 0 and "word servers" in phrases().roles.get(unit.lower(), {}):
        message = f"how many {unit} is asked for, but not what one of them does"
        raise _told(line, message, "write it behind a comma: 2k QPS each")


def question(line: Cursor) -> tuple[int, int, Question] | None:
    """The question at an end of a line, with the tokens between which the rest stands."""
    end = len(line.tokens) - 1
    for place in range(1, end):
        if _opens(line, place):
            found = _asks(line, place + (line.tokens[place].text == ","), end)
            if found is not None:
                return 0, place, found
    return _asked_first(line, end)


def _opens(line: Cursor, place: int) -> bool:
    """Whether a question may begin at a token."""
    token = line.tokens[place]
    return token.text == "," or any(kind in token.roles for kind in ("ask", "clause", "need"))


def _asks(line: Cursor, begin: int, end: int) -> Question | None:
    """The question that all tokens between two places are, or None."""
    found = _subject(line, begin, end)
    if found is None:
        return None
    at, subject, peak, period = found
    at = _past(line, at + 1, end)
    last = end
    while last > at and "need" in line.tokens[last - 1].roles:
        last -= 1
    if at < last:
        if period is not None:
            return None
        period = _period(line, at, last)
        if period is None:
            return None
    words = [each.typed for each in line.tokens[begin : found[0] + 1] if _is_named(each)]
    typed = (" " if words[0].isascii() else "").join(words)
    return Question(subject, typed, period, peak)


def _is_named(token: Token) -> bool:
    """Whether a token of a question says what is asked for: the subject, and that it is the average."""
    return "subject" in token.roles or token.typed.lower().startswith(_AVERAGE)


def _subject(line: Cursor, begin: int, end: int) -> tuple[int, str, str, Part | None] | None:
    """Where the subject of a question stands, what it is, the word that asks for a peak, and a time before it."""
    at, peak = begin, ""
    period: Part | None = None
    while at < end:
        token = line.tokens[at]
        if "subject" in token.roles:
            return at, token.roles["subject"], peak_in([token]) or peak, period
        if "highest" in token.roles:
            peak = token.typed
        elif not any(kind in token.roles for kind in _ASKING):
            stop = next((stop for stop in range(end, at, -1) if _period(line, at, stop) is not None), 0)
            if period is not None or not stop:
                return None
            period, at = _period(line, at, stop), stop
            continue
        at += 1
    return None


def _past(line: Cursor, at: int, end: int) -> int:
    """The place behind words that say nothing about what is asked."""
    while at < end and any(kind in line.tokens[at].roles for kind in ("need", "noise", "article")):
        if line.tokens[at].roles.get("per") is not None:
            break
        at += 1
    return at


def _period(line: Cursor, begin: int, end: int) -> Part | None:
    """The time that tokens say, with the word before it: `per year`, `for 5 years`, `each month`."""
    found = slot(line, "period", begin, end, {})
    roles = line.tokens[begin].roles
    if found is None and begin + 1 < end and any(kind in roles for kind in ("for", "over", "convert", "at", "within")):
        found = slot(line, "period", begin + 1, end, {})
    return found


def _asked_first(line: Cursor, end: int) -> tuple[int, int, Question] | None:
    """A question before what it is asked of: `how much storage per year for …`, `bandwidth for …`, `what QPS is …`."""
    for place in range(end - 2, 0, -1):
        if "asklink" not in line.tokens[place].roles:
            continue
        found = _asks(line, 0, place)
        asking = any("ask" in token.roles for token in line.tokens[:place])
        if found is not None and (asking or "of" not in line.tokens[place].roles):
            behind = place + 1
            while behind < end and "asklink" in line.tokens[behind].roles:
                behind += 1
            return behind, end, found
    return None


def without_sizes(line: Cursor) -> bool:
    """Whether the clauses that tell sizes, of which a rate of requests says nothing, are taken off the line."""
    kept = [[line.tokens[0]]]
    for token in line.tokens[1:-1]:
        if token.text == ",":
            kept.append([])
        kept[-1].append(token)
    has_size = [any(_is_size(line, token) for token in clause) for clause in kept]
    if not any(has_size[1:]) or has_size[0]:
        return False
    line.tokens = [
        *[token for clause, sized in zip(kept, has_size, strict=True) if not sized for token in clause],
        line.tokens[-1],
    ]
    line.at = 0
    line.slots.clear()
    return True


def _is_size(line: Cursor, token: Token) -> bool:
    unit = token.roles.get("unit")
    return unit is not None and line.dimension(unit) == (("information", 1),)


def is_of_rate(found: Question) -> bool:
    """Whether a question is for a rate of things, and not of bytes."""
    return found.subject not in (_STORED, _FLOWING)


def answered(line: Cursor, found: Question, body: Part, unit: str) -> str:
    """The line that answers a question of a part. Unread where the part is no such thing."""
    rate = body.exponent("time") < 0
    told_of_peak(line, found.peak if found.peak in ("", found.typed) else f"{found.peak} {found.typed}")
    _told_of_average(line, found.typed)
    known = body
    if found.period is not None:
        if not rate or found.subject not in (_STORED, _FLOWING):
            raise _told(line, f"{found.typed} in a time is asked for, but {body.text} is no amount in a time")
        body = product(body, "*", found.period)
    if known.dimension is not None and found.subject in (_STORED, _FLOWING):
        if known.exponent("information") <= 0:
            raise _told(line, f"{found.typed} is asked for, but {known.text} has no bytes", "say how large each one is")
        if found.subject == _FLOWING and found.period is None and not rate:
            raise _told(line, f"{found.typed} is asked for, but {body.text} is not said to be in a time")
    if not unit and found.subject not in (_STORED, _FLOWING):
        unit = found.subject
    return f"{body.text} -> {unit}" if unit else body.text


def told_of_peak(line: Cursor, asked: str) -> None:
    """Unread where a peak is asked for, in these words, of a line that says nothing of one: it would be the average."""
    if asked and not any(word.startswith(_TIMES_MORE) for word in line.factors):
        message = f"{asked} is asked for, but not said is how far it is above the average"
        raise _told(line, message, "write peak 3x before the question")


def _told_of_average(line: Cursor, asked: str) -> None:
    """Unread where the average is asked for of a line that tells of a peak as well, and so would come to the peak."""
    if asked.lower().startswith(_AVERAGE) and any(word.startswith(_OF_PEAK) for word in line.factors):
        raise _told(line, f"{asked} is asked for, and a peak is said", "leave the peak out, or ask for the peak")


def _told(line: Cursor, message: str, remedy: str = "") -> Unread:
    told = line.unread(message, line.tokens[0], remedy)
    told.spoken = True
    return told
