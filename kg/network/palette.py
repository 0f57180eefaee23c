"""The colours of kinds, the same in every file and picture."""

from __future__ import annotations

PALETTE: dict[str, str] = {
    "meeting": "#4E79A7",
    "person": "#B07AA1",
    "group": "#F28E2B",
    "case": "#59A14F",
    "directive": "#E15759",
    "project": "#76B7B2",
    "organization": "#9C755F",
}
