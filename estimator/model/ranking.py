"""How well texts fit a query: BM25 over weighted fields, for words of English and of Chinese, which writes no blanks.

A text is a name, other terms, a title and a body. The measure is BM25F (Robertson, Zaragoza and Taylor, "Simple BM25
extension to multiple weighted fields", 2004), and on top of it what is called exactly as the query comes first.

SQLite's FTS5 would do the first half alone. It is an option of an optional module that some Pythons are built
without; its trigram tokenizer finds no word of fewer than three characters, and most Chinese ones have two; and it
takes a query in a syntax of its own. So the one ranking is this one, everywhere the same, and a query is words only.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from math import log

from estimator.records import record

MOST_STEMS = 20_000  # that are kept: the library has half as many words
MOST_TEXTS = 5_000  # twice as many as the library has sheets and entries: who searches again has them at hand
_RUN = re.compile(r"([a-z0-9]+)|([^\W_a-z0-9]+)")
_INSIDE = " _-/.\n"  # what stands between the words of a name or a term
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DOUBLED = ("bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt")
_VOWELS = frozenset("aeiouy")
SHORTEST_STEM = 3
SHORTEST_NUMBER = 4  # of a number that is a name, as 12306 is
# What asks, and says nothing of what is asked for. Such words count where a query has no others.
_ASKING = """
a about an and are as at be by can calculate calculation calculator design do does each estimate estimation for from get
give has have how i if in interview is it its large long lots many me much must my need needed needs of on one or our
per please should show so some system take takes than that the their them there these they thing this to total us use
used uses using want we what when where which who will with would you your
多少 怎么 么办 如何 什么 需要 要多 估算 计算 评估 设计 系统 一个 几个 几台 多大 占用
可以 能够 问题 方案 实现 面试 每个 大概 大约 处理
"""
# The weight of a word by where it stands, and how much a long field thins it out (BM25F's w and b).
_NAME, _TERM, _TITLE, _TEXT = 6.0, 6.0, 2.0, 1.0
_THINNING = 0.6
_USUAL_NAME, _USUAL_TERM, _USUAL_TITLE, _USUAL_TEXT = 3, 2, 9, 20  # words
_SATURATION = 3.0  # BM25's k1
# What is called exactly so, or has a term that stands whole in the query, by the weight of those words.
_EXACT, _WHOLE = 1.0, 0.5


@record
class Text:
    """What a query is held against: a dotted name, other terms for it, a title and a body."""

    name: str
    terms: tuple[str, ...]
    title: str
    body: str


class Query:
    """A query, of which `words` are those that count."""

    __slots__ = ("_pieces", "_squeezed", "_whole", "words")

    def __init__(self, text: str) -> None:
        self._squeezed = squeezed(text)
        self._whole = words_of(text)
        plain: list[str] = []
        self._pieces: list[tuple[str, list[str]]] = []
        for piece in text.split():
            own = words_of(piece)
            if _CAPITAL.search(piece):  # RedisObject
                own += words_of(_CAPITAL.sub(" ", piece))
            self._pieces.append((piece, own))
            plain += own
        telling = [word for word in plain if not _says_nothing(word)]
        self.words = tuple(dict.fromkeys([*(telling or plain), *_joined(text)]))

    def is_called(self, term: str) -> bool:
        """Whether all of it is another way to write a term: fan-outs for fanout."""
        return squeezed(term) == self._squeezed or words_of(term) == self._whole

    def may_fit(self, text: str) -> bool:
        """Whether a text can hold any of the words: much faster than to look."""
        together = _run_together(text)
        return any(word in together for word in self.words)

    def unknown(self, known: set[str]) -> list[str]:
        """What was typed, between blanks, of which no word is among the known ones."""
        joined = "".join([word for word in known if word.isascii()])
        return [
            piece
            for piece, own in self._pieces
            if any(word in self.words for word in own) and not any(word in known or word in joined for word in own)
        ]


@record
class Fit:
    """How often each word of a query stands in a text, weighted by its field.

    `exact` says that all of the query is a name or a term of the text, `whole` are the words of the longest one that
    stands in the query, `terms` those that the query is, else those in which words of it were found, the best first.
    """

    counts: dict[str, float]
    exact: bool
    whole: tuple[str, ...]
    terms: tuple[str, ...]


def fit(text: Text, query: Query) -> Fit | None:
    """How a text fits a query; None where no word of it is there."""
    counts: dict[str, float] = {}
    asked = query.words
    last = text.name.rpartition(".")[2]
    exact = query.is_called(text.name) or query.is_called(last)
    _count(counts, asked, _with_joined(text.name), _NAME, _USUAL_NAME)
    whole: tuple[str, ...] = ()
    terms: list[tuple[int, str]] = []
    called: list[str] = []
    best: dict[str, float] = {}
    for term in text.terms:
        own = _with_joined(term)
        met = [word for word in asked if word in own]
        if not met:
            continue
        terms.append((-len(met), term))
        plain = words_of(term)
        for word in met:
            best[word] = max(best.get(word, 0.0), _TERM * _thinned(len(plain), _USUAL_TERM))
        if query.is_called(term):
            exact = True
            called.append(term)
        if len(plain) > len(whole) and all(word in asked for word in plain):
            whole = tuple(plain)
    for word, weight in best.items():
        counts[word] = counts.get(word, 0.0) + weight
    plain = words_of(last)
    if len(plain) > len(whole) and all(word in asked for word in plain):
        whole = tuple(plain)
    _count(counts, asked, words_of(text.title), _TITLE, _USUAL_TITLE)
    _count(counts, asked, words_of(text.body), _TEXT, _USUAL_TEXT)
    terms.sort(key=_by_words)
    return Fit(counts, exact, whole, tuple(called or [term for _, term in terms])) if counts else None


def _by_words(term: tuple[int, str]) -> int:
    return term[0]


def scores(fits: list[Fit], query: Query, texts: int) -> list[float]:
    """The score of each fit, of so many texts in all. A word in few of them says more (BM25's inverse frequency)."""
    frequency = {word: sum([word in each.counts for each in fits]) for word in query.words}
    rarity = {word: log(1 + texts / count) for word, count in frequency.items() if count}
    asked = sum(rarity.values())
    found = []
    for each in fits:
        met = sum([rarity[word] for word in each.counts])
        score = sum([rarity[word] * count / (_SATURATION + count) for word, count in each.counts.items()])
        score *= met / asked  # a text with all the words comes before one that has a single one often
        score += _WHOLE * sum([rarity.get(word, 0.0) for word in each.whole])
        found.append(score + _EXACT * asked if each.exact else score)
    return found


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without their endings; of a run of Chinese characters each two neighbours.

    >>> words_of("hit-ratios of 缓存命中率")
    ['hit', 'ratio', 'of', '缓存', '存命', '命中', '中率']
    """
    found: list[str] = []
    for western, run in _RUN.findall(text.lower()):
        if western:
            found.append(stem(western))
        elif len(run) == 1 or run.isascii():
            found.append(run)
        else:
            found += [run[place : place + 2] for place in range(len(run) - 1)]
    return found


@lru_cache(maxsize=MOST_STEMS)
def stem(word: str) -> str:
    """A word without the ending of a plural or a participle: queries and query, caching and cached and cache are one.

    It only cuts, so that a stem is a beginning of each of its words.
    """
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > SHORTEST_STEM:
        word = word[:-1]
    for ending in ("ing", "ed"):
        cut = word[: -len(ending)]
        if word.endswith(ending) and len(cut) >= SHORTEST_STEM and not _VOWELS.isdisjoint(cut) and cut[-1] != "e":
            word = cut[:-1] if cut.endswith(_DOUBLED) else cut
            break
    for ending in ("ie", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def squeezed(text: str) -> str:
    """Without what tells words apart: fan-out, fan out and fanout are one."""
    return re.sub(r"[\W_]", "", text.lower())


@lru_cache(maxsize=MOST_TEXTS)
def _run_together(text: str) -> str:
    text = text.lower()
    for separator in _INSIDE:
        text = text.replace(separator, "")
    return text


def _says_nothing(word: str) -> bool:
    return word in _STEMS_ASKING or (word.isdecimal() and len(word) < SHORTEST_NUMBER)


def _joined(text: str) -> list[str]:
    """Western neighbours written as one: sorted_set is also sortedset."""
    runs = [western for western, _ in _RUN.findall(text.lower())]
    return [stem(first + second) for first, second in pairwise(runs) if first and second]


def _with_joined(text: str) -> list[str]:
    return words_of(text) + _joined(text)


def _thinned(length: int, usual: int) -> float:
    return 1 / (1 - _THINNING + _THINNING * length / usual)


def _count(counts: dict[str, float], asked: tuple[str, ...], words: list[str], weight: float, usual: int) -> None:
    """Add the words of a field that are asked for."""
    for word in asked:
        often = words.count(word)
        if often:
            counts[word] = counts.get(word, 0.0) + often * weight * _thinned(len(words), usual)


_STEMS_ASKING = frozenset([each for word in _ASKING.split() for each in words_of(word)])
