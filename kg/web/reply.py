"""An answer as a process writes it: in pieces as they come, compressed where that is understood, within a number of rows."""

from __future__ import annotations

import re
import socket
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .wire import BROKEN, DATA, END, HEAD, Head, Refused, frame, packed

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

PIECE = 32_768  # bytes that are worth a frame
SOON = 0.2  # seconds that what is there may wait for more
SMALL = 1_000  # bytes that are not worth compressing
Counter = Callable[[bytes], int]


class Reply(BytesIO):
    """A stream that pyoxigraph writes into. What fits into one piece goes with its length; an error before that takes its place."""

    def __init__(self, sock: socket.socket, *, gzip: bool) -> None:
        super().__init__()
        self._sock, self._held, self._flushed = sock, bytearray(), time.monotonic()
        self._head: Head | None = Head(200, ())
        self._compressor = zlib.compressobj(6, wbits=31) if gzip else None
        self._count: Counter = len
        self._left: float = float("inf")

    def start(self, status: int, media: str, *headers: tuple[str, str]) -> None:
        """Say how the answer begins; nothing is sent yet."""
        self._head = Head(status, (("Content-Type", media), *headers) if media else headers)

    def within(self, rows: int, count: Counter, besides: int) -> None:
        """Refuse what is written once it has more than some rows; the counter counts some besides."""
        self._left, self._count = rows + besides, count

    def write(self, data: Buffer, /) -> int:
        """Take a piece of the answer.

        Raises:
            Refused: the answer has too many rows.
        """
        piece = bytes(data)
        self._left -= self._count(piece)
        if self._left < 0:
            raise too_many()
        self._held += piece
        if len(self._held) >= PIECE or time.monotonic() - self._flushed > SOON:
            self._send()
        return len(piece)

    def end(self) -> None:
        """Send what is left."""
        self._send(last=True)

    def fail(self, error: Refused) -> None:
        """Answer with an error; where the answer has begun, break it off."""
        if self._head is None:
            self._sock.sendall(frame(BROKEN))
            return
        self._held, self._compressor = bytearray(error.body()), None
        self.start(error.status, "text/plain; charset=utf-8", *error.headers)
        self.end()

    def _send(self, *, last: bool = False) -> None:
        out, data = b"", bytes(self._held)
        if self._head is not None:
            if last and len(data) < SMALL:
                self._compressor = None
            coding = (("Content-Encoding", "gzip"),) if self._compressor else ()
            data = self._compressed(data, last=last)
            length = (("Content-Length", str(len(data))),) if last and self._head.status not in (204, 304) else ()
            out = frame(HEAD, packed(Head(self._head.status, (*self._head.headers, *coding, *length))))
            self._head = None
        else:
            data = self._compressed(data, last=last)
        self._sock.sendall(out + (frame(DATA, data) if data else b"") + (frame(END) if last else b""))
        self._held, self._flushed = bytearray(), time.monotonic()

    def _compressed(self, data: bytes, *, last: bool) -> bytes:
        if self._compressor is None:
            return data
        return self._compressor.compress(data) + self._compressor.flush(zlib.Z_FINISH if last else zlib.Z_SYNC_FLUSH)


def row_counter(form: ox.QueryResultsFormat) -> tuple[Counter, int]:
    """Return what counts the rows in the pieces that pyoxigraph writes, by marks that no value can contain, and how many it counts besides."""
    if form == ox.QueryResultsFormat.CSV:
        return _CsvRows(), 1
    if form == ox.QueryResultsFormat.TSV:
        return _Marks(b"\n"), 1
    return (_Marks(b"<result>"), 0) if form == ox.QueryResultsFormat.XML else (_Marks(b',{"'), -1)


def too_many() -> Refused:
    """Return the error of an answer that is too long."""
    return Refused(500, "the answer has more rows than this server gives", "add LIMIT to the query, or ask about one thing")


class _Marks:
    """Counts a mark, also where two pieces meet within it."""

    def __init__(self, mark: bytes) -> None:
        self._mark, self._rest = mark, b""

    def __call__(self, piece: bytes) -> int:
        data = self._rest + piece
        self._rest = data[len(data) - len(self._mark) + 1 :] if len(self._mark) > 1 else b""
        return data.count(self._mark)


class _CsvRows:
    """Counts the line ends that stand in no quotes."""

    def __init__(self) -> None:
        self._quoted = False

    def __call__(self, piece: bytes) -> int:
        rows = 0
        for part in re.split(b'(")', piece):
            if part == b'"':
                self._quoted = not self._quoted
            elif not self._quoted:
                rows += part.count(b"\n")
        return rows
