"""Pictures as answers: a thing and its neighbours, on standard output."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import TYPE_CHECKING

from .inputs import FINDINGS, MISUSE, Refusal

if TYPE_CHECKING:
    from ..network import Index
    from ..network.rows import Node
    from ..network.view import View

PICTURES = ("svg", "png")


def neighbours_picture(asked: View | Index, thing: Node, kinds: Collection[str], lang: str) -> str:
    """Return the picture of a thing and its neighbours, those of some kinds if any are named, as SVG.

    Raises:
        Refusal: filters leave the thing out.
    """
    from ..network import Index
    from ..network.links import ViewLinks
    from ..pictures import neighbourhood

    links = asked if isinstance(asked, Index) else ViewLinks(asked)
    if links.node(thing.iri) is None:
        raise Refusal(MISUSE, f"the filters leave {thing.iri} out", "ask with fewer of --group, --since, --until, --status")
    edges = links.edges(thing.iri)
    found = {iri: links.node(iri) for edge in edges for iri in (edge.source, edge.target)} | {thing.iri: thing}
    nodes = [node for node in found.values() if node and (not kinds or node.kind in kinds or node == thing)]
    return neighbourhood(nodes, edges, thing.iri, lang)


def print_picture(svg: str, form: str) -> None:
    """Write a picture to standard output.

    Raises:
        Refusal: a PNG would go to a terminal, or no font has Chinese characters.
    """
    from ..pictures import PictureError, png

    if form == "png" and sys.stdout.isatty():
        raise Refusal(MISUSE, "a PNG is no text for a terminal", "send it into a file: kg graph … -f png > picture.png")
    try:
        made = png(svg) if form == "png" else svg.encode()
    except PictureError as error:
        raise Refusal(FINDINGS, str(error), "choose -f svg, which browsers draw with their own fonts") from error
    sys.stdout.flush()
    sys.stdout.buffer.write(made)
    sys.stdout.buffer.flush()
