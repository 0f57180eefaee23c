"""A graph on the web: SPARQL endpoint, graph store, linked data.

`app` knows the routes and nothing else. What is asked runs in other processes, which can be ended: `pool` and `ask` stand
on this side, `process` with `answers`, `graphs` and `described` on the other, `wire` between them. One more process
writes (`writing` here, `changes` there).
"""

from __future__ import annotations

from .settings import Settings

__all__ = ["Settings"]
