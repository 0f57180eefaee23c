"""Files -> quads: composes the stages, gathers diagnostics, and is the only place that knows their order."""

from __future__ import annotations

import heapq
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import msgspec

from . import iris
from .cache import Cache
from .catalog import catalog_lines, constant_graphs, first_line
from .conservation import census, total, verify
from .corrections import SUFFIX, Gathered, Held, apply, beside, orphans, refuse
from .derive import Timed, derive, rests_on
from .diagnostics import Diagnostic
from .extract import extract
from .extract.split import Part, split_minutes
from .folders import Files, walk
from .grammar.lexicon import Lexicon, lexicon
from .graph import build
from .legibility import legibility
from .quads import Chunk
from .readers import PLAIN, READERS, Options, bytes_of, rank, read_bytes
from .records import Minutes
from .resolve import Resolver, Scope, meeting_key, scope_of
from .shadow import key
from .shelf import Shelf
from .source import Source
from .spill import Lines, Spill
from .vocab import KG, RDF, Vocabulary, read_vocabulary

BOUND = 4 << 20  # bytes of a sort held in memory
SAMPLE = Path(__file__).parent / "data" / "platform-mayor-level.txt"


class Text(NamedTuple):
    """What one file gave: its chunks (none, if there are no minutes in it) and the findings on it.

    `unchanged`: it was read at an earlier run.
    """

    name: str
    path: str
    chunks: list[Chunk]
    found: list[Diagnostic]
    unchanged: bool = False


class Read(NamedTuple):
    """One text of minutes, read: its record, its place in the file, and its key."""

    record: Minutes
    part: Part
    scope: Scope
    key: str


@dataclass(slots=True)
class Report:
    """What an export did: counts, findings, and the files that gave nothing."""

    files: int = 0
    unchanged: int = 0
    minutes: int = 0
    quads: int = 0
    failed: list[str] = field(default_factory=list)
    unreachable: bool = False
    refused: int = 0
    bodies: set[str] = field(default_factory=set)
    tally: dict[str, int] = field(default_factory=dict)
    census: Counter[str] = field(default_factory=Counter)
    paths: dict[str, str] | None = None  # minutes -> file, where somebody wants to know

    def note(self, found: Iterable[Diagnostic]) -> None:
        for d in found:
            self.tally[d.severity] = self.tally.get(d.severity, 0) + 1
            self.unreachable |= d.code == "unreadable-file"
            self.refused += d.severity == "error" and (d.code.startswith("correction-") or d.path.endswith(SUFFIX))

    def line(self, written: str) -> str:
        """Return one line of counts for people."""
        findings = ", ".join(f"{self.tally[s]} {s}{'s' * (self.tally[s] != 1)}" for s in ("error", "warning", "info") if self.tally.get(s)) or "no findings"
        failed = f"; {len(self.failed)} not read" if self.failed else ""
        unchanged = f" ({self.unchanged} unchanged)" if self.unchanged else ""
        return f"{self.files} file{'s' * (self.files != 1)}{unchanged}, {self.minutes} minutes, {self.quads:,} quads ({findings}{failed}) -> {written}"


def read_minutes(source: Source, vocabulary: Vocabulary) -> tuple[list[Read], list[Diagnostic]]:
    """Read all minutes in one file's text, and settle the scope of a fragment among them."""
    words = lexicon(vocabulary)
    found = legibility(source)
    if any(d.severity == "error" for d in found):
        return [], found
    records: list[tuple[Minutes, Part]] = []
    for part in split_minutes(source.reading, words):
        start = part.span.start
        title = part.title._replace(start=part.title.start - start, end=part.title.end - start) if part.title else None
        record, said = extract(part.span, title, words, replace(source, quoted=part.nested) if part.nested else source)
        records.append((record, part))
        found += said
        found += [Diagnostic(code="nested-minutes", message="the minutes of another meeting are reproduced here", source=source, span=nested) for nested in part.nested]
    if not any(_says_something(record) for record, _ in records):
        records, found = [], []
        found.append(Diagnostic(code="no-minutes", message="no minutes were found in this text", path=source.path or source.name))
    scopes = {s for record, _ in records if (s := scope_of(record.header, vocabulary))}
    reads = []
    for record, part in records:
        scope = scope_of(record.header, vocabulary)
        if scope is None:
            scope, why = _scope_of_fragment(record, scopes, words)
            found.append(Diagnostic(code="scope", message=f"these minutes name no body; their names are minted under {scope.name} ({why})", source=source, span=part.span._replace(end=part.span.start + 1)))
        reads.append(Read(record, part, scope, meeting_key(record, scope, vocabulary)))
    return reads, found


