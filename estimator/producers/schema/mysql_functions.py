"""What functions of MySQL and MariaDB give by what they are given, and what values become together."""

from __future__ import annotations

from estimator.producers.schema.mysql_types import WIDTHS
from estimator.producers.schema.mysql_widths import (
    any_of,
    characters,
    digits_of,
    formatted,
    one_after_another,
    scale_of,
)
from estimator.producers.schema.shelf import Spelled
from estimator.producers.schema.shelf_queries import Value
from estimator.records import replace

LENGTHS = ("length", "octet_length", "char_length", "character_length", "locate", "instr", "position",
           "ascii", "find_in_set", "field", "strcmp", "crc32")  # fmt: skip
PARTS = ("month", "day", "dayofmonth", "hour", "minute", "second", "dayofweek", "weekday", "dayofyear", "week",
         "weekofyear", "quarter", "extract", "to_days", "datediff")  # fmt: skip
DOUBLES = ("sqrt", "pow", "power", "exp", "ln", "log", "log2", "log10", "sin", "cos", "std", "stddev", "variance",
           "var_pop", "stddev_pop", "stddev_samp", "var_samp")  # fmt: skip
SAME = ("upper", "ucase", "lower", "lcase", "trim", "ltrim", "rtrim", "reverse")
UNLIKE = "MySQL and MariaDB make different types of it: CAST(… AS …) says one"
ANY_OF, ALL_OF = ("coalesce",), ("greatest", "least")
LONGEST = 512  # characters of a varchar that an expression makes; it makes a text of more
INTS = ("tinyint", "smallint", "mediumint", "int", "bigint")
NUMBERS = (*INTS, "year", "decimal", "float", "double")
DATES = ("date", "datetime", "timestamp")
TEXTS = ("char", "varchar", "enum", "set")
SIGNS = ("+", "-", "*", "/")
CONNECTION = "utf8mb4"  # what a client speaks, unless it says otherwise
BOOLEAN, BIGINT, DOUBLE = Spelled("int"), Spelled("bigint"), Spelled("double")


def common(values: list[Value]) -> Value:
    """What values become together, as in COALESCE, CASE and UNION."""
    nullable = any(each.nullable for each in values)
    known = [each for each in values if not (each.kind is not None and each.kind.name == "null")]
    kinds = [each.kind for each in known if each.kind is not None]
    if len(kinds) < len(known) or not kinds:
        return Value(None, nullable, why=next((each.why for each in known if each.why), ""))
    names = {kind.name for kind in kinds}
    alone = kinds[0]
    filled = all(each.filled for each in values)
    if all(kind == alone for kind in kinds):
        return Value(alone, nullable, max(each.digits for each in known), filled=filled, payload=any_of(known))
    apart = len({kind.unsigned for kind in kinds if kind.name in INTS}) > 1
    if names <= {*INTS} and apart:
        if not any(kind == Spelled("bigint", kind.modifiers, kind.charset, unsigned=True) for kind in kinds):
            return Value(None, nullable, why=UNLIKE)
        return Value(Spelled("decimal", ("20", "0")), nullable)
    if names <= {*INTS}:
        largest = max(kinds, key=lambda kind: INTS.index(kind.name))
        return Value(Spelled(largest.name, unsigned=largest.unsigned), nullable, max(digits_of(each) for each in known))
    if names & {"double", "float"} and names <= {*NUMBERS}:
        return Value(DOUBLE, nullable)
    if names <= {*INTS, "decimal"}:
        whole = max(digits_of(each) - scale_of(each) for each in known)
        scale = max(scale_of(each) for each in known)
        return Value(Spelled("decimal", (str(whole + scale), str(scale))), nullable)
    if names <= {*DATES}:
        most = max((kind.modifiers for kind in kinds if kind.name != "date"), default=())
        return Value(Spelled("datetime", most), nullable)
    numbers = [each for each in known if each.kind is not None and each.kind.name in NUMBERS]
    widths = [characters(each) for each in known]
    known_widths = all(width or each.written for width, each in zip(widths, known, strict=True))
    if names <= {*TEXTS} - {"varchar"}:
        return Value(None, nullable)  # of these a UNION makes another type than a function
    if names <= {*TEXTS, *INTS} and known_widths and not any(each.written for each in numbers):
        return Value(Spelled("varchar", (str(max(widths)),), charset_of(known)), nullable, payload=any_of(known))
    return Value(None, nullable, why=UNLIKE if names & {*TEXTS, *INTS} else "")


def charset_of(values: list[Value]) -> str:
    """The charset of what is made of values: the widest of columns, else that in which a client speaks."""
    own = [each.kind.charset for each in values if each.kind is not None and each.kind.charset and not each.written]
    return max(own, key=lambda charset: WIDTHS.get(charset, 1), default=CONNECTION)


