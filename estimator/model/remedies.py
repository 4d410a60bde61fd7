"""What the remedies of errors do to the line that they are about: a table of what they say, and of how it is done.

Each entry gives the lines that its remedy makes of one, several where either is as likely to be meant. Whether they are
lines of the notation, and keep what was written, is asked where they are used (see fixes.py).
"""

from __future__ import annotations

import re

from estimator.records import record
from estimator.units.table import shipped_units

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[..., tuple[str, ...]]  # of the place, and of what the remedy names

_HEAD = re.compile(r"\s*(?:check\s+|\w+\s*=(?!=)\s*)?")
_NUMBER = re.compile(r"[-+]?[\d_.]+(?:[eE][-+]?\d+)?")


@record
class Place:
    """A line, the part of it that a problem marks first, and all parts that it marks, with their labels."""

    line: str
    first: int
    last: int
    marks: tuple[tuple[int, int, str], ...] = ()

    @property
    def written(self) -> str:
        """What is marked."""
        return self.line[self.first : self.last]

    @property
    def before(self) -> str:
        """What stands before it."""
        return self.line[: self.first]

    @property
    def behind(self) -> str:
        """What stands behind it."""
        return self.line[self.last :]

    @property
    def expression(self) -> int:
        """Where the line's expression begins, behind a name and = or behind check."""
        found = _HEAD.match(self.line)
        return found.end() if found else 0

    @property
    def note(self) -> int:
        """Where the line's note begins; its end, if it has none."""
        at = self.line.find("#")
        return len(self.line) if at < 0 else len(self.line[:at].rstrip())

    def put(self, text: str) -> str:
        """The line with a text in place of what is marked."""
        return self.before + text + self.behind

    def ended(self, text: str) -> str:
        """The line with a text before its note."""
        return self.line[: self.note] + text + self.line[self.note :]


def bracketed(text: str) -> str:
    """A text that may stand as an operand."""
    return text if re.fullmatch(r"[\w.%$€£¥]+( [\w/%]+)?|\(.*\)", text) else f"({text})"


def _instead(place: Place, word: str) -> tuple[str, ...]:
    return (place.put(word),)


def _divided(place: Place, word: str) -> tuple[str, ...]:
    """A unit taken out of what is marked by a division."""
    return (place.put(f"{bracketed(place.written)} / {word}"),)


def _called(place: Place, word: str) -> tuple[str, ...]:
    """The call around what is marked, written anew."""
    name = word.partition("(")[0]
    start = place.before.rstrip().removesuffix("(").rstrip()
    if not start.endswith(name) or not place.behind.lstrip().startswith(")"):
        return ()
    return (start.removesuffix(name) + word + place.behind.lstrip()[1:],)


def _unit_given(place: Place, word: str) -> tuple[str, ...]:
    """A unit behind a plain number that has none."""
    return (place.put(f"{place.written} {word}"),) if _NUMBER.fullmatch(place.written) else ()


def _argument_named(place: Place, word: str) -> tuple[str, ...]:
    name, equals, value = place.written.partition("=")
    return (place.put(f"{word} ={value}"),) if equals and name.strip() else ()


def _arrow_at_the_end(place: Place, word: str) -> tuple[str, ...]:
    """A conversion inside an expression, moved behind it."""
    start = place.line.rfind("->", 0, place.last)
    if start < 0 or "->" in place.behind:
        return ()
    stop = start + 2 + len(place.line[start + 2 :]) - len(place.line[start + 2 :].lstrip()) + len(word)
    moved = Place(place.line[:start].rstrip() + place.line[stop:], start, start)
    return (moved.ended(f" -> {word}"),)


def _without_brackets(place: Place, word: str) -> tuple[str, ...]:
    return (place.before + word + re.sub(r"^\s*\([^()]*\)", "", place.behind),)


def _times_a_call(place: Place) -> tuple[str, ...]:
    found = re.fullmatch(r"([\d_.]*\d)\s*(\w+)", place.written)
    return (place.put(f"{found[1]} * {found[2]}"),) if found else ()


def _times_brackets(place: Place) -> tuple[str, ...]:
    head, bracket, rest = place.written.partition("(")
    return (place.put(f"{head.rstrip()} * ({rest}"),) if bracket else ()


