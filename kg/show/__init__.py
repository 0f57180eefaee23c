"""All that is known of one thing: `dossier` gathers it from a store, the others write it as text, Markdown and RDF."""

from __future__ import annotations

from .dossier import Dossier, dossier
from .render import markdown, text
from .turtle import data, turtle

__all__ = ["Dossier", "data", "dossier", "markdown", "text", "turtle"]
