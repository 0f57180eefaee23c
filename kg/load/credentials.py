"""Who we are to a store: from the environment or a netrc file, never from the command line. Basic, digest, or a token."""

from __future__ import annotations

import netrc
import os
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx


class Credentials(NamedTuple):
    """A name and its password, or a token, or nothing."""

    user: str = ""
    password: str = ""
    token: str = ""

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    @property
    def auth(self) -> httpx.Auth | None:
        """Return how requests are signed."""
        if self.token:
            return _Bearer(self.token)
        return _Challenged(self.user, self.password) if self.user else None


def credentials(url: str, user: str | None, environment: Mapping[str, str] = os.environ) -> Credentials:
    """Find who we are to a store: KG_TOKEN, else KG_USER and KG_PASSWORD, else the netrc file's line for its host.

    Args:
        url: the store's address.
        user: the name given by hand; it goes before KG_USER, and chooses the line of the netrc file.
        environment: names and values.

    Raises:
        LookupError: a name, or a password, has no other half; says which.
        OSError: the netrc file cannot be read.
        netrc.NetrcParseError: it is not understood.
    """
    if user is None and (token := environment.get("KG_TOKEN", "").strip()):
        return Credentials(token=token)
    name, password = user or environment.get("KG_USER", ""), environment.get("KG_PASSWORD")
    if password is not None:
        if not name:
            raise LookupError("KG_PASSWORD is set, and nobody is named")
        return Credentials(name, password)
    login, kept = _kept(urlsplit(url).hostname or "", environment)
    if name and name != login:
        raise LookupError(f"there is no password for {name}")
    return Credentials(login, kept)


def _kept(host: str, environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the login and password that the netrc file has for a host."""
    named = environment.get("NETRC")
    path = Path(named) if named else Path.home() / ".netrc"
    if not named and not path.is_file():
        return "", ""
    login, _, password = netrc.netrc(path).authenticators(host) or ("", "", "")
    return login, password or ""


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._value = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = self._value
        yield request


class _Challenged(httpx.Auth):
    """Wait for the store to ask, and answer in the way it asks for; from then on without being asked."""

    requires_response_body = True

    def __init__(self, user: str, password: str) -> None:
        self._user, self._password = user, password
        self._chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._chosen is None:
            response = yield request
            if response.status_code != 401:
                return
            asked = [value.partition(" ")[0].lower() for value in response.headers.get_list("www-authenticate")]
            self._chosen = httpx.DigestAuth(self._user, self._password) if "digest" in asked else httpx.BasicAuth(self._user, self._password)
        yield from self._chosen.auth_flow(request)
