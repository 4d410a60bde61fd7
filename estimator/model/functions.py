"""The built-in functions: one row each, with the kinds that it takes and how each backend computes it.

A row's `rule` says what the arguments may be:
    plain    plain numbers, gives a plain number
    counts   plain numbers or counts, gives a plain number
    whole    plain numbers, counts or counts per count, and keeps them
    keep     anything, and keeps it
    same     anything of one dimension, and keeps it
    root     anything with even powers, and halves them
`number` takes floats, `array` names what takes samples: a function of numpy or of one of the modules *_arrays.py of
reckoning/. `javascript` and `sympy` name a function there (of languages/javascript/numerics.js, of
reckoning/symbolic.py). Where a language cannot say it, its spelling is empty and `missing` says why.

`latex` is a pattern in which `{0}` is the first argument, `{atom0}` the same in brackets where it is no single thing,
and `{all}` all of them. `excel` is a name, of a function that takes all arguments in whatever unit they share, or a
pattern with these fields (of the second argument with a 1, and so on); an argument that stands in it twice, or is
snapped, is put into a cell of its own first:
    {0}        the argument, in brackets where it is no single thing
    {bare0}    the same without brackets: between commas or brackets, or beside a comparison
    {whole0}   after snapping to the nearest integer
    {floor0}   what INT rounds down to the floor after snapping; {ceil0}: to minus the ceiling
    {near0}    what makes a half, after snapping, one that is rounded away from zero
and `binds` says how tightly the whole pattern does, when it stands in more: "call" needs no brackets, "power" is a
power or has a sign in front.
"""

from __future__ import annotations

from estimator.model import counting, numerics, popularity
from estimator.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


@record
class Spelling:
    """How other languages say a function; empty where one cannot."""

    javascript: str
    excel: str
    sympy: str
    latex: str
    binds: str = "call"  # of `excel`


@record
class Function:
    """One built-in function; `parameters` name its arguments, `variadic` says that the last may repeat."""

    name: str
    parameters: tuple[str, ...]
    rule: str
    number: Callable[..., float]
    array: str
    description: str
    spelling: Spelling
    variadic: bool = False
    cost: int = 0  # what a call counts beside the step that it is: as many times some millionths of a second
    # Processor milliseconds that an uncertain call takes: however many draws, and for a thousand. By the dearest of
    # usual arguments, all of them ranges, at 1,000 and at 100,000 draws on one core of a server of 2020.
    once: float = 0.0
    by_thousand: float = 0.05
    once_along: float | None = None  # `once` where the last argument is the same in all draws, unless as above
    missing: str = ""  # why a language does not have it


def milliseconds(function: Function, draws: int, *, along: bool = False) -> float:
    """The processor time of an uncertain call, about, for as many draws; `along` where its last argument is certain."""
    once = function.once_along if along and function.once_along is not None else function.once
    return once + function.by_thousand * draws / 1000


