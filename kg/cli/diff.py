"""`kg diff`: what changed between two graphs, in words or as a patch."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .inputs import DONE, MISUSE, Refusal, graph_file
from .show import LANGUAGES

if TYPE_CHECKING:
    from ..diff import Changes


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    parser = commands.add_parser("diff", help="what changed between two exports", description="Tell what changed between two graphs, by case and meeting with quotes, or as RDF Patch.")
    parser.add_argument("old", metavar="OLD", help="a graph file, a store folder, or minutes themselves")
    parser.add_argument("new", metavar="NEW", help="a graph file, a store folder, or minutes themselves")
    parser.add_argument("-f", "--format", choices=("text", "patch"), default="text", help="words, or RDF Patch: applied to OLD it gives NEW (default: text)")
    parser.add_argument("--lang", choices=tuple(LANGUAGES), default="zh", help="language of headings and labels (default: zh)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what changed."""
    from ..diff import changes, compare, write_patch
    from ..store import GraphError

    with _spelt(arguments.old, arguments.new) as (old, new, named):
        try:
            if arguments.format == "patch":
                with tempfile.TemporaryFile() as made:
                    write_patch(changes(old, new), made)
                    made.seek(0)
                    while piece := made.read(1 << 20):
                        sys.stdout.buffer.write(piece)
            else:
                found = compare(old, new, changes(old, new), lang=LANGUAGES[arguments.lang], constant=b"" if named else _constant())
                sys.stdout.buffer.write(_words(found, LANGUAGES[arguments.lang]))
        except GraphError as error:
            raise Refusal(error.code, error.message, error.remedy) from error
    sys.stdout.buffer.flush()
    return DONE


def _words(found: Changes, lang: str) -> bytes:
    from ..phrases import phrase
    from ..render import text_lines

    if not found.came and not found.left:
        return f"{phrase('same', lang)}\n".encode()
    lines = [phrase("diff", lang), *text_lines(found.sections, lang), "", phrase("diff-counts", lang, f"{found.came:,}", f"{found.left:,}", f"{found.untold:,}")]
    return "\n".join([*lines, *([phrase("lines-within", lang)] if found.within else []), ""]).encode("utf-8", "replace")


@contextmanager
def _spelt(old: str, new: str) -> Iterator[tuple[Path, Path, bool]]:
    """Give both graphs as N-Quads of one spelling.

    Raises:
        Refusal: one cannot be read, or only one has named graphs.
    """
    from ..diff import spell
    from ..store import GraphError

    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        paths, named = [], []
        for name, given in (("old.nq", old), ("new.nq", new)):
            with graph_file(given) as path:
                paths.append(Path(folder) / name)
                try:
                    named.append(spell(path, paths[-1]))
                except GraphError as error:
                    raise Refusal(error.code, error.message, error.remedy) from error
        if named[0] != named[1]:
            flat, full = (old, new) if named[1] else (new, old)
            raise Refusal(MISUSE, f"{flat} has no named graphs and {full} has", "compare two files of one kind: nq, trig or minutes, or else ttl, nt, jsonld or rdf")
        yield paths[0], paths[1], named[0]


def _constant() -> bytes:
    """Return the ontology, concepts and entities, which a file without named graphs leaves out."""
    from .. import iris
    from ..catalog import constant_graphs
    from ..vocab import read_vocabulary

    return b"".join(lines for _, lines in constant_graphs(read_vocabulary(), base=iris.BASE))
