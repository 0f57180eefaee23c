"""What a request brings: its parameters and its body, within bounds of size and time, in UTF-8."""

from __future__ import annotations

import asyncio
from email import message_from_bytes
from email.policy import HTTP
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from .settings import PATIENCE
from .wire import Refused

CLOSE = (("Connection", "close"),)


def media_of(request: Request) -> str:
    """Return the media type of a request's body, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def body_of(request: Request, most: int) -> bytes:
    """Read a body.

    Raises:
        Refused: it is longer than it may be (413), compressed (415), or does not come (408).
    """
    if request.headers.get("content-encoding", "identity") != "identity":
        raise Refused(415, "a compressed request is not read here", "send it as it is", CLOSE)
    stated = request.headers.get("content-length", "0")
    body = bytearray()
    pieces = request.stream()
    try:
        while len(body) <= most and int(stated) <= most:
            body += await asyncio.wait_for(anext(pieces), PATIENCE)
    except StopAsyncIteration:
        return bytes(body)
    except TimeoutError:
        raise Refused(408, "the request did not arrive", "send it again", CLOSE) from None
    except ClientDisconnect:
        raise Refused(400, "the request broke off", "send it again", CLOSE) from None
    raise Refused(413, f"the request is longer than {most:,} bytes", "send less at once", CLOSE)


def text_of(body: bytes, request: Request) -> str:
    """Return a body as text.

    Raises:
        Refused: it is not in UTF-8 (400).
    """
    charset = next((value.strip(' "').lower() for part in request.headers.get("content-type", "").split(";")[1:] for name, _, value in [part.partition("=")] if name.strip().lower() == "charset"), "utf-8")
    try:
        if charset in ("utf-8", "utf8", "us-ascii"):
            return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the request is no text in UTF-8: byte {error.start}", "send it as UTF-8") from None
    raise Refused(400, f"the request is in {charset}", "send it as UTF-8")


def pairs(query: bytes | str) -> list[tuple[str, str]]:
    """Return the parameters of an address or of a form, in order.

    Raises:
        Refused: they are not in UTF-8, or too many (400).
    """
    try:
        text = query.decode("utf-8") if isinstance(query, bytes) else query
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=10_000)
    except ValueError as error:
        raise Refused(400, f"the parameters are not understood: {error}", "percent-encode them as UTF-8") from None


def parts_of(body: bytes, request: Request) -> tuple[tuple[bytes, str], ...]:
    """Return the parts of a body with their media types: those of a form with files, else the one body.

    Raises:
        Refused: the form has no parts (400).
    """
    if media_of(request) != "multipart/form-data":
        return ((body, media_of(request)),)
    head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode("latin-1")
    form = message_from_bytes(head + body, policy=HTTP)
    found = tuple((part.get_payload(decode=True), part.get_content_type()) for part in form.iter_parts()) if form.is_multipart() else ()
    if not found:
        raise Refused(400, "the form has no parts", "send each graph as a file of the form, with its Content-Type")
    return tuple((data, media) for data, media in found if isinstance(data, bytes))
