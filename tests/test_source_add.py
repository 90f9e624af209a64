"""`briefings source add`: from a file or a page to a record that an editor finishes. The article here is invented."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator import build, disk
from generator.cli import main
from generator.cli import sources as sources_cli
from generator.intake import fetch, propose
from generator.intake.extract import Article, NoArticle, from_html, from_text
from generator.records.hidden import visible
from generator.records.load import load
from generator.records.source import Source
from tests.conftest import harbour

PAGE = """<!doctype html>
<html lang="ru"><head><meta charset="utf-8"><title>Порт: новые переговоры | Курьер пролива</title>
<meta property="og:title" content="Порт: новые переговоры"><meta property="og:site_name" content="Курьер пролива">
<meta name="author" content="Анна Петрова"><meta property="article:published_time" content="2031-03-02T08:00:00Z">
<link rel="canonical" href="https://kurier.example/port"></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<div class="cookie-banner">We use cookies. Accept all?</div>
<article><h1>Порт: новые переговоры</h1>
<p>The boards of the two ports met on Thursday for the first time since the toll was brought in, and they agreed to talk again.</p>
<h2>The toll stays</h2>
<p>The harbour master said that the toll is suspended<br>for as long as the talks go on, which nobody expects to be very long at all.</p>
<blockquote><p>We are not enemies, we are neighbours with one door, said the harbour master after the meeting.</p></blockquote>
</article>
<div id="comments"><h3>Leave a comment</h3><form><textarea></textarea></form><p>Your email address will not be published.</p></div>
</body></html>
"""
TEXT = "Two boards, one door\n\nThe boards met again on Friday.\n\nRelated news\n\nLeave a comment\n\nWe use cookies to make this site better.\n"


def run(project: Path, *words: str) -> Result:
    return CliRunner().invoke(main.cli, [*words, "--root", str(project)])


def put(folder: Path, name: str, data: str | bytes) -> str:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


@pytest.fixture
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("inbox")


@pytest.fixture(autouse=True)
def no_texts_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFINGS_TEXTS", raising=False)


def test_a_text_is_kept_as_it_is_and_its_record_asks_for_the_rest(project: Path, inbox: Path) -> None:
    result = run(project, "source", "add", put(inbox, "boards.txt", TEXT))
    assert result.exit_code == 0, result.output
    assert "   2  The boards met again on Friday.\n" in result.output
    assert (project / "seeds/texts/two-boards-one-door.txt").read_text("utf-8") == TEXT
    record = (project / "seeds/two-boards-one-door.yaml").read_text("utf-8")
    assert "paragraphs: 5\n" in record
    assert "met again" not in record
    found = run(project, "check")
    assert found.exit_code == 1
    for field in ("issued", "language", "reliability", "credibility", "reason"):
        assert f"`{field}` is not filled in yet" in found.output


def test_furniture_is_proposed_as_uncited(project: Path, inbox: Path) -> None:
    record = run(project, "source", "add", put(inbox, "boards.txt", TEXT), "--dry-run").stdout
    uncited = record[record.index("uncited:") :]
    assert [line for line in uncited.splitlines() if "paragraphs" in line] == [
        f"  - paragraphs: [{number}]" for number in ("1", "3, 5", "4")
    ]


def test_a_finished_record_passes(project: Path, inbox: Path) -> None:
    run(project, "source", "add", put(inbox, "page.html", PAGE))
    path = project / "seeds/kurier-0302.yaml"
    text = (
        path.read_text("utf-8")
        .replace("reliability: FILL IN", "reliability: C")
        .replace("credibility: FILL IN", "credibility: 3")
    )
    path.write_text(text.replace("FILL IN", "Known, namely"), "utf-8")
    codes = {
        d.code.name
        for d in build.check(disk.read_records(project), disk.read_texts(project / "seeds/texts")).diagnostics
    }
    assert codes == {"unused-source"}


def test_a_page_gives_its_title_author_date_site_language_and_address(project: Path, inbox: Path) -> None:
    result = run(project, "source", "add", put(inbox, "page.html", PAGE))
    assert result.exit_code == 0, result.output
    record = (project / "seeds/kurier-0302.yaml").read_text("utf-8")
    assert (
        'title: "Порт: новые переговоры"\nauthor:\n  - Анна Петрова\ncontainer-title: Курьер пролива\nissued: 2031-03-02\n'
        in record
    )
    assert "URL: https://kurier.example/port\nlanguage: ru\ntext: kurier-0302.txt\nsha256: " in record
    assert (project / "seeds/texts/kurier-0302.txt").read_text("utf-8").split("\n\n") == [
        "Порт: новые переговоры",
        "The boards of the two ports met on Thursday for the first time since the toll was brought in, and they agreed to talk again.",
        "The toll stays",
        "The harbour master said that the toll is suspended for as long as the talks go on, which nobody expects to be very long at all.",
        "We are not enemies, we are neighbours with one door, said the harbour master after the meeting.\n",
    ]
    assert "  - paragraphs: [3]\n    reason: furniture\n    note: Headings or labels.\n" in record


def test_show_numbers_the_paragraphs_for_citing_while_the_record_is_unfinished(
    project: Path, inbox: Path
) -> None:
    run(
        project,
        "source",
        "add",
        put(inbox, "boards.txt", "Two boards\n\nThey met \x1b[31magain.\n".replace("\x1b", "")),
        "--id",
        "boards",
    )
    assert run(project, "source", "show", "boards").output == "   1  Two boards\n   2  They met [31magain.\n"
    assert run(project, "source", "show", "gazette-0301").output.count("\n") == 7
    assert run(project, "source", "show", "nobody").exit_code == 1


def test_a_dry_run_prints_the_record_and_writes_nothing(project: Path, inbox: Path) -> None:
    before = sorted(project.rglob("*"))
    result = run(project, "source", "add", put(inbox, "page.html", PAGE), "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("# yaml-language-server")
    assert sorted(project.rglob("*")) == before


def test_a_text_that_lies_among_the_texts_already_is_not_written_again(project: Path) -> None:
    put(project / "seeds/texts", "boards.txt", TEXT)
    assert (
        run(project, "source", "add", str(project / "seeds/texts/boards.txt"), "--id", "boards").exit_code
        == 0
    )
    assert "text: boards.txt\n" in (project / "seeds/boards.yaml").read_text("utf-8")


@pytest.mark.parametrize("taken", ["seeds/boards.yaml", "seeds/texts/boards.txt"])
def test_nothing_is_overwritten(project: Path, inbox: Path, taken: str) -> None:
    (project / taken).write_text("mine")
    result = run(project, "source", "add", put(inbox, "boards.txt", TEXT), "--id", "boards")
    assert result.exit_code == 1
    assert "nothing is overwritten" in result.output
    assert (project / taken).read_text() == "mine"
    assert [p.relative_to(project).as_posix() for p in project.rglob("boards.*")] == [taken]


@pytest.mark.parametrize("folder", ["texts", "seeds", "seeds/texts/../more"])
def test_a_folder_that_git_would_commit_is_refused(project: Path, inbox: Path, folder: str) -> None:
    (project / folder).mkdir(exist_ok=True)
    result = run(project, "source", "add", put(inbox, "boards.txt", TEXT), "--texts", str(project / folder))
    assert result.exit_code == 2
    assert "git would commit the text" in result.output


def test_a_site_inside_a_larger_repository_guards_all_of_it(tmp_path: Path, inbox: Path) -> None:
    for folder in (".git", "texts", "site/briefings", "site/seeds/texts"):
        (tmp_path / folder).mkdir(parents=True)
    name = put(inbox, "boards.txt", TEXT)
    assert run(tmp_path / "site", "source", "add", name, "--texts", str(tmp_path / "texts")).exit_code == 2
    assert run(tmp_path / "site", "source", "add", name).exit_code == 0


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("photo.txt", b"\x89PNG\r\n\x1a\n\0\0", 1, "is not UTF-8 text (byte 1)"),
        ("old.txt", "Café\n".encode("latin-1"), 1, "save it with the encoding UTF-8"),
        ("bell.txt", b"a\x07b", 1, "holds control characters"),
        ("empty.txt", b" \n", 1, "is empty"),
        ("photo.html", b"<\x89PNG\r\n\x1a\n\0\0", 1, "is not a web page"),
        ("bare.html", b"<html></html>", 1, "has no article"),
        ("big.txt", b"a" * (fetch.MOST_BYTES + 1), 1, "is larger than 5,000,000 bytes"),
        ("paper.pdf", b"%PDF-1.7", 2, "is neither a text (.txt, .md) nor a page (.html)"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(
    project: Path, inbox: Path, name: str, data: bytes, code: int, words: str
) -> None:
    result = run(project, "source", "add", put(inbox, name, data))
    assert (result.exit_code, words in result.output) == (code, True), result.output
    assert sorted(p.name for p in (project / "seeds").glob("*.yaml")) == [
        "courier-0302.yaml",
        "gazette-0301.yaml",
    ]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("file:///etc/hosts", "file: is not fetched"),
        ("ftp://kurier.example/port", "ftp: is not fetched"),
        ("javascript:alert(1)", "javascript: is not fetched"),
        ("http://", "is not an address"),
        ("http://me:secret@kurier.example/", "is not an address"),
        ("no-such-file.txt", "there is no file"),
    ],
)
def test_only_web_addresses_and_files_are_taken(project: Path, place: str, words: str) -> None:
    result = run(project, "source", "add", place)
    assert result.exit_code == 2
    assert words in result.output


def test_an_id_must_be_one(project: Path, inbox: Path) -> None:
    assert run(project, "source", "add", put(inbox, "boards.txt", TEXT), "--id", "../Boards").exit_code == 2


# Pages from a server on this machine


class Server(BaseHTTPRequestHandler):
    """Answers as the path asks."""

    def do_GET(self) -> None:
        status, kind, body, more = {
            "/page": (200, "text/html; charset=utf-8", PAGE.encode(), {}),
            "/moved": (302, "text/html", b"", {"Location": "/page"}),
            "/text": (200, "text/plain; charset=utf-8", TEXT.encode(), {}),
            "/paper": (200, "application/pdf", b"%PDF-1.7", {}),
            "/large": (200, "text/html", b"<p>word</p>" * 1_000_000, {}),
            "/file": (302, "text/html", b"", {"Location": "file:///etc/hosts"}),
            "/ftp": (302, "text/html", b"", {"Location": "ftp://127.0.0.1/port"}),
        }.get(self.path, (404, "text/html", b"", {}))
        self.send_response(status)
        for name, value in {"Content-Type": kind, **more}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *words: object) -> None:
        """Quiet."""


@contextmanager
def served(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def web() -> Iterator[str]:
    with served(Server) as address:
        yield address


@pytest.mark.parametrize("path", ["/page", "/moved"])
def test_a_page_is_fetched_and_the_day_recorded(
    project: Path, web: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources_cli, "today", lambda: date(2031, 3, 5))
    result = run(project, "source", "add", web + path, "--allow-private")
    assert result.exit_code == 0, result.output
    record = (project / "seeds/kurier-0302.yaml").read_text("utf-8")
    assert "accessed: 2031-03-05\nURL: https://kurier.example/port\n" in record


def test_a_plain_text_is_fetched_as_it_is(project: Path, web: str) -> None:
    assert run(project, "source", "add", f"{web}/text", "--id", "boards", "--allow-private").exit_code == 0
    assert (project / "seeds/texts/boards.txt").read_text("utf-8") == TEXT


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/none", "the server answers 404"),
        ("/paper", "it is application/pdf, not a web page"),
        ("/large", "it is larger than 5,000,000 bytes"),
        ("/file", "is not allowed"),
        ("/ftp", "the server sends elsewhere than to a web page"),
    ],
)
def test_what_cannot_be_fetched_is_said_in_one_line(project: Path, web: str, path: str, words: str) -> None:
    result = run(project, "source", "add", web + path, "--allow-private")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert words in result.output


def test_a_server_that_never_ends_is_left(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow(Server):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            try:
                for _ in range(200):
                    self.wfile.write(b"<p>word</p>")
                    threading.Event().wait(0.02)
            except OSError:
                self.close_connection = True

    monkeypatch.setattr(fetch, "SECONDS", 0.3)
    with served(Slow) as address:
        result = run(project, "source", "add", address, "--allow-private")
    assert result.exit_code == 1
    assert "it took longer than" in result.output


def test_an_address_where_nobody_answers(project: Path) -> None:
    with served(Server) as address:
        pass
    result = run(project, "source", "add", f"{address}/page", "--allow-private")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "Connection refused" in result.output


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("http://kurier.example/порт?q=a b", "http://kurier.example/%D0%BF%D0%BE%D1%80%D1%82?q=a%20b"),
        ("https://курьер.example/", "https://xn--e1ajsbm9c.example/"),
        ("HTTPS://Kurier.example:8443/a#part", "https://kurier.example:8443/a"),
    ],
)
def test_addresses_are_written_as_browsers_send_them(written: str, sent: str) -> None:
    assert fetch.address(written) == sent


# The proposal as such


@given(st.text(), st.text(max_size=50), st.text(max_size=20), st.lists(st.text(max_size=30), max_size=3))
def test_whatever_an_article_says_of_itself_its_record_is_read_back(
    title: str, site: str, language: str, authors: list[str]
) -> None:
    article = Article(
        "One.\n\nTwo\n",
        title,
        tuple(authors),
        site,
        "2031-03-02",
        language,
        "https://kurier.example/",
        from_page=True,
    )
    name = propose.name_of(article)
    text = (
        propose.record(article, name, f"{name}.txt", "0f" * 32)
        .replace("y: FILL IN", "y: C", 1)
        .replace("y: FILL IN", "y: 3", 1)
    )
    path = f"seeds/{name}.yaml"
    library, problems = load(
        {**harbour(), path: text.replace("FILL IN", "Now").replace("language: Now", "language: en").encode()}
    )
    assert problems == ()
    record = next(loaded.record for loaded in library.loaded if loaded.path == path)
    assert isinstance(record, Source)
    assert record.id == name
    shown = " ".join(visible(title).split())
    assert record.title == shown or not shown or record.title.endswith(" …") or shown.startswith("FILL IN")


@given(st.text(min_size=1).map(visible).map(str.strip).filter(bool))
def test_a_scalar_reads_as_its_text(text: str) -> None:
    flat = " ".join(text.split())
    library, problems = load({"seeds/a.yaml": f"id: a\nshort: {propose.scalar(flat)}\n".encode()})
    assert {d.code.name for d in problems} <= {"missing-field", "not-filled-in"}
    document = library.document("seeds/a.yaml")
    assert document is not None
    assert document.root.entries[1].value.value == flat  # type: ignore[union-attr]


def test_a_page_over_which_the_extractor_stumbles_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("trafilatura.bare_extraction", stumble)
    with pytest.raises(NoArticle, match="cannot be taken apart"):
        from_html(PAGE.encode())


@given(st.binary(max_size=300))
def test_no_bytes_break_the_extraction(data: bytes) -> None:
    for extract in (from_text, from_html):
        try:
            assert extract(data).paragraphs
        except NoArticle:
            continue


@pytest.mark.parametrize(
    ("article", "name"),
    [
        (Article("a", site="The Strait’s Gazette", published="2031-03-01"), "the-straits-gazette-0301"),
        (Article("a", site="Курьер", url="https://www.kurier.example/a", published="2031-03"), "kurier-03"),
        (Article("a", title="Порт"), "inbox"),
        (Article("a", title="x" * 200, published="2031-03-01"), "x" * 35 + "-0301"),
    ],
)
def test_ids_are_made_from_what_can_be_written_in_them(article: Article, name: str) -> None:
    assert propose.name_of(article, "inbox") == name
