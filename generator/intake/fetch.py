"""The only use of the network: one web page, over http or https, within limits of time and size."""

from __future__ import annotations

import re
import socket
import string
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from ipaddress import IPv6Address
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from generator.intake import wire
from generator.intake.wire import Deadline, NotPublic

SECONDS = 20.0
"""How long a page may take, from the question where its host is to its last byte, redirects included."""
MOST_BYTES = 5_000_000
"""How large a page may be."""
SCHEMES = ("http", "https")
"""How an address may begin."""

_CHUNK = 65_536
_MOST_REDIRECTS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\Z")
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
    if parts.scheme not in SCHEMES or not parts.hostname or "@" in parts.netloc:
        raise ValueError(
            "not the address of a web page: "
            "it begins with http:// or https:// and a host, without a user's name"
        )
    host = _host(parts.hostname) + (f":{parts.port}" if parts.port else "")
    return urlunsplit(
        (
            parts.scheme,
            host,
            quote(parts.path, "/%:@!$&'()*+,;=~"),
            quote(parts.query, "/%:@!$&'()*+,;=~?"),
            "",
        )
    )


def _host(name: str) -> str:
    """The name of a host in ASCII, without a dot at its end; an IPv6 address in brackets, without a zone."""
    if ":" in name and "%" not in name:
        return f"[{IPv6Address(name)}]"
    host = name.encode("idna").decode().removesuffix(".")
    if not _HOST.match(host):
        raise ValueError(f"`{name}` is not the name of a host")
    return host


def fetch(url: str, agent: str, *, allow_private: bool = False) -> Fetched:
    """Fetch a page. `agent` is how the program names itself. Raises `NotFetched`.

    Hosts on this machine and in its network are refused unless `allow_private` is set.
    """
    deadline = Deadline(SECONDS)
    headers = {"User-Agent": agent, "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8"}
    try:
        for _ in range(_MOST_REDIRECTS + 1):
            with wire.answer(url, headers, deadline, allow_private=allow_private) as answer:
                onward = _onward(answer, url)
                if not onward:
                    return _page(answer, url)
            url = onward
    except (OSError, HTTPException, ValueError, NotPublic) as error:
        raise NotFetched(_why(error)) from error
    raise NotFetched(f"the server sends elsewhere more than {_MOST_REDIRECTS} times")


def _onward(answer: HTTPResponse, url: str) -> str:
    """Where a server sends; empty when it answers itself.

    Never to a file, nor to anything else than a page.
    """
    location = answer.headers.get("Location") if answer.status in _REDIRECTS else None
    if not location:
        return ""
    try:
        return address(urljoin(url, quote(location, string.punctuation, "latin-1")))
    except ValueError as error:
        raise NotFetched("the server sends elsewhere than to a web page, which is not allowed") from error


def _page(answer: HTTPResponse, url: str) -> Fetched:
    if not 200 <= answer.status < 300:
        raise NotFetched(f"the server answers {answer.status} {answer.reason}")
    kind = answer.headers.get_content_type()
    if kind not in _TYPES:
        raise NotFetched(f"it is {kind}, not a web page: save its text as a .txt file and add that")
    return Fetched(_read(answer), url, answer.headers.get_content_charset() or "", _TYPES[kind])


def _read(answer: HTTPResponse) -> bytes:
    data = bytearray()
    while chunk := answer.read1(_CHUNK):
        data += chunk
        if len(data) > MOST_BYTES:
            raise NotFetched(f"it is larger than {MOST_BYTES:,} bytes")
    return bytes(data)


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"it took longer than {SECONDS:.0f} seconds"
    if isinstance(error, socket.gaierror):
        return "there is no such host, or no network"
    return str(getattr(error, "strerror", "") or error or type(error).__name__)
