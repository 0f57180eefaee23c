"""Requests to a store: each may be repeated, so each is, where the store is busy or the line broke. Knows HTTP and no RDF."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import httpx

from .credentials import Credentials

TRIES = 6
LONGEST_WAIT = 60.0  # seconds
_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))
_WHO = "set KG_USER and KG_PASSWORD, or KG_TOKEN, in the environment, or write a line for this host into ~/.netrc; the user must be allowed to write"
_AGAIN = "run the same command again: what is there already is not sent again"


class LoadError(Exception):
    """A load that ends: an exit code, what is wrong, and what to do."""

    def __init__(self, code: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.code, self.message, self.remedy = code, message, remedy


class Client:
    """One store, spoken to over HTTP. All that is sent through it may be sent twice without harm.

    Args:
        credentials: who we are.
        seconds: how long the store may be silent.
        wait: called with seconds between two tries; sleeps, where none is given.
    """

    def __init__(self, credentials: Credentials, *, seconds: float = 300.0, wait: Callable[[float], object] | None = None) -> None:
        self._credentials, self._wait = credentials, wait or time.sleep
        self._http = httpx.Client(auth=credentials.auth, timeout=httpx.Timeout(seconds, connect=10.0))
        self._answered = False

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def send(self, method: str, url: str, *, params: Mapping[str, str] | None = None, data: Mapping[str, str] | None = None,
             content: bytes | None = None, headers: Mapping[str, str] | None = None, absent: bool = False) -> httpx.Response:  # fmt: skip
        """Send a request until it is answered, and return the answer.

        Args:
            method: GET, PUT, POST or DELETE.
            url: where to.
            params: the query of the address.
            data: a form.
            content: a body.
            headers: more headers.
            absent: 404 is an answer.

        Raises:
            LoadError: the store refused, cannot be reached, or stays away.
        """
        for attempt in range(1, TRIES + 1):
            last = attempt == TRIES
            try:
                response = self._http.request(method, url, params=params, data=data, content=content, headers=headers)
            except httpx.TransportError as error:
                if last or not self._answered or _certificate(error) or isinstance(error, httpx.LocalProtocolError):
                    raise self._unreached(url, error) from error
                self._wait(_pause(attempt, None))
                continue
            except (httpx.InvalidURL, UnicodeError) as error:
                raise LoadError(2, f"{url} is no address: {error}", "give http:// or https://, a host, and the path of the store") from error
            self._answered = True
            if response.status_code in _BUSY and not last:
                self._wait(_pause(attempt, response.headers.get("retry-after")))
            elif response.is_success or (absent and response.status_code == 404):
                return response
            else:
                raise self._refused(response)
        raise AssertionError("unreachable")

    def _unreached(self, url: str, error: httpx.TransportError) -> LoadError:
        where = _origin(url)
        if reason := _certificate(error):
            return LoadError(3, f"{where}: the certificate does not verify: {reason}", "nothing was sent; let the store show one that this machine trusts, or name its authority's file in SSL_CERT_FILE")
        if isinstance(error, httpx.LocalProtocolError):  # whose message would show the token
            return LoadError(2, f"{where}: nothing was sent: the name, password or token holds what cannot stand in a request", "look for line breaks in it")
        if isinstance(error, httpx.TimeoutException):
            what = "there was no answer in time" if self._answered else "it cannot be reached in time"
            return LoadError(3, f"{where}: {what}", f"look whether the store is busy; then {_AGAIN}")
        if self._answered:
            return LoadError(3, f"{where}: the store went away in the middle of the load ({error or type(error).__name__})", f"start it again, and {_AGAIN}")
        return LoadError(3, f"{where}: the store cannot be reached ({error or type(error).__name__})", "look whether it runs, and at the address of --to")

    def _refused(self, response: httpx.Response) -> LoadError:
        code, where = response.status_code, _plain(response.request.url)
        said = _said(response)
        if code in (401, 403):
            us = "this token" if self._credentials.token else f"{self._credentials.user} and this password"
            what = f"does not let in {us}" if self._credentials else "wants to know who writes"
            return LoadError(3, f"{where}: the store {what} ({code}{said})", _WHO)
        if response.is_redirect:
            return LoadError(3, f"{where}: the store sends elsewhere: {response.headers.get('location', '')[:200]}", "give that address with --to, if you trust it")
        if code in (404, 405, 501):
            return LoadError(3, f"{where}: nothing takes a {response.request.method} here ({code}{said})", "look at the address of --to, at --profile, and whether the store is open for writing")
        if code == 413:
            return LoadError(3, f"{where}: the store takes no request of this size ({code})", "raise its limit, or use --profile generic with --update, which sends small batches")
        if code in _BUSY:
            return LoadError(3, f"{where}: the store did not get it done in {TRIES} tries ({code}{said})", f"look into its log; then {_AGAIN}")
        return LoadError(3, f"{where}: the store refused ({code}{said})", "look at --profile, and into the store's log")


def _pause(attempt: int, asked: str | None) -> float:
    """Return how long to wait before the next try: what the store asked for, else ever longer."""
    return min(_asked(asked) if asked else 0.5 * 2.0 ** (attempt - 1), LONGEST_WAIT)


def _asked(retry_after: str) -> float:
    if retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except ValueError:
        return 1.0


def _certificate(error: BaseException) -> str:
    """Return why a certificate does not verify; nothing where another thing is wrong."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message or str(cause)
        cause = cause.__cause__ or cause.__context__
    return ""


def _said(response: httpx.Response) -> str:
    first = next((line.strip() for line in response.text.splitlines() if line.strip()), "")
    return f": {first[:200]}" if first and "<html" not in first.lower() and not first.startswith("<!") else ""


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _plain(url: httpx.URL) -> str:
    return str(url.copy_with(query=None))
