"""Draw cost and memory against size: the figures that tests.bench.scale kept -> scale.svg. The same figures, the same bytes.

    python -m tests.bench.scale --keep FIGURES.json
    python -m tests.bench.plot FIGURES.json scale.svg
"""

import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .scale import CEILING, COST, Figures

WIDTH, HEIGHT = 640, 250  # of one panel
LEFT, RIGHT, TOP, BOTTOM = 70, 30, 50, 45
_STYLE = "text{font:12px sans-serif;fill:#222}.t{font-weight:bold}.g{stroke:#ccc}.l{stroke:#1f6f8b;stroke-width:2;fill:none}.d{fill:#1f6f8b}.b{stroke:#b3261e;stroke-dasharray:5 4}.w{fill:#b3261e}"


class Panel(NamedTuple):
    """One picture: its title, values by number of minutes, and the bound that they are to stay under."""

    title: str
    values: list[tuple[int, float]]
    bound: float
    said: str


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the picture."""
    source, target = sys.argv[1:] if arguments is None else arguments
    found = [Figures(**row) for row in json.loads(Path(source).read_text("utf-8"))]
    Path(target).write_text(svg(found), encoding="utf-8", newline="\n")


def svg(found: Sequence[Figures]) -> str:
    """Return the picture: cost of a quad above, memory below."""
    first = found[0].seconds / found[0].quads
    panels = (
        Panel("CPU per quad, µs", [(f.minutes, 1e6 * f.seconds / f.quads) for f in found], 1e6 * first * COST, f"{COST} times the first"),
        Panel("Peak memory, MiB", [(f.minutes, f.megabytes) for f in found], CEILING, f"{CEILING} MiB"),
    )
    parts = [f'<g transform="translate(0 {n * HEIGHT})">{"".join(_drawn(panel))}</g>' for n, panel in enumerate(panels)]
    size = f"{WIDTH} {HEIGHT * len(panels)}"
    title = "<title>Cost of a quad and peak memory against the number of minutes</title>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img">{title}<style>{_STYLE}</style><rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"


def _drawn(panel: Panel) -> Iterator[str]:
    values, most = dict(panel.values), 1.2 * max(panel.bound, *(value for _, value in panel.values))
    places = [(_across(n, list(values)), _up(value, most)) for n, value in panel.values]
    bound = _up(panel.bound, most)
    yield f'<text class="t" x="{LEFT}" y="25">{panel.title}</text>'
    yield f'<path class="g" d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none"/><text x="{LEFT - 8}" y="{HEIGHT - BOTTOM + 4}" text-anchor="end">0</text>'
    yield f'<path class="b" d="M{LEFT} {bound:.1f}H{WIDTH - RIGHT}"/><text class="w" x="{LEFT + 8}" y="{bound - 5:.1f}">target: {panel.said}</text>'
    yield f'<path class="l" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in places)}"/>'
    for (n, value), (x, y) in zip(panel.values, places, strict=True):
        anchor = "end" if x > WIDTH - 2 * RIGHT else "middle"
        yield f'<circle class="d" cx="{x:.1f}" cy="{y:.1f}" r="4"/><text x="{x:.1f}" y="{y + 20:.1f}" text-anchor="{anchor}">{value:.1f}</text>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="{anchor}">{n:,} minutes</text>'


def _across(number: int, numbers: Sequence[int]) -> float:
    """Return the place of a number of minutes, by its logarithm."""
    low, high = math.log10(min(numbers)), math.log10(max(numbers))
    inset = 40
    return LEFT + inset + (WIDTH - LEFT - RIGHT - inset) * ((math.log10(number) - low) / (high - low) if high > low else 0.5)


def _up(value: float, most: float) -> float:
    return TOP + (HEIGHT - BOTTOM - TOP) * (1 - value / most)


if __name__ == "__main__":
    main()
