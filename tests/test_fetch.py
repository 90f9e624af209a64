"""The only use of the network: one deadline for all of it, and no host on this machine or in its network."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.intake import fetch, wire
from generator.intake.fetch import NotFetched
from tests.tools import OPENSSL, need

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nOne.\n\nTwo.\n"
LIMIT = 0.6
"""The deadline of these tests, in seconds."""


@pytest.fixture(autouse=True)
def _own_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts of a project lie in it, whatever the environment says."""
    monkeypatch.delenv("BRIEFINGS_TEXTS", raising=False)


def onward(location: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()


Act = Callable[["Host", socket.socket, int], None]
"""What a server does with a connection, the first of which is number 0."""


class Host:
    """A server on this machine: what it hears, and what it does with each connection."""

    def __init__(self, act: Callable[[socket.socket, int], None], listens: bool) -> None:
        self.act, self.listens, self.heard, self.over = act, listens, b"", threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.threads: list[threading.Thread] = []

    def __enter__(self) -> Host:
        self.threads.append(threading.Thread(target=self._serve))
        self.threads[0].start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        socket.create_connection(("127.0.0.1", self.port)).close()
        for thread in self.threads:
            thread.join()
        self.listener.close()

    def _serve(self) -> None:
        for number in range(100):
            connection, _ = self.listener.accept()
            if self.over.is_set():
                connection.close()
                return
            self.threads.append(threading.Thread(target=self._answer, args=(connection, number)))
            self.threads[-1].start()

    def _answer(self, connection: socket.socket, number: int) -> None:
        with connection:
            try:
                self.heard += connection.recv(65_536) if self.listens else b""
                self.act(connection, number)
            except OSError:
                return


@contextmanager
def host(act: Act, *, listens: bool = True) -> Iterator[Host]:
    """A server that listens first, and then acts."""
    with Host(lambda connection, number: act(served, connection, number), listens) as served:
        yield served


@contextmanager
def plain(*answers: bytes) -> Iterator[Host]:
    """A server that gives its answers one after the other, the last for ever."""
    with host(
        lambda _, connection, number: connection.sendall(answers[min(number, len(answers) - 1)])
    ) as served:
        yield served


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[list[str]]]:
    """What is known of hosts by name: the addresses, one list for each time that somebody asks."""
    known: dict[str, list[list[str]]] = {}
    ask = socket.getaddrinfo

    def answer(name: str, port: int, *more: Any, **options: Any) -> Any:
        if name not in known:
            return ask(name, port, *more, **options)
        addresses = known[name].pop(0) if len(known[name]) > 1 else known[name][0]
        return [found for address in addresses for found in ask(address, port, *more, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    return known


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 plays a host on the web; every other address is what it is."""
    real = wire.is_public
    monkeypatch.setattr(wire, "is_public", lambda address: address == "127.0.0.1" or real(address))


def fetched(url: str, **options: bool) -> bytes:
    return fetch.fetch(fetch.address(url), "briefings/test", **options).data


# Where a host is


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "0.1.2.3", "224.0.0.1",
        "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "::", "::1", "fe80::1", "fe80::1%lo", "febf::1", "fc00::1", "fd12::1",
        "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b::169.254.169.254",
        "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1", "4000::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_on_the_web(address: str) -> None:
    assert not wire.is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.215.14", "172.32.0.1", "2606:2800:21f:cb07::1", "2a00:1450::1", "64:ff9b::8.8.8.8"],
)
def test_an_address_on_the_web(address: str) -> None:
    assert wire.is_public(address)


@pytest.mark.parametrize(
    "spelling",
    [
        "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "0x7F.0x0.0x0.0x1", "127.0.0.1.", "１２７.０.０.１", "127。0。0。1", "①②⑦.0.0.1",
        "localhost", "LOCALHOST", "localhost.", "0", "0.0.0.0", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "[fe80::1]", "[::127.0.0.1]", "169.254.169.254", "10.1", "[fd00::1]",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_this_machine_is_refused_in_every_spelling(spelling: str, scheme: str) -> None:
    with plain(PLAIN) as served, pytest.raises((NotFetched, ValueError)) as refused:
        fetched(f"{scheme}://{spelling}:{served.port}/")
    assert "give --allow-private" in str(refused.value) or "no such host" in str(refused.value)
    assert served.heard == b""


@pytest.mark.parametrize(
    "url",
    [
        "http://me@127.0.0.1/", "http://kurier.example@127.0.0.1/", "http://kurier.example:80@127.0.0.1/", "http://127.0.0.1\\@kurier.example/", "http://kurier.example\\@127.0.0.1/",
        "http://[fe80::1%25lo]/", "http://[::1%25lo]/", "http://[::1%lo]/", "http://127.0.0.1%2f.kurier.example/", "http://127.0.0.1%00.kurier.example/", "http://127.0.0.1\\.kurier.example/",
        "http://kurier.example:99999/", "http://kurier..example/", "http://[127.0.0.1]/", "http://[::1/", "http://kurier.example\x00/", "http:///x", "http://./", "gopher://kurier.example/",
    ],
)  # fmt: skip
def test_what_only_looks_like_an_address_is_none(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        fetch.address(url)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("http://[2606:2800:21f::1]:81/a", "http://[2606:2800:21f::1]:81/a"),
        ("http://[2606:2800:021F:0::1]/", "http://[2606:2800:21f::1]/"),
        ("https://kurier.example./a", "https://kurier.example/a"),
        ("https://ｋｕｒｉｅｒ．example/", "https://kurier.example/"),
    ],
)
def test_a_host_has_one_spelling(written: str, sent: str) -> None:
    assert fetch.address(written) == sent


def test_with_allow_private_this_machine_is_asked() -> None:
    with plain(PLAIN) as served:
        assert fetched(f"http://127.1:{served.port}/a?b=c", allow_private=True) == b"One.\n\nTwo.\n"
    assert served.heard.startswith(b"GET /a?b=c HTTP/1.1\r\n")
    assert b"\r\nHost: 127.1:%d\r\n" % served.port in served.heard


def test_a_name_is_looked_up_once_and_its_address_is_the_one_that_is_connected_to(
    names: dict[str, list[list[str]]], web: None
) -> None:
    with plain(PLAIN) as served:
        names["kurier.example"] = [["127.0.0.1"], ["10.0.0.1"]]
        assert fetched(f"http://kurier.example:{served.port}/") == b"One.\n\nTwo.\n"
        assert len(names["kurier.example"]) == 1
    assert b"\r\nHost: kurier.example:%d\r\n" % served.port in served.heard


@pytest.mark.parametrize(
    "addresses", [["127.0.0.2"], ["127.0.0.1", "10.0.0.1"], ["10.0.0.1", "127.0.0.1"], ["::1", "127.0.0.1"]]
)
def test_a_name_of_which_one_address_is_private_is_refused(
    names: dict[str, list[list[str]]], web: None, addresses: list[str]
) -> None:
    with plain(PLAIN) as served:
        names["kurier.example"] = [addresses]
        with pytest.raises(NotFetched, match=r"kurier\.example is \S+, which is on this machine"):
            fetched(f"http://kurier.example:{served.port}/")
    assert served.heard == b""


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/",
        "//127.0.0.2:{port}/",
        "http://2130706434:{port}/",
        "http://[::ffff:7f00:1]:{port}/",
        "http://inside.example:{port}/",
        "https://inside.example:{port}/",
    ],
)
def test_after_a_redirect_the_host_is_looked_at_anew(
    names: dict[str, list[list[str]]], web: None, location: str
) -> None:
    names["inside.example"] = [["10.0.0.1"]]
    with host(
        lambda served, connection, _: connection.sendall(onward(location.format(port=served.port)))
    ) as served:
        with pytest.raises(NotFetched, match="which is on this machine or in its network"):
            fetched(f"http://127.0.0.1:{served.port}/")
        assert served.heard.count(b"GET ") == 1


def test_a_name_that_turns_private_between_two_redirects_is_refused(
    names: dict[str, list[list[str]]], web: None
) -> None:
    with plain(onward("/again"), PLAIN) as served:
        names["kurier.example"] = [["127.0.0.1"], ["169.254.169.254"]]
        with pytest.raises(NotFetched, match=r"kurier\.example is 169\.254\.169\.254"):
            fetched(f"http://kurier.example:{served.port}/")


@pytest.mark.parametrize(
    "location",
    [
        "file:///etc/hosts",
        "ftp://kurier.example/",
        "javascript:x",
        "http://me@kurier.example/",
        "http://[::1%25lo]/",
        "http://[x/",
    ],
)
def test_a_redirect_leads_to_pages_only(web: None, location: str) -> None:
    with plain(onward(location)) as served, pytest.raises(NotFetched, match="elsewhere than to a web page"):
        fetched(f"http://127.0.0.1:{served.port}/")


def test_redirects_come_to_an_end(web: None) -> None:
    with plain(onward("/again")) as served, pytest.raises(NotFetched, match="elsewhere more than 10 times"):
        fetched(f"http://127.0.0.1:{served.port}/")


def test_a_redirect_is_followed_to_a_page_with_letters_of_its_own(web: None) -> None:
    with plain(onward("/порт"), PLAIN) as served:
        assert fetch.fetch(f"http://127.0.0.1:{served.port}/a", "x").url.endswith("/%D0%BF%D0%BE%D1%80%D1%82")


def test_no_proxy_is_asked(web: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    with plain(PLAIN) as served:
        assert fetched(f"http://127.0.0.1:{served.port}/")


def test_the_certificate_is_asked_for_by_the_name_of_the_host(
    names: dict[str, list[list[str]]], web: None
) -> None:
    names["kurier.example"] = [["127.0.0.1"]]
    with plain(b"no TLS") as served, pytest.raises(NotFetched):
        fetched(f"https://kurier.example:{served.port}/")
    assert served.heard.startswith(b"\x16\x03")
    assert b"kurier.example" in served.heard


@pytest.mark.parametrize(
    ("name", "words"), [("kurier.example", ""), ("other.example", "certificate verify failed")]
)
def test_a_page_comes_over_tls_from_the_host_of_the_certificate_only(
    names: dict[str, list[list[str]]],
    web: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    words: str,
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command: list[str | Path] = [
        need(OPENSSL),
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=x",
    ]
    command += ["-addext", "subjectAltName=DNS:kurier.example", "-keyout", key, "-out", certificate]
    subprocess.run(command, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    names[name] = [["127.0.0.1"]]

    def act(_: Host, connection: socket.socket, __: int) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(65_536)
            secured.sendall(PLAIN.replace(b"Two.", b"Two. " * 50_000))

    with host(act, listens=False) as served:
        url = f"https://{name}:{served.port}/"
        if words:
            with pytest.raises(NotFetched, match=words):
                fetched(url)
        else:
            assert len(fetched(url)) > 250_000


def test_the_command_says_what_to_give(project: Path) -> None:
    with plain(PLAIN) as served:
        words = ["source", "add", f"http://127.1:{served.port}/", "--root", str(project)]
        refused = CliRunner().invoke(main.cli, words)
        assert refused.exit_code == 1
        assert refused.output == (
            f"Error: http://127.1:{served.port}/: 127.1 is 127.0.0.1, which is on this machine or in its network: if you mean that, give --allow-private\n"
        )
        assert CliRunner().invoke(main.cli, [*words, "--allow-private"]).exit_code == 0


# One deadline


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
SOON = 10.0
"""Within how many seconds of the deadline a slow server is left: far below what it would take, on a busy machine too."""


def drip(slow: bytes, *, after: bytes = b"") -> Act:
    """Send some bytes at once, and then one now and then, each long before anybody would give up waiting."""

    def act(served: Host, connection: socket.socket, _: int) -> None:
        connection.sendall(after)
        for byte in slow:
            if served.over.wait(LIMIT / 6):
                return
            connection.sendall(bytes([byte]))

    return act


def dawdle(served: Host, connection: socket.socket, _: int) -> None:
    """Send elsewhere, after a while."""
    served.over.wait(LIMIT / 3)
    connection.sendall(onward("/again"))


def silent(served: Host, _: socket.socket, __: int) -> None:
    """Say nothing."""
    served.over.wait(60)


SLOW: dict[str, tuple[str, Act]] = {
    "silence": ("http", silent),
    "the first line": ("http", drip(PLAIN * 10)),
    "one header": ("http", drip(b"x" * 1_000, after=HEAD)),
    "many headers": ("http", drip(b"a:b\n" * 99, after=HEAD)),
    "going on and on": ("http", drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 50)),
    "the body": ("http", drip(b"x" * 1_000, after=HEAD + b"\r\n")),
    "a body in chunks": (
        "http",
        drip(b"1\r\nx\r\n" * 99, after=HEAD + b"Transfer-Encoding: chunked\r\n\r\n"),
    ),
    "redirects": ("http", dawdle),
    "TLS": ("https", drip(bytes(1_000), after=b"\x16\x03\x03\x3f\xff")),
    "silent TLS": ("https", silent),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", SLOW)
def test_whatever_is_slow_ends_at_the_deadline(what: str, web: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "SECONDS", LIMIT)
    scheme, act = SLOW[what]
    with host(act) as served:
        start = time.monotonic()
        with pytest.raises(NotFetched, match="it took longer than"):
            fetched(f"{scheme}://127.0.0.1:{served.port}/")
        assert time.monotonic() - start < LIMIT + SOON


@pytest.mark.slow
def test_a_name_that_nobody_answers_for_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr(fetch, "SECONDS", LIMIT)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(60) and [])
    start = time.monotonic()
    with pytest.raises(NotFetched, match="it took longer than"):
        fetched("http://kurier.example/")
    assert time.monotonic() - start < LIMIT + SOON
    over.set()


@pytest.mark.slow
def test_a_connection_that_nobody_takes_leaves_time_for_the_next_address(
    names: dict[str, list[list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first of two addresses has no room for a further connection: it neither answers nor refuses."""
    monkeypatch.setattr(fetch, "SECONDS", 2 * LIMIT)
    with plain(PLAIN) as served, socket.socket() as full:
        full.bind(("127.0.0.2", served.port))
        full.listen(0)
        with socket.create_connection(("127.0.0.2", served.port)), socket.socket() as second:
            second.setblocking(False)
            second.connect_ex(("127.0.0.2", served.port))
            names["kurier.example"] = [["127.0.0.2", "127.0.0.1"]]
            assert fetched(f"http://kurier.example:{served.port}/", allow_private=True)
            names["kurier.example"] = [["127.0.0.2"]]
            with pytest.raises(NotFetched, match="it took longer than"):
                fetched(f"http://kurier.example:{served.port}/", allow_private=True)