def _named_line(place: Place) -> tuple[str, ...]:
    """A line that defines a quantity: its name glued together, = in its place."""
    head, sign, rest = place.line.partition("=")
    if sign and not place.line[: place.first].count("="):
        name = "_".join(re.findall(r"\w+", head))
        return (f"{name} = {rest.strip()}",) if name.isidentifier() else ()
    found = re.fullmatch(r"\s*([^\W\d]\w*)\s*(?::|\s)\s*(.+)", place.line)
    return (f"{found[1]} = {found[2]}",) if found else ()


def _unit_behind_a_name(place: Place) -> tuple[str, ...]:
    if shipped_units().known(place.written) is None:
        return ()
    return (f"{place.before.rstrip()} -> {place.written}{place.behind}",)


def _stroked_note(place: Place) -> tuple[str, ...]:
    """A note that begins as in other languages."""
    at = place.line.find("//")
    return (place.line[:at] + "#" + place.line[at + 2 :],) if at > 0 else ()


def _chained(place: Place) -> tuple[str, ...]:
    """Two comparisons with one middle, joined."""
    start = place.expression
    found = re.fullmatch(
        r"([^<>=#()]+?)\s*([<>]=?|==)\s*([^<>=#()]+?)\s*([<>]=?|==)\s*([^<>=#()]+)", place.line[start:]
    )
    if not found:
        return ()
    left, sign, middle, other, right = found.groups()
    return (f"{place.line[:start]}{left} {sign} {middle} and {middle} {other} {right}",)


def _last_arrow(place: Place) -> tuple[str, ...]:
    """Of two conversions the last one."""
    if place.written != "->":
        return ()
    return (place.line[: place.line.find("->")] + place.line[place.first :],)


def _best_guess(place: Place) -> tuple[str, ...]:
    """Three ends in order are a range around a best guess."""
    found = re.fullmatch(r"([\d_.]+) to ([\d_.]+) to ([\d_.]+)(.*)", place.written)
    if not found or not float(found[1]) <= float(found[2]) <= float(found[3]):
        return ()
    return (place.put(f"{found[2]} ({found[1]} to {found[3]}){found[4]}"),)


def _deleted(place: Place) -> tuple[str, ...]:
    """With the notation's sign in place of another language's, else without a stray one; never without a word."""
    signs: dict[str, str | int | None] = {"[": "(", "]": ")", "{": "(", "}": ")", "'": '"', "`": ""}
    if place.written in signs:
        return (place.line.translate(str.maketrans(signs)),)
    return () if any(char.isalnum() for char in place.written) else (place.put(""),)


def _bracket_closed(place: Place) -> tuple[str, ...]:
    at = max([place.first, *[first for first, _, _ in place.marks]])
    return (place.line[:at] + ")" + place.line[at:],)


def _multiplied(place: Place, word: str) -> tuple[str, ...]:
    """A product in place of everything that is marked."""
    if "…" in word:
        return ()
    return (place.before + word + place.line[max([place.last, *[last for _, last, _ in place.marks]]) :],)


def _word(place: Place, word: str) -> tuple[str, ...]:
    """A word or a text in place of what is marked; of an argument in place of its name."""
    instead = word
    if any(part in instead for part in ("…", " or ", ", ", " as in ", " behind ")):
        return ()
    if instead.endswith(")") or instead.startswith("name"):
        return ()  # a pattern, and no text to put there
    marked = place
    plain = [(first, last) for first, last, label in place.marks if label == "a plain number"]
    if len(plain) == 1:
        marked = Place(place.line, *plain[0])
    if "=" in marked.written and "=" not in instead:
        instead += " " + marked.written[marked.written.index("=") :]
    return (marked.put(instead),)


def _one_bracket_less(place: Place) -> tuple[str, ...]:
    """Without the bracket that is too many, or with another one where its expression begins."""
    start = place.expression
    return place.put(""), place.line[:start] + "(" + place.line[start:]


def _text_closed(place: Place) -> tuple[str, ...]:
    return (place.line.rstrip() + '"',) if place.written.count('"') == 1 else ()


def _to_the_left(place: Place) -> tuple[str, ...]:
    return (place.line.lstrip(),)