def chunks(source: Source, vocabulary: Vocabulary, *, base: str = iris.BASE) -> tuple[list[Chunk], list[Diagnostic]]:
    """Turn one file's text into the graphs of its minutes."""
    reads, found = read_minutes(source, vocabulary)
    made = []
    for index, read in enumerate(reads):
        resolver = Resolver(vocabulary, read.scope, source, read.part.span.start)
        undated = read.record.header.date is None and index + 1 < len(reads)
        chunk = build(read.record, read.key, resolver, source, base=base, precedes=reads[index + 1].key if undated else None)
        made.append(chunk._replace(census=census(read.record)))
        found += resolver.found
    if source.corrections and made:
        made, said = apply(source.corrections, [Held(chunk, read.scope) for chunk, read in zip(made, reads, strict=True)], vocabulary, base=base)
        found += said
    return made, found


def find_files(paths: Iterable[Path]) -> tuple[Files, list[Diagnostic], list[Path]]:
    """Expand folders into the files a reader knows; a corrections file is read with the minutes beside it.

    Returns:
        Files in the order of their names, findings on what gave nothing, and paths that do not exist.
    """
    files, stated = Files(), Files()
    found: list[Diagnostic] = []
    missing: list[Path] = []
    for path in paths:
        if path.is_dir():
            before, known = len(files), len(stated)
            walk(path, lambda name: Path(name).suffix.lower() in READERS, files)
            if len(files) == before:
                found.append(Diagnostic(code="no-minutes", message="no readable file is in this folder", path=str(path)))
            walk(path, lambda name: name.endswith(SUFFIX), stated)
            found += orphans(stated[known:], READERS)
        elif path.name.endswith(SUFFIX) and path.is_file():
            found += orphans([path], READERS)
        elif os.path.lexists(path):  # a link that leads nowhere is told when it is read
            files.add(path.parent, [path.name])
        else:
            missing.append(path)
    return files, found, missing


def text_of(source: Source, vocabulary: Vocabulary, *, base: str = iris.BASE) -> Text:
    """Read one file's text."""
    return Text(source.name, source.path or source.name, *chunks(source, vocabulary, base=base))


def export(sources: Iterable[Source], vocabulary: Vocabulary, write: Callable[[bytes], object], *, base: str = iris.BASE, report: Report | None = None, tell: Callable[[Diagnostic], None] = lambda d: None) -> Report:
    """Read texts and write their graphs, as `assemble` does."""
    return assemble((text_of(source, vocabulary, base=base) for source in sources), vocabulary, write, base=base, report=report, tell=tell)


def assemble(texts: Iterable[Text], vocabulary: Vocabulary, write: Callable[[bytes], object], *, base: str = iris.BASE, report: Report | None = None, tell: Callable[[Diagnostic], None] = lambda d: None) -> Report:
    """Write the N-Quads of all graphs, graphs in order of their IRIs, lines sorted within each. Memory stays flat.

    Args:
        texts: what the files gave, in any order: the bytes do not depend on it.
        vocabulary: the words and names they were read with.
        write: takes the bytes.
        base: of data IRIs.
        report: to count in.
        tell: takes each finding.
    """
    report = report or Report()
    with (
        Shelf(BOUND) as minutes, Spill(bound=BOUND) as prints, Spill(bound=BOUND) as stated,
        Lines(bound=BOUND) as conclusions, Lines(bound=BOUND) as catalog,
    ):  # fmt: skip
        awaited = set[str]()  # meetings that undated ones precede
        for text in texts:
            report.files += 1
            report.unchanged += text.unchanged
            _report(text.found, report, tell)
            if not text.chunks:
                report.failed.append(text.path)
            for chunk in text.chunks:
                minutes.add(sort_key(chunk, text), chunk, text.path)
                if chunk.precedes:
                    awaited.add(chunk.precedes)
        corrections = Gathered(stated, base)
        days = _gather(minutes, prints, corrections, catalog, conclusions, awaited, report, tell, base)
        _report(corrections.settle(lambda things: _named(minutes, things)), report, tell)
        if report.minutes:
            conclusions.add([_bare(rests_on(graph, base=base)) for graph in corrections.graphs])
            for lines in _derived(prints, days, corrections.cases, base):
                conclusions.add(lines)
            constant = sorted((graph.encode(), quads) for graph, quads in constant_graphs(vocabulary, base=base))
            for _, quads in heapq.merge(_kept(minutes), corrections.lines(), constant, _sorted(catalog, f"{base}graph/catalog"), _sorted(conclusions, f"{base}graph/derived"), key=itemgetter(0)):
                report.quads += quads.count(b"\n")
                write(quads)
    return report


