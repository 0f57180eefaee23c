"""Measure how the cost of odd texts grows with their length: what is read in one pass costs four times as much at four times the length.

    python -m tests.bench.growth [LENGTH]
"""

import sys
from collections.abc import Callable
from functools import partial

from kg.pipeline import export_text
from kg.vocab import read_vocabulary

from .export import timed

HEAD = "海風市政府第3次市政會議紀錄\n時間：113年5月2日\n一、案由：測試\n決議：同意新增"
ODD: dict[str, Callable[[int], str]] = {
    "quotes that never close, a verb in each": lambda n: "「甲同意新增" * (n // 6),
    "quotes that never close": lambda n: "「甲" * (n // 2),
    "quotes that close, a verb behind each": lambda n: "「甲」同意新增" * (n // 7),
    "blanks within a line": lambda n: " " * n + "甲案",
    "wide blanks within a line": lambda n: "\u3000" * n + "甲案",
    "brackets that never close": lambda n: "(甲同意新增" * (n // 6),
    "citations": lambda n: "第8次會議" * (n // 5),
}


def main(length: int = 2000) -> None:
    """Print seconds of CPU at a length and at four times as much, and their ratio."""
    vocabulary = read_vocabulary()
    for name, made in ODD.items():
        texts = (f"{HEAD}{made(n)}。\n" for n in (length, 4 * length))
        short, long = (min(timed(partial(export_text, text, vocabulary=vocabulary)) for _ in range(3)) for text in texts)
        print(f"{name:40} {length:,}: {short:.3f} s, {4 * length:,}: {long:.3f} s, ratio {long / short:.1f}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