def _file_used(place: Place) -> tuple[str, ...]:
    """A file's name in quotes, and the name that it has here."""
    found = re.fullmatch(r'\s*use\s+"?([^"\s]+)"?(?:\s+as\b\s*(\S*))?\s*', place.line)
    if not found:
        return ()
    stem = re.sub(r"\W", "_", found[1].replace("\\", "/").rpartition("/")[2].partition(".")[0])
    name = found[2] if found[2] and found[2].isidentifier() else stem
    return (f'use "{found[1]}" as {name}',) if name.isidentifier() else ()


def _event(place: Place) -> tuple[str, ...]:
    at = place.line.find(":")
    return (f"{place.line[:at]}: event",) if at > 0 else ()


def _declared(place: Place, word: str) -> tuple[str, ...]:
    """A line more, before this one."""
    return () if place.line[:1].isspace() else (f"{word}\n{place.line}",)


def _scenario(place: Place) -> tuple[str, ...]:
    found = re.fullmatch(r'\s*scenario\s+(?:"([^"]+)"|(\w+))\s*:?\s*(\w+\s*=.*)', place.line)
    return (f'scenario "{found[1] or found[2]}": {found[3]}',) if found else ()


def _plain_side(place: Place, word: str) -> tuple[str, ...]:
    """A plain number beside a count: as many of those, or without what is counted."""
    plain = [Place(place.line, first, last) for first, last, label in place.marks if label == "a plain number"]
    counts = [Place(place.line, first, last) for first, last, label in place.marks if label != "a plain number"]
    return (
        *[each.put(f"{each.written} * {word}") for each in plain[:1]],
        *[each.put(f"count({each.written})") for each in counts[:1]],
    )


def _exponent(place: Place, word: str, other: str) -> tuple[str, ...]:
    """An exponent without its unit, or divided by the period."""
    start, stop = place.before.rstrip(), place.behind
    if start.endswith("(") and stop.lstrip().startswith(")"):
        return f"{start[:-1]}{word}{stop.lstrip()[1:]}", place.put(f"{place.written} / {other}")
    return place.put(word), place.put(f"({place.written} / {other})")


def _counted(place: Place) -> tuple[str, ...]:
    return (place.put(f"count({place.written})"),)


def _number_of_a_truth(place: Place) -> tuple[str, ...]:
    """1 where a condition holds and 0 where it does not."""
    chosen = f"if {place.written} then 1 else 0"
    is_bracketed = place.before.endswith("(") and place.behind.startswith(")")
    return (place.put(chosen if is_bracketed else f"({chosen})"),)


def _swapped(place: Place) -> tuple[str, ...]:
    """The ends of a range, or of a distribution's two arguments, the other way round."""
    low, to, high = place.written.partition(" to ")
    if to:
        return (place.put(f"{high} to {low}"),) if " to " not in high else ()
    found = re.fullmatch(r"(\w+)\(([^,()]+), ([^,()]+)\)", place.written)
    return (place.put(f"{found[1]}({found[3]}, {found[2]})"),) if found else ()


def _unit_once(place: Place, word: str) -> tuple[str, ...]:
    """Without the unit behind brackets that have one, or divided by it."""
    at = place.line.find(")", place.last)
    start = place.line.find(word, at) if at >= 0 else -1
    if start < 0:
        return ()
    rest = place.line[start + len(word) :]
    return place.line[: at + 1] + rest, f"{place.line[: at + 1]} / 1 {word}{rest}"


def _two_units(place: Place) -> tuple[str, ...]:
    head, _, word = place.written.rpartition(" ")
    return (place.put(f"{head}/{word}"), place.put(f"{head}*{word}")) if head else ()


def _one_choice_less(place: Place) -> tuple[str, ...]:
    head = re.sub(r"\s+or\s*$", "", place.before)
    return (head + place.behind,) if head != place.before else ()


def _digits_together(place: Place) -> tuple[str, ...]:
    return (place.put(re.sub("__+", "_", place.written).strip("_")),)


def _where_alone(place: Place) -> tuple[str, ...]:
    found = re.fullmatch(r"(\s*)where\s+(.+)", place.line)
    return (f"{found[1]}where\n{found[1]}    {found[2]}",) if found else ()


