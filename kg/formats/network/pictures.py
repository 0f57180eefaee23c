"""The cases of a network in lanes along time, as SVG and PNG."""

from __future__ import annotations

from typing import BinaryIO

from ...pictures import PictureError, lanes, png
from ..dump import FormatError
from .network import Network


def write_svg(network: Network, out: BinaryIO) -> None:
    """Write the picture as SVG."""
    out.write(lanes(network.nodes, network.edges()).encode())


def write_png(network: Network, out: BinaryIO) -> None:
    """Write the picture as PNG.

    Raises:
        FormatError: no font of this machine has Chinese characters.
    """
    try:
        out.write(png(lanes(network.nodes, network.edges())))
    except PictureError as error:
        raise FormatError(str(error)) from error
