"""Spelling: numbers, days and hours as minutes write them."""

from datetime import date

from .lives import Meeting

HAN, FORMAL = "零一二三四五六七八九十", "零壹貳參肆伍陸柒捌玖拾"


def mark(form: str, number: int) -> str:
    """Write an enumerator in the form of its first: 壹, 一, （一）, 1, （1）."""
    match form:
        case "壹":
            return han(number, FORMAL)
        case "一":
            return han(number)
        case "（一）":
            return f"（{han(number)}）"
        case "（1）":
            return f"（{number}）"
    return str(number)


def han(number: int, digits: str = HAN) -> str:
    """Write 1 to 199 in Chinese: 十一, 二十, 一百零九."""
    if number >= 100:
        rest = number - 100
        return digits[1] + "百" + ("" if not rest else (digits[0] if rest < 10 else digits[1] if rest < 20 else "") + han(rest, digits))
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + (digits[10] if tens else "") + (digits[ones] if ones or not tens else "")


def spelt(number: str) -> str:
    """Write a number digit by digit: 八○九."""
    return "".join("○一二三四五六七八九"[int(digit)] for digit in number)


def label(text: str, spaced: bool) -> str:
    """Space out a short label as typists do: 時　間."""
    return "\u3000".join(text) if spaced and len(text) == 2 else text


def roc_year(day: date) -> int:
    """Return the year of the Republic."""
    return day.year - 1911


def half_day(minute: int) -> str:
    """Name the half of the day; noon has its own word."""
    return "上午" if minute < 720 else "中午" if minute < 780 else "下午"


def hours(minute: int, cycle: int) -> str:
    """Write minutes after midnight as 10 時 45 分, on a dial of 12 or 24 hours."""
    hour, rest = divmod(minute, 60)
    hour = hour - 12 if cycle == 12 and hour > 12 else hour
    return f"{hour}時{f'{rest}分' if rest else ''}"


def dated(meeting: Meeting) -> str:
    """Cite a meeting with its full date: 109 年 7 月 13 日第 10 次副市長層級會議."""
    day, y = meeting.date, roc_year(meeting.date)
    return f"{y}年{day.month}月{day.day}日{meeting.name.removeprefix(f'{y}年').removeprefix('度')}"