def export_text(text: str, name: str = "minutes.txt", *, corrections: str = "", vocabulary: Vocabulary | None = None, base: str = iris.BASE) -> bytes:
    """Return the N-Quads of one text of minutes, with the text of a corrections file where there is one."""
    out: list[bytes] = []
    beside_it = Source(text=corrections, name=beside(Path(name)).name) if corrections else None
    export([Source(text=text, name=name, corrections=beside_it)], vocabulary or read_vocabulary(), out.append, base=base)
    return b"".join(out)


class Reading:
    """Reads files one after the other; one that cannot be read is counted, and does not stop the rest.

    Args:
        vocabulary: the words and names to read with.
        base: of data IRIs.
        options: how to read files.
        folder: where to remember what files gave; with none they are always read anew.
    """

    def __init__(self, vocabulary: Vocabulary, *, base: str = iris.BASE, options: Options = PLAIN, folder: Path | None = None) -> None:
        self.vocabulary, self.base, self.options = vocabulary, base, options
        self.cache = Cache(folder, (vocabulary.digest, base.encode(), repr(options).encode()))

    def texts(self, files: Iterable[Path]) -> Iterator[Text]:
        """Yield what each file gives."""
        for path in files:
            yield self._text(path)

    def text(self, data: bytes, path: Path) -> Text:
        """Return what the bytes of a file give."""
        return self._read(data, path, None)[0]

    def _text(self, path: Path) -> Text:
        data, found = bytes_of(path)
        if data is None:
            return Text(path.name, str(path), [], found)
        beside_it = beside(path)
        stated, said = bytes_of(beside_it) if os.path.isfile(beside_it) else (None, [])  # of a name too long for a file, pathlib's own test raises
        key = self.cache.key(os.fsencode(path.name), data, b"" if stated is None else b"+" + stated)
        if not said and (known := self.cache.get(key, str(path))):
            return Text(path.name, str(path), *known, unchanged=True)
        text, readable = self._read(data, path, stated)
        if readable and not said:
            self.cache.put(key, text.chunks, text.found)
        return text._replace(found=[*said, *text.found])

    def _read(self, data: bytes, path: Path, stated: bytes | None) -> tuple[Text, bool]:
        """Read a file's bytes and those of its corrections; tell whether the file can be read."""
        source, found = read_bytes(data, path, self.options)
        if source is None:
            return Text(path.name, str(path), [], found), False
        if stated is not None:
            corrections, said = read_bytes(stated, beside(path))
            found += said
            source = replace(source, corrections=corrections)
        text = text_of(source, self.vocabulary, base=self.base)
        return text._replace(found=[*found, *text.found]), True


def sort_key(chunk: Chunk, text: Text) -> bytes:
    """Return what minutes are sorted by: of those with one graph, the first are exported."""
    return f"{chunk.graph}\0{rank(chunk.media_type):02}\0{chunk.sha256}\0{text.name}".encode()


def held_twice(chunk: Chunk, kept: Chunk, path: str) -> Diagnostic:
    """Say that minutes in a file are not exported, since others of the same meeting are."""
    code, what = ("same-text-twice", "the same text") if chunk.sha256 == kept.sha256 else ("held-twice", "a different text")
    return Diagnostic(code=code, message=f"{what} of {chunk.key} is held already; this one is not exported", path=path)


