"""Numbers as they are written in Chinese, by the rules of writing them: nothing here comes from the reader."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


def section(number: int) -> str:
    """A number from 1 to 9999: 一百零五, 三千五百."""
    text, has_gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            text += ("零" if has_gap and text else "") + _DIGITS[digit] + name
            has_gap = False
        else:
            has_gap = True
    return text


def written(number: int) -> str:
    """A number from 1 to 10^12: 三千五百万, 一亿零三万."""
    text, has_gap = "", False
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // size % 10**4
        if part:
            text += ("零" if text and (has_gap or part < 1000) else "") + section(part) + name
            has_gap = False
        else:
            has_gap = bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text
