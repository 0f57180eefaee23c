"""What connects two things, as a value that shows itself: as text, as JSON, and in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from ..vocab import EN, ZH
from .explain import Connection, Explained
from .links import Links
from .rows import Edge
from .sentences import as_json, heading, lines, sentence, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What `explain` found, with the graph it was found in. `str()` gives it in Chinese."""

    found: Explained
    links: Links

    @property
    def connections(self) -> tuple[Connection, ...]:
        """The connections, the most telling first."""
        return self.found.connections

    def text(self, lang: str = "zh") -> str:
        """Return sentences with their quotes, in Chinese or English (`en`)."""
        return "\n".join(lines(self.links, self.found, _language(lang)))

    def json(self, lang: str = "zh") -> str:
        """Return IRIs, sentences and quotes with their places."""
        return as_json(self.links, self.found, _language(lang))

    def __str__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        """Show the connections in a notebook: a list of steps each, the quotes below them."""
        if not self.connections:
            return f"<pre>{escape(self.text())}</pre>"
        return "".join(self._shown(connection) for connection in self.connections)

    def _shown(self, connection: Connection) -> str:
        quotes = "".join(f"<blockquote>{escape(str(q.text))} <small>{escape(str(q))}</small></blockquote>" for q in words(self.links, connection))
        steps = "".join(self._step(edge) for edge in connection.steps)
        return f"<section lang='{ZH}'><h4>{escape(heading(self.links, connection))}</h4>{quotes}<ol>{steps}</ol></section>"

    def _step(self, edge: Edge) -> str:
        quotes = "".join(f"<blockquote>{escape(q.text)} <small>{escape(str(q))}</small></blockquote>" for q in edge.quotes)
        return f"<li>{escape(edge.date)} {escape(sentence(self.links, edge))}{quotes}</li>"


def _language(lang: str) -> str:
    return EN if lang == "en" else ZH
