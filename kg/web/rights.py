"""Who may write: who shows the token that the server was started with."""

from __future__ import annotations

import base64
import binascii
import hmac

from starlette.requests import Request

from .bodies import CLOSE
from .wire import Refused


def writes(request: Request, token: str) -> None:
    """Refuse who may not write.

    Raises:
        Refused: nobody may (403), no token is shown (401), or another one (403).
    """
    if not token:
        raise Refused(403, "this server only reads", "start it with --writable and a token", CLOSE)
    shown = _shown(request.headers.get("authorization", ""))
    if shown is None:
        raise Refused(401, "only who has the token may write", "send it as Authorization: Bearer TOKEN", (*CLOSE, ("WWW-Authenticate", 'Bearer realm="kg"'), ("WWW-Authenticate", 'Basic realm="kg"')))
    if not hmac.compare_digest(shown, token.encode()):
        raise Refused(403, "the token is another one", "send the token that the server was started with", CLOSE)


def _shown(authorization: str) -> bytes | None:
    """Return the token of a request: a bearer's, or the password of who signs in by name."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip().encode("utf-8", "surrogateescape")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value.strip(), validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return b""
    return None
