"""Small documents: with a tag of their content, so that what is known already is not sent again."""

from __future__ import annotations

import hashlib

from starlette.requests import Request
from starlette.responses import Response

from .reply import Reply
from .wire import Task

VARY = "Accept, Accept-Encoding, Accept-Language"


def document(request: Request, data: bytes, media: str) -> Response:
    """Return a document, or 304 where the client has it."""
    tag = tag_of(data, media)
    headers = {"ETag": tag, "Vary": VARY, "Access-Control-Allow-Origin": "*"}
    if known(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(data, headers=headers | {"Content-Type": media})


def document_of(body: bytes, media: str, task: Task, reply: Reply, *headers: tuple[str, str]) -> None:
    """Write a document, or 304 where the client has it."""
    tag = tag_of(body, media)
    if known(str(task.values["match"]), tag):
        reply.start(304, "", ("ETag", tag), ("Vary", VARY))
        return
    reply.start(200, media, ("ETag", tag), ("Vary", VARY), *headers)
    reply.write(body)


def tag_of(data: bytes, media: str) -> str:
    """Return the tag of a document: weak, for it may be compressed on its way."""
    return f'W/"{hashlib.sha256(media.encode() + data).hexdigest()[:32]}"'


def known(if_none_match: str, tag: str) -> bool:
    """Tell whether a client has the document of a tag."""
    return tag.removeprefix("W/") in {one.strip().removeprefix("W/") for one in if_none_match.split(",")} or if_none_match.strip() == "*"
