"""All that is known of one thing: `dossier` gathers it from a store, the others write it as text, Markdown and RDF."""

from __future__ import annotations

from .dossier import Dossier, dossier
from .render import markdown, text
from .turtle import all_data, data, turtle

__all__ = ["Dossier", "all_data", "data", "dossier", "markdown", "text", "turtle"]