def called(name: str, given: list[Value], literals: list[str]) -> Value:
    """What a function gives by what it is given, of which `literals` are those that are written as numbers or texts."""
    first = given[0]
    some, every = any(each.nullable for each in given), all(each.nullable for each in given)
    kind = first.kind
    if name in LENGTHS:
        return Value(Spelled("int"), some, 10)
    if name in PARTS:
        return Value(Spelled("int"), digits=2 if name not in ("to_days", "datediff") else 7)
    if name in ("date", "last_day", "time"):
        return Value(Spelled("date" if name != "time" else "time"))
    if name in DOUBLES:
        return Value(DOUBLE)
    if name == "date_format":
        width = formatted(literals[1]) if len(literals) == 2 else 0
        return Value(Spelled("varchar", (str(width),), CONNECTION) if width else None)
    if name == "from_unixtime" and len(given) == 1 and kind is not None and kind.name in INTS:
        return Value(Spelled("datetime"))
    if name in ("if", "ifnull", *ANY_OF, *ALL_OF):
        among = given[1:] if name == "if" else given
        found = common(among)
        if name == "ifnull" and len({(each.kind, each.written) for each in given}) > 1 and found.kind in (
            Spelled("int"), BIGINT
        ):  # fmt: skip
            return Value(None, why="MySQL and MariaDB make different types of it: COALESCE has one")
        nullable = {"if": any(each.nullable for each in among), "ifnull": every}.get(name, some)
        return replace(found, nullable=every if name in ANY_OF else nullable, filled=False)
    if kind is None:
        return Value(None, why=first.why)
    if name == "nullif" and kind.name in INTS:
        return Value(kind) if kind.name in ("int", "bigint") else Value(None, why=UNLIKE)
    if name in ("min", "max", "first_value", "last_value", "nth_value", "nullif", "any_value"):
        keeps = kind.name not in TEXTS or name in ("min", "max", "any_value")
        return Value(
            kind if keeps or kind.name == "varchar" else None,
            name != "any_value" or first.nullable,
            first.digits,
            payload=first.payload,
        )
    if name in ("sum", "avg"):
        return _added(name, first)
    if name == "abs" and kind.name == "decimal":
        return first
    if name == "round" and kind.name == "decimal" and (len(given) == 1 or literals[1].isdecimal()):
        scale = scale_of(first)
        kept = min(scale, int(literals[1]) if len(given) > 1 else 0)
        count = digits_of(first) - scale + kept + (1 if kept < scale else 0)
        return Value(Spelled("decimal", (str(count), str(kept))), first.nullable)
    return _text(name, given, literals)


def _added(name: str, first: Value) -> Value:
    kind = first.kind
    if kind is None or kind.name not in (*INTS, "decimal", "float", "double"):
        return Value(None)
    if kind.name in ("float", "double"):
        return Value(DOUBLE)
    more, finer = (22, 0) if name == "sum" else (4, 4)
    scale = scale_of(first) + finer
    return Value(Spelled("decimal", (str(min(65, digits_of(first) + more)), str(scale))))


def _text(name: str, given: list[Value], literals: list[str]) -> Value:
    """What functions of texts give: a varchar that may be NULL, of up to 512 characters."""
    widths = [characters(each) for each in given]
    width, first, payload = 0, given[0].kind, ""
    number = [int(each) if each.isdecimal() and len(each) < 6 else 0 for each in literals]
    if name in SAME and len(given) == 1:
        width, payload = widths[0], given[0].payload if "trim" not in name else ""
    elif name == "concat" and all(widths):
        width, payload = sum(widths), one_after_another(given)
    elif name == "concat_ws" and all(widths):
        width = sum(widths[1:]) + widths[0] * max(0, len(widths) - 2)
    elif name in ("left", "right") and len(given) == 2 and number[1]:
        width = min(widths[0], number[1])
    elif name in ("substring", "substr", "mid") and len(given) == 3 and number[2]:
        width = min(widths[0], number[2])
    elif name in ("lpad", "rpad") and len(given) == 3 and widths[0]:
        width, payload = number[1], f"{number[1]} B"
    elif name == "repeat" and len(given) == 2:
        width = widths[0] * number[1]
    elif name == "replace" and len(given) == 3 and len(literals[1]) == len(literals[2]) > 0:
        width = widths[0]
    elif name in ("sha2", "md5"):
        width = {"256": 64, "224": 56, "384": 96, "512": 128}.get(literals[-1], 0) if name == "sha2" else 32
        payload = f"{width} B"
    if not 0 < width <= LONGEST or first is None or first.name in ("binary", "varbinary"):
        return Value(None)
    charset = charset_of(given) if name not in ("sha2", "md5") else CONNECTION
    return Value(Spelled("varchar", (str(width),), charset), payload=payload)
