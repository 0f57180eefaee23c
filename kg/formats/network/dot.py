"""DOT, the language of Graphviz: boxes in the colours of their kinds, titles wrapped, edges under their words, quotes as tooltips."""

from __future__ import annotations

import unicodedata
from typing import BinaryIO

from ...network import Edge, Node
from ...network.palette import PALETTE
from ...network.plain import clean, one_line
from .columns import quoted
from .network import Network

_HEAD = """\
digraph kg {
  graph [charset="UTF-8", rankdir="LR", ranksep="1.2", tooltip="kg"];
  node [shape="box", style="rounded,filled", fontname="Noto Sans CJK TC", fontsize="11", penwidth="1.5"];
  edge [fontname="Noto Sans CJK TC", fontsize="9", color="#666666", fontcolor="#444444"];
"""
_WIDTH, _LINES = 24, 6  # cells of a line, two a Chinese character
_LIGHT = "33"  # opacity of a box, so that black words stand out on any colour


def write(network: Network, out: BinaryIO) -> None:
    """Write a network as DOT."""
    out.write(_HEAD.encode())
    for node in network.nodes:
        out.write(f"  {_quoted(clean(node.iri))} [{_drawn(node)}];\n".encode())
    for name, edge in network.named_edges():
        out.write(f"  {_quoted(clean(edge.source))} -> {_quoted(clean(edge.target))} [{_joined(name, edge)}];\n".encode())
    out.write(b"}\n")


def wrapped(text: str) -> list[str]:
    """Return a title in lines of about the same width; what is longer than a box should be ends in `…`."""
    lines, width = [""], 0
    for letter in one_line(clean(text)).strip():
        cells = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if width + cells > _WIDTH and not unicodedata.combining(letter):
            lines, width = [*lines, ""], 0
        lines[-1] += letter
        width += cells
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], f"{lines[_LINES - 1][:-1]}…"]


def _drawn(node: Node) -> str:
    label, told, colour = "\\n".join(map(_escaped, wrapped(node.label))), _escaped(one_line(clean(node.text or node.label))), PALETTE[node.kind]
    return f'label="{label}", tooltip="{told}", color="{colour}", fillcolor="{colour}{_LIGHT}"'


def _joined(name: str, edge: Edge) -> str:
    told = "；".join((f"{edge.date} {edge.wording}".strip(), *map(quoted, edge.quotes))).strip("；") or edge.label
    return f'id="{name}", label="{_escaped(clean(edge.label))}", tooltip="{_escaped(clean(told))}"'


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '\\"'))


def _escaped(text: str) -> str:
    """Return a text for a label, where Graphviz reads backslashes and the entities of HTML."""
    return text.replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"').replace("\n", "\\n")