def _without_arrow(place: Place) -> tuple[str, ...]:
    """Without the unit that is marked and the arrow before it."""
    return (place.before.rstrip().removesuffix("->").rstrip() + place.behind,)


def _either(place: Place, word: str, other: str) -> tuple[str, ...]:
    """One of two words."""
    return place.put(word), place.put(other)


def _glued(place: Place, word: str) -> tuple[str, ...]:
    glued = place.before.rstrip() + place.written + place.behind
    return (glued, place.put(word)) if word else (glued,)


def _arrow(place: Place, word: str) -> tuple[str, ...]:
    """Another unit behind the arrow."""
    at = place.line.rfind("->")
    stop = next((last for first, last, _ in place.marks if first > at >= 0), place.note)
    return (f"{place.line[:at]}-> {word}{place.line[stop:]}",) if at >= 0 else ()


TABLE: tuple[tuple[re.Pattern[str], Change], ...] = tuple(
    (re.compile(pattern), change)
    for pattern, change in (
        (r"divide by (1 \w+) (?:first|instead)", _divided),
        (r"divide the base by (1 \w+)", _divided),
        (r"say in which unit: (\w+\(.+)", _called),
        (r"give it in (?!a plain number)(\S+)", _unit_given),
        (r"it takes (\w+)", _argument_named),
        (r"write -> (\S+) at the end", _arrow_at_the_end),
        (r"write ([\w.]+) without brackets", _without_brackets),
        (r"write [\d_.]+ \* \w+\(…\)", _times_a_call),
        (r"write \S+ \(low to high\), or \* for a product", _times_brackets),
        (r"write \w+ \* \(…\) for a product", _times_brackets),
        (r"write \w+ = expression", _named_line),
        (r"names hold letters, digits and _, and start with a letter", _named_line),
        (r"write \* for a product; a unit stands behind -> or a number", _unit_behind_a_name),
        (r"write a number, a name or brackets", _stroked_note),
        (r"join two of them with and", _chained),
        (r"write an operator between", _last_arrow),
        (r"give them as numbers", _best_guess),
        (r"delete it", _deleted),
        (r"delete the bracket, or open one before it", _one_bracket_less),
        (r'close it with "', _text_closed),
        (r"an indented line continues the one above it: move it to the left", _to_the_left),
        (r'write use "team\.est" as team', _file_used),
        (r"write : event", _event),
        (r"declare it: (unit \w+)", _declared),
        (r'write scenario "name": quantity = value, …', _scenario),
        (r"multiply the plain number by (1 \S+), or take count\(…\) of the other side", _plain_side),
        (r"write (\S+), or divide by the period of the growth, as in / (1 \w+)", _exponent),
        (r"write \w+\(count\(…\)\)", _counted),
        (r"choose a number by it: if … then 1 else 0", _number_of_a_truth),
        (r"swap them", _swapped),
        (r"leave (\S+) out, or write / before it to divide", _unit_once),
        (r"glue units with / or \*, or write an operator before \w+", _two_units),
        (r"leave one out", _one_choice_less),
        (r"put _ between digits only", _digits_together),
        (r"put its definitions on the lines below", _where_alone),
        (r"give it once, before =", _without_arrow),
        (r"did you mean (\S+) or (\S+)\?", _either),
        (r"glue it: \w+?(?: \(or (\w+) for \w+\))?", _glued),
        (r"choose a unit of \S+, such as -> (\S+)", _arrow),
        (r"(?:multiply|divide) it by something in \S+, or write -> (\S+)", _arrow),
        (r"compare with (==)", _instead),
        (r"write (\^) for a power", _instead),
        (r"close the bracket with \)", _bracket_closed),
        (r"multiply: (.+)", _multiplied),
        (r"leave the unit out", _without_arrow),
        (r"write the unit on the number, as in (.+)", _instead),
        (r"did you mean (.+)\?", _word),
        (r"write (.+)", _word),
    )
)


def lines_of(told: str, place: Place) -> tuple[str, ...]:
    """What a remedy makes of a line: nothing where it leaves open what to write, several lines for a choice."""
    for pattern, change in TABLE:
        match = pattern.fullmatch(told)
        if match is not None:
            return change(place, *match.groups())
    return ()