def _report(found: Iterable[Diagnostic], report: Report, tell: Callable[[Diagnostic], None]) -> None:
    for d in found:
        report.note([d])
        tell(d)


def _sorted(lines: Lines, graph: str) -> Iterator[tuple[bytes, bytes]]:
    """Yield the lines of a graph that is not one chunk, a block at a time."""
    for block in lines.blocks():
        if block:
            yield graph.encode(), b"\n".join([*block, b""])


def _gather(minutes: Shelf, prints: Spill, corrections: Gathered, catalog: Lines, conclusions: Lines, awaited: set[str], report: Report, tell: Callable[[Diagnostic], None], base: str) -> dict[str, int]:
    """Go through the chunks once: what conclusions and the catalog rest on is kept, and meetings held twice are said.

    Returns:
        The days of the meetings that are awaited: no list of all meetings is ever held.
    """
    days = dict[str, int]()
    catalog.add(catalog_lines(base))
    last: Chunk | None = None
    for chunk, path, _, _ in minutes:
        if last is not None and chunk.graph == last.graph:
            _report([held_twice(chunk, last, path), *refuse(chunk, last, path)], report, tell)
            continue
        last = chunk
        corrections.take(chunk)
        report.minutes += 1
        report.bodies.add(chunk.body)
        conclusions.add([_bare(rests_on(chunk.graph, base=base))])
        catalog.add([first_line(f"{base}minutes/{chunk.key}", chunk.line, base)])
        total(report.census, chunk)
        if report.paths is not None:
            report.paths[f"{base}minutes/{chunk.key}"] = path
        if chunk.day is not None and chunk.meeting in awaited:
            days[chunk.meeting] = chunk.day
        for footprint in chunk.footprints:
            prints.add(footprint.case.encode(), msgspec.msgpack.encode(Timed(footprint, chunk.day, chunk.precedes)))
    return days


def _derived(prints: Spill, days: dict[str, int], aliases: dict[str, str], base: str) -> Iterator[list[bytes]]:
    cases = ([msgspec.msgpack.decode(packed, type=Timed) for _, packed in found] for _, found in groupby(prints, key=itemgetter(0)))
    for lines in derive(cases, days, aliases, base=base):
        yield [_bare(line) for line in lines]


def _bare(line: str) -> bytes:
    return line.removesuffix("\n").encode()


def _kept(minutes: Shelf) -> Iterator[tuple[bytes, bytes]]:
    """Go through the chunks again: the first of each graph."""
    last = ""
    for held in minutes:
        if held.chunk.graph != last:
            last = held.chunk.graph
            chunk = minutes.whole(held)
            verify(chunk)
            yield last.encode(), chunk.quads


def _named(minutes: Shelf, things: set[str]) -> set[str]:
    """Return which of some things any minutes name: all are gone through, so ask only where it must be known."""
    return {iri for _, quads in _kept(minutes) for iri in things if f"<{iri}> <{RDF.type}> ".encode() in quads}


def _says_something(record: Minutes) -> bool:
    header = record.header
    labelled = sum(x is not None for x in (header.date, header.venue, header.attendance)) + bool(header.chairs)
    kinds = any(item.section and item.section.value != KG.Meeting for item in record.items)
    return bool(header.title and (labelled or record.items)) or labelled > 1 or bool(record.decisions) or bool(record.items and (kinds or record.directives))


def _scope_of_fragment(record: Minutes, scopes: set[Scope], words: Lexicon) -> tuple[Scope, str]:
    if len(scopes) == 1:
        return next(iter(scopes)), "the body of the other minutes in the file"
    found = {iri for name in words.names(key(record.reading)) for iri in name.iris}
    entities = words.vocabulary.entities
    groups = {body for iri in found if entities[iri].type == KG.WorkingGroup for body in entities[iri].bodies}
    fitting = []
    for body in groups:
        members = {e.iri for e in entities.values() if body in e.members}
        if members and members <= found:
            fitting.append(body)
    if len(fitting) == 1:
        return Scope(fitting[0], entities[fitting[0]].label), "the one body whose groups and member cities are named"
    return Scope(None, iris.short_digest(record.reading)), "their own"
