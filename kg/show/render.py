"""A dossier for people: as text, and as Markdown to send."""

from __future__ import annotations

from ..phrases import phrase
from ..render import escape, markdown_lines, plain, text_lines
from .dossier import Dossier, Source


def text(found: Dossier, lang: str) -> str:
    """Return a dossier as plain text."""
    lines = [f"{plain(found.title)}{phrase('bracket', lang, found.kind)}", found.iri, "", *map(plain, found.summary), *text_lines(found.sections, lang)]
    lines += ["", phrase("sources", lang), *(f"  - {plain(_source(s, lang))}" for s in found.sources)]
    return "\n".join([*lines, *(() if found.sources else (f"  {phrase('nothing-quoted', lang)}",)), "", *found.notes, found.version, ""])


def markdown(found: Dossier, lang: str) -> str:
    """Return a dossier as Markdown."""
    gap = "" if phrase("join", lang) == "、" else " "
    lines = [f"# {escape(found.title)}", "", gap.join(map(escape, found.summary)), *markdown_lines(found.sections, lang), "", f"## {phrase('sources', lang)}", ""]
    lines += [f"- {escape(_source(s, lang))}" for s in found.sources] or [phrase("nothing-quoted", lang)]
    lines += ["", gap.join(map(escape, (*found.notes, found.version))), "", f"<{found.iri}>", ""]
    return "\n".join(lines)


def _source(source: Source, lang: str) -> str:
    return phrase("source", lang, source.file, source.meeting, source.sha256)
