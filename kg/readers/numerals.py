"""How word processors write the numbers of lists: a value and the name of a format -> text."""

from __future__ import annotations

from collections.abc import Callable

_PLAIN = "一二三四五六七八九"
_FORMAL = "壹貳參肆伍陸柒捌玖"
_SIMPLE = "壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

Write = Callable[[int], str]


def written(value: int, style: str) -> str:
    """Write a number as OOXML's numbering format of that name does (those with 26 are OpenDocument's); decimal where it is unknown or has no such number."""
    write = FORMATS.get(style)
    return (write(value) if write and value > 0 else "") or ("" if style == "none" else str(value))


def _letters(alphabet: str) -> Write:
    # After z comes aa, then bb: the letter is repeated.
    return lambda n: alphabet[(n - 1) % len(alphabet)] * ((n - 1) // len(alphabet) + 1) if n <= 780 else ""


def _base(alphabet: str) -> Write:
    """After z comes aa, then ab."""

    def write(n: int) -> str:
        out = ""
        while n > 0:
            n, place = divmod(n - 1, len(alphabet))
            out = alphabet[place] + out
        return out

    return write


def _roman(n: int) -> str:
    out = ""
    for value, letters in _ROMAN if n < 4000 else ():
        out += letters * (n // value)
        n %= value
    return out


def _in_turn(signs: str) -> Write:
    return lambda n: signs[n - 1] if n <= len(signs) else ""


def _counted(digits: str, units: str = "十百千", zero: str = "零", *, one: bool = False) -> Write:
    """Count with units: 二十一, 一百零三. `one`: ten is 一十; the formal 壹拾 always is."""

    def write(n: int) -> str:
        if n > 9999:
            return ""
        out, gap = "", False
        for place in (3, 2, 1, 0):
            digit = n // 10**place % 10
            if digit == 0:
                gap = bool(out)
                continue
            silent = digit == 1 and place == 1 and not out and not one
            out += (zero if gap else "") + ("" if silent else digits[digit - 1]) + (units[place - 1] if place else "")
            gap = False
        return out

    return write


def _digits(zero: str) -> Write:
    return lambda n: "".join(zero if d == "0" else _PLAIN[int(d) - 1] for d in str(n))


def _up_to(limit: int, first: Write, then: Write) -> Write:
    return lambda n: first(n) if n <= limit else then(n)


def _japanese(n: int) -> str:
    if n > 9999:
        return ""
    high = "".join(("" if d == 1 else _PLAIN[d - 1]) + unit for d, unit in ((n // 1000, "千"), (n // 100 % 10, "百"), (n // 10 % 10, "十")) if d)
    return high + (_PLAIN[n % 10 - 1] if n % 10 else "")


def _circled(n: int) -> str:
    return chr(0x245F + n) if n <= 20 else chr(0x3250 + n - 20) if n <= 35 else chr(0x32B0 + n - 35) if n <= 50 else ""


def _shifted(first: int, last: int) -> Write:
    return lambda n: chr(first + n - 1) if n <= last else ""


_COUNTING = _up_to(99, _counted(_PLAIN), _digits("○"))
_UPPER, _LOWER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"

FORMATS: dict[str, Write] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "upperLetter": _letters(_UPPER),
    "lowerLetter": _letters(_LOWER),
    "upperLetter26": _base(_UPPER),
    "lowerLetter26": _base(_LOWER),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "decimalFullWidth": lambda n: str(n).translate({ord("0") + d: chr(0xFF10 + d) for d in range(10)}),
    "decimalFullWidth2": lambda n: str(n).translate({ord("0") + d: chr(0xFF10 + d) for d in range(10)}),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _shifted(0x2474, 20),
    "decimalEnclosedFullstop": _shifted(0x2488, 20),
    "ideographEnclosedCircle": _shifted(0x3220, 10),
    "ideographDigital": _digits("〇"),
    "japaneseDigitalTenThousand": _digits("〇"),
    "taiwaneseDigital": _digits("○"),
    "taiwaneseCounting": _COUNTING,
    "chineseCounting": _COUNTING,
    "taiwaneseCountingThousand": _counted(_PLAIN),
    "chineseCountingThousand": _counted(_PLAIN),
    "japaneseCounting": _japanese,
    "ideographLegalTraditional": _counted(_FORMAL, "拾佰仟", one=True),
    "chineseLegalSimplified": _counted(_SIMPLE, "拾佰仟", one=True),
    "ideographTraditional": _in_turn(_STEMS),
    "ideographZodiac": _in_turn(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12] if n <= 60 else "",
}
