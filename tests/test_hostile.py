"""Whatever the YAML holds, there are pages or diagnostics: no exception, no hang, no script."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build
from generator.build import Built
from generator.findings import github, gitlab, junit, report, sarif
from generator.pages.escaping import curled
from generator.records.compose import compose
from generator.records.yamltree import Mapping, plain
from generator.view.settings import Settings
from tests.conftest import Seen, harbour, harbour_texts

pytestmark = pytest.mark.slow

PATHS = sorted(harbour())
PROSE_TAGS = {"p", "em", "strong", "ul", "ol", "li", "blockquote"}
EVIL = [
    "<script>alert(1)</script>", "<![CDATA[x", "<![>", "<!-- x", "</span></div><img src=x onerror=y>", "[a](javascript:x)", "[a](http://[x)", "![a](x)", "[x]: y", "{{7*7}} {% x %}",
    "{onclick=x}", "{: onclick=x }", "a { #sources .x }", "| a | b |", "---", "# h", "1. x", "- x", "> x", "```x", "~~~", "*a* **b** __c__ `d`", "\\*", "&lt;b&gt; &#60;", "a:b: c",
    'a "quoted\' both"', "x\" onmouseover=\"y", "[" * 1_100, "עברית العربية", "👩‍🚀 é", "w" * 1_100, "=1+1", "$x$ #let x", "%d {0} ${x}", "no", "5", "*[HTML]: x", "[^1]: x", "!!! note", "<http://x.example>",
    "http://x.example www.x.example a@b.example", "javascript:alert(1)", "x  \u00a0 y",
]  # fmt: skip


def built(files: dict[str, bytes]) -> Built:
    found = build.build(files, {}, Settings("https://briefings.example/", ""))
    assert bool(found.files) == found.checked.ok
    report.as_text(found.checked.diagnostics, found.checked.documents)
    json.loads(report.as_json(found.checked.diagnostics))
    for form in (github.as_annotations, gitlab.as_code_quality, sarif.as_sarif):
        form(found.checked.diagnostics)
    ElementTree.fromstring(junit.as_junit(found.checked.diagnostics, files))
    return found


WORDS = [
    "title",
    "subtitle",
    "scope",
    "text",
    "doubt",
    "basis",
    "question",
    "indicator",
    "context",
    "place",
    "name",
    "role",
    "short",
    "container-title",
    "publisher",
    "reason",
    "note",
]
LONGEST = {"title": 200}
LISTS = ["author", "also", "stated", "inferred", "unknown", "gaps"]


def fill(node: object, evil: str, key: str = "") -> object:
    """A record with a text in every field that holds free words."""
    if isinstance(node, dict):
        fixed = {"text", "reason"} if "paragraphs" in node else set()
        return {name: value if name in fixed else fill(value, evil, name) for name, value in node.items()}
    if isinstance(node, list):
        return [evil if key in LISTS else fill(item, evil) for item in node]
    if key in {"background", "intro"}:
        return f"{evil} [@gazette-0301#3]\n\n*{evil}* [@gazette-0301#3]\n\n- **{evil}** [@gazette-0301#3]\n\nx {evil} [@gazette-0301#3]"
    return evil[: LONGEST.get(key)] if key in WORDS else node


def filled(evil: str) -> dict[str, bytes]:
    """The harbour corpus with a text in every field that holds free words."""
    return {
        path: json.dumps(fill(plain(root(path, text)), evil), ensure_ascii=False).encode()
        for path, text in harbour().items()
    }


def root(path: str, text: bytes) -> Mapping:
    document, _ = compose(path, text)
    assert document is not None
    return document.root


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def calm() -> dict[str, set[str]]:
    """The elements of each page that a harmless text makes."""
    return {path: set(Seen(text).tags) for path, text in pages(built(filled("calm"))).items()}


@pytest.mark.parametrize("evil", EVIL, ids=lambda evil: evil[:20])
def test_a_hostile_text_is_shown_and_does_nothing(evil: str, calm: dict[str, set[str]]) -> None:
    found = built(filled(evil))
    assert found.checked.ok, found.checked.diagnostics
    for path, text in pages(found).items():
        front = yaml.safe_load(text.split("---\n")[1])
        assert set(front) <= {"title", "description", "made_from", "edit", "hide", "search"}
        assert not set(front["title"] + front["description"]) & set('<>"')
        seen = Seen(text)
        assert set(seen.tags) <= PROSE_TAGS | calm[path], path
        for tag, attributes in seen.elements:
            assert not [name for name in attributes if name.startswith("on")], (path, tag)
            assert not attributes.get("href", "").lower().startswith(("javascript:", "data:")), path
    for path in (
        "dossiers/harbour/index.md",
        "index.md",
        "sources/gazette-0301.md",
        "actors/north-port.md",
        "timeline.md",
    ):
        assert flat(curled(evil)) in Seen(pages(found)[f"docs/{path}"]).flat, path


def pages(found: Built) -> dict[str, str]:
    return {path: data.decode() for path, data in found.files.items() if path.endswith(".md")}


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=25)
@given(data=st.binary(max_size=200), at=st.floats(0, 1), whole=st.booleans())
def test_any_bytes_anywhere_give_diagnostics_or_pages(path: str, data: bytes, at: float, whole: bool) -> None:
    files = harbour()
    place = int(at * len(files[path]))
    files[path] = data if whole else files[path][:place] + data + files[path][place:]
    built(files)


@pytest.mark.parametrize("path", PATHS)
@settings(max_examples=40)
@given(data=st.data())
def test_any_value_anywhere_gives_diagnostics_or_pages(path: str, data: st.DataObject) -> None:
    """A value of one line is replaced by one of another sort."""
    files = harbour()
    lines = files[path].decode().split("\n")
    place = data.draw(st.integers(0, len(lines) - 1))
    odd = st.sampled_from(
        [
            "",
            "~",
            "5",
            "-1",
            "1e999",
            ".nan",
            "9" * 400,
            "true",
            "[]",
            "{}",
            "[[]]",
            "{a: b}",
            "''",
            "x#1",
            "2031",
            "'2031'",
            "index",
            "../x",
            "[x, x]",
            "|\n",
            "🙂",
            "9999-12-31",
            "0001-01-01",
        ]
    )
    lines[place] = lines[place].split(":")[0] + ": " + data.draw(odd)
    files[path] = "\n".join(lines).encode()
    built(files)


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{c}: &{c} [{','.join('*' + b for _ in range(9))}]\n"
    for b, c in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        "<<: *a\n",
        "a: " * 300_000,
        "[" * 999_999,
        "{" * 999_999,
        "- " * 400_000,
        "? " * 400_000,
        "'" * 999_999,
        "id: [" * 100_000,
    ],
    ids=lambda text: text[:8],
)
def test_bombs_and_depths_are_one_finding(path: str, text: str) -> None:
    found = built({**harbour(), path: text.encode()}).checked.diagnostics
    assert [d.path for d in found] == [path]


@pytest.mark.parametrize("body", ["- x\n", "- {}\n", "- [a, b]\n", "- {text: a, cites: [b#1]}\n"])
def test_many_thousand_items_come_to_an_end(body: str) -> None:
    for section in ("gaps", "statements", "summary"):
        text = (
            harbour()["briefings/harbour.yaml"]
            .decode()
            .replace(f"{section}:\n", f"{section}:\n" + f"  {body}" * 5_000)
        )
        built({**harbour(), "briefings/harbour.yaml": text.encode()})


def test_prose_of_brackets_comes_to_an_end() -> None:
    for sign in ("[", "[@", "*", "> ", "<", '"'):
        prose = sign * (10_000 // len(sign))
        built(
            {
                **harbour(),
                "briefings/harbour.yaml": harbour()["briefings/harbour.yaml"].replace(
                    b"  The quarrel", f"  {prose}\n  The quarrel".encode()
                ),
            }
        )


def test_texts_of_any_bytes_are_held_against_the_quotations() -> None:
    for text in (b"", b"\xff", b"\0" * 100, b"x\n\n" * 10_000, "é".encode("utf-16")):
        assert not build.check(harbour(), {**harbour_texts(), "courier.txt": text}).ok
