"""The corrections file: TOML -> entries with their places, every fault a finding. It knows no minutes and no RDF."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import regex

from ..diagnostics import Diagnostic
from ..shadow import key
from ..source import Source, Span

SUFFIX = ".corrections.toml"
ALIASES = ("case", "project", "organization", "group")  # of what an alias may be
FILE_KEYS = ("by", "role", "correction", "alias")
# Keys of an entry: those it must have, and those it may.
ENTRY_KEYS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "correction": (("property", "value", "reason"), ("quote", "case")),
    "alias": (("means", "reason"), ALIASES),
}

_AT = regex.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_STRING = regex.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*')
_HEADER = regex.compile(r"^[ \t]*\[\[?[ \t]*[\"']?(?P<name>[A-Za-z]+)[\"']?[ \t]*\]", regex.M)
_PAIR = regex.compile(r"^[ \t]*(?P<key>[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*=[ \t]*(?P<value>[^\n]*?)[ \t\r]*$", regex.M)
# What no XML and no terminal takes; a line break may stand in a reason.
_UNPRINTABLE = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One correction or alias: what is written, and where its keys and values stand."""

    sort: str
    fields: Mapping[str, object]
    places: Mapping[str, Span]
    span: Span

    def text(self, name: str) -> str:
        """Return a field that is text, empty where it is not given."""
        return str(self.fields.get(name, "")).strip()

    def place(self, name: str) -> Span:
        """Return where a field's value is written, else where the entry begins."""
        return self.places.get(name, self.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """A corrections file: who states it, and what."""

    source: Source
    by: str
    role: str
    entries: tuple[Entry, ...]


def beside(path: Path) -> Path:
    """Return where the corrections of a file of minutes are looked for."""
    return path.with_name(path.stem + SUFFIX)


def orphans(paths: Iterable[Path], suffixes: Collection[str]) -> Iterator[Diagnostic]:
    """Find the corrections files that have no minutes beside them."""
    for path in paths:
        stem = path.name.removesuffix(SUFFIX)
        if not any(other.stem == stem and other.suffix.lower() in suffixes for other in path.parent.iterdir()):
            yield Diagnostic(code="correction-stale", message=f"no minutes called {stem}.* stand beside these corrections", path=str(path))


def parse(source: Source) -> tuple[Corrections | None, list[Diagnostic]]:
    """Read a corrections file.

    Returns:
        What it states, without the entries that are faulty; `None` where the file as a whole is. And the faults.
    """
    try:
        data = tomllib.loads(source.text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        return None, [_syntax(source, error)]
    unsigned = list(_unsigned(source, data))
    entries, found = _entries(source, data)
    found = [*unsigned, *_unknown(source, data, FILE_KEYS, _places(source.text, _top(source.text)), Span(0, 1)), *found]
    if unsigned:
        return None, found
    return Corrections(source=source, by=str(data["by"]).strip(), role=str(data.get("role", "")).strip(), entries=tuple(entries)), found


def near(name: str, names: Iterable[str]) -> str:
    """Return a question that names what comes closest, empty where nothing does."""
    shown = {key(n): n for n in sorted(names)}
    close = difflib.get_close_matches(key(name)[:200], shown, n=2, cutoff=0.5)
    return f"; did you mean {' or '.join(shown[c] for c in close)}?" if close else ""


def _syntax(source: Source, error: Exception) -> Diagnostic:
    if isinstance(error, RecursionError):
        return Diagnostic(code="correction-syntax", message="brackets are nested too deeply", source=source, span=Span(0, 1))
    at = _AT.search(str(error))
    line, column = (int(at[1]), int(at[2])) if at and at[1] else (source.text.count("\n") + 1, 1)
    starts = [0, *(m.end() for m in regex.finditer("\n", source.text))]
    start = min(starts[min(line, len(starts)) - 1] + column - 1, len(source.text))
    message = _AT.sub("", str(error)).strip()
    return Diagnostic(code="correction-syntax", message=f"this is no TOML: {message[:1].lower()}{message[1:]}", source=source, span=Span(start, start + 1))


def _unsigned(source: Source, data: Mapping[str, object]) -> Iterator[Diagnostic]:
    """Find what is wrong with the name under which all of it is stated."""
    for name in ("by", "role"):
        fault = _fault(data[name]) if name in data else "is missing: who states these corrections?" if name == "by" else ""
        if fault:
            place = _places(source.text, _top(source.text)).get(name, Span(0, 1))
            yield Diagnostic(code="correction-key", message=f"`{name}` {fault}; nothing of this file was applied", source=source, span=place)


def _entries(source: Source, data: Mapping[str, object]) -> tuple[list[Entry], list[Diagnostic]]:
    entries, found = list[Entry](), list[Diagnostic]()
    for sort in ENTRY_KEYS:
        blocks = _blocks(source.text, sort)
        listed = data.get(sort, [])
        if not isinstance(listed, list) or not all(isinstance(fields, dict) for fields in listed):
            found.append(Diagnostic(code="correction-key", message=f"each {sort} begins with a line [[{sort}]], in two brackets", source=source, span=(blocks or [Span(0, 1)])[0]))
            continue
        for number, fields in enumerate(listed):
            block = blocks[number] if len(blocks) == len(listed) else Span(0, 1)
            entry = Entry(sort=sort, fields=fields, places=_places(source.text, block), span=_line(source.text, block.start))
            faults = list(_faults(source, entry))
            found += faults
            entries += [] if faults else [entry]
    return sorted(entries, key=lambda entry: entry.span), found


def _faults(source: Source, entry: Entry) -> Iterator[Diagnostic]:
    must, may = ENTRY_KEYS[entry.sort]
    yield from _unknown(source, entry.fields, must + may, entry.places, entry.span)
    for name in must + may:
        if name in entry.fields:
            fault = _fault_of_value(entry.fields[name]) if name == "value" else _fault(entry.fields[name])
        else:
            fault = "is missing" if name in must else ""
        if fault:
            yield Diagnostic(code="correction-key", message=f"`{name}` {fault}", source=source, span=entry.place(name))
    if entry.sort == "alias" and sum(name in entry.fields for name in ALIASES) != 1:
        yield Diagnostic(code="correction-key", message=f"an alias names exactly one of {', '.join(f'`{name}`' for name in ALIASES)}", source=source, span=entry.span)


def _unknown(source: Source, fields: Mapping[str, object], known: tuple[str, ...], places: Mapping[str, Span], span: Span) -> Iterator[Diagnostic]:
    for name in fields:
        if name not in known:
            close = difflib.get_close_matches(name[:40], known, n=1, cutoff=0.5)
            hint = f"did you mean `{close[0]}`?" if close else f"keys are {', '.join(f'`{k}`' for k in known)}"
            shown = _UNPRINTABLE.sub("?", name[:40])
            yield Diagnostic(code="correction-key", message=f"unknown key `{shown}`; {hint}", source=source, span=places.get(f"={name}", places.get(name, span)))


def _fault(value: object) -> str:
    """Say what is wrong with a value that must be words, empty where nothing is."""
    if not isinstance(value, str):
        return "must be words between quotes"
    if _UNPRINTABLE.search(value):
        return "holds a character that cannot be printed"
    return "" if key(value) else "is empty"


def _fault_of_value(value: object) -> str:
    """Say what is wrong with the words of a value; whether it may be a number or a date, its property knows."""
    listed = value if isinstance(value, list) else [value]
    return next((fault for one in listed if isinstance(one, str) and (fault := _fault(one))), "") if listed else "is empty"


def _blocks(text: str, sort: str) -> list[Span]:
    """Find where the entries of one sort are written."""
    headers = list(_HEADER.finditer(_bare(text)))
    ends = [m.start() for m in headers[1:]] + [len(text)]
    return [Span(m.start(), end) for m, end in zip(headers, ends, strict=True) if m["name"] == sort] if headers else []


def _top(text: str) -> Span:
    """Return what stands before the first entry."""
    first = _HEADER.search(_bare(text))
    return Span(0, first.start() if first else len(text))


def _places(text: str, block: Span) -> dict[str, Span]:
    """Find where the values of a block stand; under `=KEY` where the key does."""
    found: dict[str, Span] = {}
    for m in _PAIR.finditer(_bare(text), block.start, block.end):
        name = m["key"].strip("\"'")
        found[f"={name}"] = Span(*m.span("key"))
        found[name] = Span(*m.span("value")) if m["value"] else Span(*m.span("key"))
    return found


def _line(text: str, start: int) -> Span:
    end = text.find("\n", start)
    return Span(start, max(start + 1, len(text[: end if end >= 0 else len(text)].rstrip())))


def _bare(text: str) -> str:
    """Blank comments and strings of several lines, offset for offset: what is left are keys, headers and short values."""
    return _STRING.sub(lambda m: " " * len(m[0]) if m[0][0] == "#" or m[0].startswith(('"""', "'''")) else m[0], text)