_X = ("x",)
FUNCTIONS: dict[str, Function] = {
    row.name: row
    for row in (
        Function(
            "min",
            ("first", "others"),
            "same",
            numerics.smallest,
            "numpy.minimum",
            "the smallest",
            Spelling("least", "MIN", "Min", r"\min\left({all}\right)"),
            variadic=True,
        ),
        Function(
            "max",
            ("first", "others"),
            "same",
            numerics.largest,
            "numpy.maximum",
            "the largest",
            Spelling("most", "MAX", "Max", r"\max\left({all}\right)"),
            variadic=True,
        ),
        Function(
            "abs",
            _X,
            "keep",
            abs,
            "numpy.absolute",
            "without the sign",
            Spelling("Math.abs", "ABS", "Abs", r"\left|{0}\right|"),
        ),
        Function(
            "mean",
            _X,
            "keep",
            float,
            "",
            "mean over the ranges that x depends on; no range any more",
            Spelling("", "", "", r"\operatorname{{mean}}\left({0}\right)"),
            missing="it is a step of its own, which each language averages over the points of reckoning/means.py",
        ),
        Function(
            "share",
            _X,
            "plain",
            numerics.share,
            "whole_arrays.share",
            "x as a share, from 0 to 100%: a range is cut at these bounds, and any other x is an error",
            # sympy and LaTeX have x itself, which it is; a solution that is no share has no value in the engine.
            Spelling("inside", "MAX(0,MIN(1,{bare0}))", "share", "{0}"),
        ),
        Function(
            "sqrt",
            _X,
            "root",
            numerics.square_root,
            "numpy.sqrt",
            "square root",
            Spelling("Math.sqrt", "SQRT({bare0})", "sqrt", r"\sqrt{{{0}}}"),
        ),
        Function(
            "exp",
            _X,
            "plain",
            numerics.exponential,
            "numpy.exp",
            "e to the power of x",
            Spelling("exponential", "EXP({bare0})", "exp", r"e^{{{0}}}"),
        ),
        Function(
            "ln",
            _X,
            "plain",
            numerics.logarithm,
            "numpy.log",
            "natural logarithm",
            Spelling("ln", "LN({bare0})", "log", r"\ln\left({0}\right)"),
        ),
        Function(
            "log2",
            _X,
            "plain",
            numerics.binary_logarithm,
            "numpy.log2",
            "logarithm to base 2",
            Spelling("log2", "LOG({bare0},2)", "log2", r"\log_2\left({0}\right)"),
        ),
        Function(
            "log10",
            _X,
            "plain",
            numerics.decimal_logarithm,
            "numpy.log10",
            "logarithm to base 10",
            Spelling("log10", "LOG10({bare0})", "log10", r"\log_{{10}}\left({0}\right)"),
        ),
        Function(
            "round",
            _X,
            "whole",
            numerics.round_half_away,
            "whole_arrays.round_half_away",
            "to the nearest integer, halves away from zero",
            Spelling(
                "round", "ROUND({whole0}+{near0},0)", "round_half_away", r"\operatorname{{round}}\left({0}\right)"
            ),
        ),
        Function(
            "ceil",
            _X,
            "whole",
            numerics.ceil,
            "whole_arrays.ceil",
            "up to an integer, after snapping within 1e-9",
            Spelling("ceil", "-INT({ceil0})", "ceil", r"\left\lceil {0} \right\rceil", "power"),
        ),
        Function(
            "floor",
            _X,
            "whole",
            numerics.floor,
            "whole_arrays.floor",
            "down to an integer, after snapping within 1e-9",
            Spelling("floor", "INT({floor0})", "floor", r"\left\lfloor {0} \right\rfloor"),
        ),
        Function(
            "ceil_pow2",
            _X,
            "whole",
            numerics.ceil_pow2,
            "whole_arrays.ceil_pow2",
            "up to a power of two",
            Spelling(
                "ceil_pow2",
                "2^-INT(-(LOG(IF({bare0}>0.5,{whole0},{bare0}),2)-1E-12))",
                "ceil_pow2",
                r"2^{{\left\lceil \log_2 {atom0} \right\rceil}}",
                "power",
            ),
        ),
        Function(
            "poisson_pmf",
            ("k", "mean"),
            "counts",
            counting.poisson_pmf,
            "counting_arrays.poisson_pmf",
            "P(X = k) of a Poisson count",
            Spelling(
                "poisson_pmf",
                "IF(OR({whole0}<0,{whole0}<>INT({floor0})),0,IF(MAX({whole0},{bare1})>1E5,NA(),POISSON({whole0},{bare1},FALSE)))",
                "poisson_pmf",
                r"P\left(X = {0}\right)_{{X \sim \mathrm{{Poisson}}\left({1}\right)}}",
            ),
            cost=1,
            once=0.2,
            by_thousand=0.2,
        ),
        Function(
            "poisson_cdf",
            ("k", "mean"),
            "counts",
            counting.poisson_cdf,
            "counting_arrays.poisson_cdf",
            "P(X <= k) of a Poisson count",
            Spelling(
                "poisson_cdf",
                "IF({whole0}<0,0,IF(MAX({whole0},{bare1})>1E5,NA(),POISSON(INT({floor0}),{bare1},TRUE)))",
                "poisson_cdf",
                r"P\left(X \le {0}\right)_{{X \sim \mathrm{{Poisson}}\left({1}\right)}}",
            ),
            cost=2,
            once=5.0,
            by_thousand=0.9,
        ),
        Function(
            "binomial_cdf",
            ("k", "n", "p"),
            "counts",
            counting.binomial_cdf,
            "counting_arrays.binomial_cdf",
            "P(X <= k) of n tries with chance p",
            Spelling(
                "binomial_cdf",
                "IF({whole0}<0,0,IF({whole0}>={whole1},1,IF(OR({whole1}>1E5,AND({bare2}>0.999999,{bare2}<1)),NA(),BINOMDIST(INT({floor0}),INT({floor1}),{bare2},TRUE))))",
                "binomial_cdf",
                r"P\left(X \le {0}\right)_{{X \sim \mathrm{{Binomial}}\left({1}, {2}\right)}}",
            ),
            cost=4,
            once=3.0,
            by_thousand=1.3,
        ),
        Function(
            "zipf_head",
            ("head", "items", "skew"),
            "counts",
            popularity.zipf_head,
            "popularity_arrays.zipf_head",
            "share of requests for the most popular items",
            Spelling("zipf_head", "", "zipf_head", r"\frac{{H_{{{0}, {2}}}}}{{H_{{{1}, {2}}}}}"),
            missing="a spreadsheet has no sum over as many ranks as a cell says",
            cost=4,
            once=0.5,
            by_thousand=1.1,
        ),
        Function(
            "lru_hit_ratio",
            ("cache", "items", "skew"),
            "counts",
            popularity.lru_hit_ratio,
            "popularity_arrays.lru_hit_ratio",
            "LRU hit ratio under Zipf requests (Che 2002)",
            Spelling("lru_hit_ratio", "", "", r"\operatorname{{hit}}\left({0}, {1}, {2}\right)"),
            missing="it is the solution of an equation without a closed form",
            cost=400,
            once=55.0,
            by_thousand=0.6,
            once_along=4.0,
        ),
        Function(
            "fifo_hit_ratio",
            ("cache", "items", "skew"),
            "counts",
            popularity.fifo_hit_ratio,
            "popularity_arrays.fifo_hit_ratio",
            "hit ratio of FIFO or random eviction under Zipf requests",
            Spelling("fifo_hit_ratio", "", "", r"\operatorname{{hit_{{FIFO}}}}\left({0}, {1}, {2}\right)"),
            missing="it is the solution of an equation without a closed form",
            cost=400,
            once=45.0,
            by_thousand=0.6,
            once_along=4.0,
        ),
        Function(
            "ln_factorial",
            ("n",),
            "counts",
            counting.ln_factorial,
            "counting_arrays.ln_factorial",
            "ln(n!)",
            Spelling("ln_factorial", "GAMMALN({0}+1)", "ln_factorial", r"\ln\left({atom0}!\right)"),
            cost=1,
            once=0.4,
            by_thousand=0.2,
        ),
        Function(
            "choose",
            ("n", "k"),
            "counts",
            counting.choose,
            "counting_arrays.choose",
            "ways to choose k of n",
            Spelling(
                "choose",
                "IF(OR({whole1}<0,{whole1}>{whole0}),0,IF(AND({whole0}=INT({floor0}),{whole1}=INT({floor1})),COMBIN({whole0},MIN({whole1},{whole0}-{whole1})),IF({whole0}>1E5,NA(),EXP(GAMMALN({whole0}+1)-GAMMALN({whole1}+1)-GAMMALN({whole0}-{whole1}+1)))))",
                "choose",
                r"\binom{{{0}}}{{{1}}}",
            ),
            cost=2,
            once=0.6,
            by_thousand=0.3,
        ),
    )
}
