"""The mistakes that estimates make: each a rule with a stable name, and an estimate in public that makes it."""

from __future__ import annotations

from estimator.problems import Mark, Problem
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from estimator.model.modules import Module
    from estimator.notation.tree import Span

WARNING, NOTE = "warning", "note"


@record
class Rule:
    """A mistake: its name, how much it weighs, what it is in a sentence, and where it was met.

    A warning is of a number that is probably wrong; a note of one that cannot be judged.
    """

    name: str
    severity: str
    summary: str
    met: str


@record
class Finding:
    """A rule and the place where a sheet breaks it, told as any other problem of a text."""

    rule: Rule
    problem: Problem


def finding(rule: Rule, module: Module, message: str, marks: list[tuple[Span, str]], remedy: str) -> Finding:
    """A finding in a sheet, at places of it that each have a word or two."""
    places = tuple([Mark(module.source, *span, label) for span, label in marks])
    return Finding(rule, Problem(f"{message} ({rule.name})", places, remedy, rule.severity))


_GITHUB = "https://github.com"
CONVERTED_TWICE = Rule(
    "converted-twice",
    WARNING,
    "a factor 8 or 1024 beside a `->` that converts already",
    f"{_GITHUB}/NithinIBhandari1999/how-to-scale-thinking/blob/HEAD/README-2.md",
)
CONVERTED_BY_HAND = Rule(
    "converted-by-hand",
    WARNING,
    "a plain 8, 1024 or 86,400 where the unit holds it already, so that the answer keeps the old unit",
    "https://www.code456.com/article/792540.html",
)
MEAN_FOR_PEAK = Rule(
    "mean-for-peak",
    WARNING,
    "machines for the mean of a day, without a peak factor",
    f"{_GITHUB}/Mazagu/util/blob/HEAD/SoftwareArchitecture/SystemsDesign/Capacity_Estimation.md",
)
PEAK_TWICE = Rule(
    "peak-twice",
    WARNING,
    "a peak factor on what is a peak already",
    "https://blog.csdn.net/weixin_39439156/article/details/147118523",
)
BUSY_HOURS_TWICE = Rule(
    "busy-hours-twice",
    WARNING,
    "both conventions of the busy hours at once: a day of 40,000 s (or 80/20) and a peak factor",
    "http://www.jxzklqfsx.com/article/821804.html",
)
NO_COPIES = Rule(
    "no-copies",
    WARNING,
    "a storage total of a single copy that does not say so",
    f"{_GITHUB}/ramprabhum/system-design/blob/HEAD/template/estimations.md",
)
NO_RETENTION = Rule(
    "no-retention",
    WARNING,
    "storage that is a growth: nothing says for how long it is kept",
    "https://www.abstractalgorithms.dev/capacity-estimation-guide",
)
SPREAD_AS_RANGE = Rule(
    "spread-as-range",
    WARNING,
    "what differs from item to item taken for one size that is not known, in a formula that rounds each item",
    "https://backendbytes.com/tools/redis-memory-sizer/",
)
MONTHLY_AS_DAILY = Rule(
    "monthly-as-daily",
    WARNING,
    "all users of a month, or all that are registered, taken for those of a day",
    f"{_GITHUB}/NithinIBhandari1999/how-to-scale-thinking/blob/HEAD/README-2.md",
)
ADDED_PERCENTILES = Rule(
    "added-percentiles",
    WARNING,
    "percentiles of parts that are added up",
    "https://api-design.pages.dev/lessons/perf-02-latency-budgets.html",
)
UNUSED = Rule(
    "unused",
    WARNING,
    "an assumption that nothing depends on",
    f"{_GITHUB}/batcity/high-level-design-lab/blob/HEAD/design-whatsapp/02_assumptions_and_scale.md",
)
UNSOURCED = Rule(
    "unsourced",
    NOTE,
    "a number without a word on where it is from",
    "https://prepfast.in/topics/system-design/back-of-envelope/",
)
WRONG_ARITHMETIC = Rule(
    "wrong-arithmetic",
    WARNING,
    "`--prose`: two sides that are said to be equal and differ by more than the digits that they have",
    f"{_GITHUB}/ramprabhum/system-design/blob/HEAD/template/estimations.md",
)
WRONG_RATIO = Rule(
    "wrong-ratio",
    WARNING,
    "`--prose`: two numbers that are not to each other as is said beside them",
    "",
)
IDLE_ALLOWANCE = Rule(
    "idle-allowance",
    WARNING,
    "a comment that allows what no rule finds there, or what is no rule",
    "",
)

OF_SHEETS = (
    *(CONVERTED_TWICE, CONVERTED_BY_HAND, MEAN_FOR_PEAK, PEAK_TWICE, BUSY_HOURS_TWICE),
    *(NO_COPIES, NO_RETENTION, SPREAD_AS_RANGE, MONTHLY_AS_DAILY, ADDED_PERCENTILES, UNUSED, UNSOURCED),
    IDLE_ALLOWANCE,
)
OF_PROSE = (WRONG_ARITHMETIC, WRONG_RATIO)
RULES = (*OF_SHEETS, *OF_PROSE)
NAMES = tuple([rule.name for rule in RULES])
