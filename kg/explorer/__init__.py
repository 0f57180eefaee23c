"""The explorer: pages that show a graph to people who ask no queries, the same from a server and from disk.

`explorer` holds the graph, `pages` says which page shows what; `home`, `cases`, `thing`, `minutes`, `connections`,
`questions` and `results` gather what one kind of page shows, `templates/` and `static/` give it its form, `words` its
words in two languages, `ways` the links between pages. `data` is what scripts read, `site` writes everything to disk. Every
page works without scripts.
"""

from __future__ import annotations

from .explorer import Explorer

__all__ = ["Explorer"]
