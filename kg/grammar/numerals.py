"""Numbers as minutes write them: ASCII, 一百零八, 二二七五, 廿, 壹, 元, ○ and 〇."""

from __future__ import annotations

DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0, "○": 0, "元": 1, "兩": 2, "壹": 1, "貳": 2, "參": 3, "叁": 3, "肆": 4, "伍": 5, "陸": 6, "柒": 7, "捌": 8, "玖": 9,
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": 20, "卅": 30}
DIGIT = "〇○零元一二兩三四五六七八九十百千廿卅"
NUMBER = rf"(?:\d+|[{DIGIT}\d]+)"
FORMAL = "壹貳參叁肆伍陸柒捌玖拾"
PLAIN = "一二三四五六七八九十"


def number(text: str) -> int | None:
    """Read a number, `None` if it is none.

    一百零八 is 108, 二二七五 is 2275 (place by place), 二七五0 is 2750, 廿三 is 23, 元 is 1.
    """
    if text.isascii():
        return int(text) if text.isdigit() else None
    if any(c in UNITS or c in TENS for c in text):
        return _by_units(text)
    digits = [int(c) if c.isascii() and c.isdigit() else DIGITS.get(c) for c in text]
    if not digits or None in digits:
        return None
    return int("".join(str(d) for d in digits))


def _by_units(text: str) -> int | None:
    total = current = 0
    for c in text:
        if c in UNITS:
            total += (current or 1) * UNITS[c]
            current = 0
        elif c in TENS:
            total += TENS[c]
        elif c in DIGITS:
            current = DIGITS[c]
        elif c.isdigit():
            current = current * 10 + int(c)
        else:
            return None
    return total + current
