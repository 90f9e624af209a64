"""The only use of the network: one web page, over http or https, within limits of time and size."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS = 20.0
"""How long a page may take, from the first word to the last."""
MOST_BYTES = 5_000_000
"""How large a page may be."""
SCHEMES = ("http", "https")
"""How an address may begin."""

_CHUNK = 65_536
_TYPES = {"text/html": True, "application/xhtml+xml": True, "text/plain": False, "text/markdown": False}


class NotFetched(Exception):
    """A page could not be had; the message says why."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came: its bytes, and the address where it was found in the end.

    Also its charset if one was named, and whether it is HTML.
    """

    data: bytes
    url: str
    charset: str
    is_html: bool


def address(text: str) -> str:
    """An address as browsers send it: names of hosts and signs outside ASCII are encoded.

    Raises ValueError when it is none.
    """
    parts = urlsplit(text.strip())
    if parts.scheme.lower() not in SCHEMES or not parts.hostname or "@" in parts.netloc:
        raise ValueError(
            "not the address of a web page: "
            "it begins with http:// or https:// and a host, without a user's name"
        )
    host = parts.hostname.encode("idna").decode() + (f":{parts.port}" if parts.port else "")
    return urlunsplit(
        (
            parts.scheme.lower(),
            host,
            quote(parts.path, "/%:@!$&'()*+,;=~"),
            quote(parts.query, "/%:@!$&'()*+,;=~?"),
            "",
        )
    )


class _StayOnTheWeb(HTTPRedirectHandler):
    """Follows redirects to web pages only.

    Never to a file, nor to anything else that a library knows to open.
    """

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme not in SCHEMES:
            fp.close()
            raise NotFetched("the server sends elsewhere than to a web page")
        return super().redirect_request(req, fp, code, msg, headers=headers, newurl=newurl)  # type: ignore[arg-type]


def fetch(url: str, agent: str) -> Fetched:
    """Fetch a page. `agent` is how the program names itself. Raises `NotFetched`."""
    until = time.monotonic() + SECONDS
    headers = {"User-Agent": agent, "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8"}
    request = Request(url, headers=headers)  # noqa: S310 - `address` let it through
    try:
        with build_opener(_StayOnTheWeb()).open(request, timeout=SECONDS) as answer:
            kind = answer.headers.get_content_type()
            if kind not in _TYPES:
                raise NotFetched(f"it is {kind}, not a web page: save its text as a .txt file and add that")
            return Fetched(
                _read(answer, until),
                answer.geturl(),
                answer.headers.get_content_charset() or "",
                _TYPES[kind],
            )
    except HTTPError as error:
        error.close()
        raise NotFetched(f"the server answers {error.code} {error.reason}") from error
    except (URLError, OSError, HTTPException, ValueError) as error:
        raise NotFetched(_why(error)) from error


def _read(answer: IO[bytes], until: float) -> bytes:
    data = bytearray()
    while chunk := answer.read1(_CHUNK):  # type: ignore[attr-defined]
        data += chunk
        if len(data) > MOST_BYTES:
            raise NotFetched(f"it is larger than {MOST_BYTES:,} bytes")
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(data)


def _why(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return f"it took longer than {SECONDS:.0f} seconds"
    if isinstance(reason, socket.gaierror):
        return "there is no such host, or no network"
    return str(getattr(reason, "strerror", "") or reason or type(error).__name__)
