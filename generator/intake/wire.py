"""One request over http or https: to the very address that was looked at, with one deadline for every wait.

No proxy of the environment is asked: it would look the host up anew, and nobody could say where it connects.
"""

from __future__ import annotations

import io
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from http.client import HTTPConnection, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}
_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_WRAPPED = IPv6Network("2002::/16")
_DOCUMENTATION = IPv6Network("3fff::/20")


class NotPublic(Exception):
    """A host is on this machine or in its network; the message says at which address."""


class Deadline:
    """A moment from which on nothing is waited for."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """How many seconds are left. Raises TimeoutError when there are none."""
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds


class _Place(NamedTuple):
    """Where a host can be reached: the family of its address, and what a socket connects to."""

    family: int
    place: tuple[Any, ...]

    @property
    def address(self) -> str:
        """The address alone."""
        return str(self.place[0])


class _Wire(io.RawIOBase):
    """A connection whose every wait ends at the deadline: the socket of `http.client`, and its file."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection, self._deadline = connection, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._deadline.left)
        return self._connection.recv_into(buffer)

    def sendall(self, data: bytes) -> None:
        self._connection.settimeout(self._deadline.left)
        self._connection.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(self)


def is_public(address: str) -> bool:
    """Whether an IP address can be that of a host on the web, and of none on this machine or in its network.

    What wraps another address (IPv4-mapped, 6to4, Teredo) is not: a host on the web has an address of its
    own. NAT64 counts as the address in it, since in networks without IPv4 every other host has such a one.
    """
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and ip in _NAT64:
        ip = IPv4Address(int(ip) % 2**32)
    wrapped = isinstance(ip, IPv6Address) and (ip not in _UNICAST or ip in _WRAPPED or ip in _DOCUMENTATION)
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not wrapped


@contextmanager
def answer(
    url: str, headers: Mapping[str, str], deadline: Deadline, *, allow_private: bool
) -> Iterator[HTTPResponse]:
    """The answer to a GET, its head read and its body not yet.

    Raises OSError (TimeoutError at the deadline), `http.client.HTTPException` and `NotPublic`.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    request = HTTPConnection(host, port)
    with (
        _connected(_places(host, port, deadline), deadline, "" if allow_private else host) as plain,
        _secured(plain, host, deadline) if parts.scheme == "https" else nullcontext(plain) as connection,
    ):
        wire: Any = _Wire(connection, deadline)
        request.sock = wire
        path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        request.request("GET", path, headers={"Host": parts.netloc, "Connection": "close", **headers})
        with HTTPResponse(wire, method="GET") as response:
            response.begin()
            yield response


def _places(host: str, port: int, deadline: Deadline) -> list[_Place]:
    """Where a host can be reached. It is asked in a thread, for nothing else ends such a question in time."""
    outcome: queue.SimpleQueue[list[_Place] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            outcome.put([_Place(family, place) for family, _, _, _, place in found])
        except (OSError, ValueError) as error:
            outcome.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        places = outcome.get(timeout=deadline.left)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(places, Exception):
        raise places
    return places


def _connected(places: list[_Place], deadline: Deadline, public: str) -> socket.socket:
    """A connection to the first place that answers.

    `public` names the host if all its places must be on the web.
    """
    for place in places:
        if public and not is_public(place.address):
            raise NotPublic(
                f"{public} is {place.address}, which is on this machine or in its network: "
                "if you mean that, give --allow-private"
            )
    failure: OSError = socket.gaierror("no address")
    for waiting, place in zip(range(len(places), 0, -1), places, strict=True):
        connection = socket.socket(place.family, socket.SOCK_STREAM)
        try:
            connection.settimeout(deadline.left / waiting)
            connection.connect(place.place)
        except OSError as error:
            connection.close()
            failure = error
        else:
            return connection
    raise failure


def _secured(connection: socket.socket, host: str, deadline: Deadline) -> ssl.SSLSocket:
    """The connection under TLS, with a certificate for the host."""
    connection.settimeout(deadline.left)
    return ssl.create_default_context().wrap_socket(connection, server_hostname=host)
