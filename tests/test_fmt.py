"""`briefings fmt`: one form for all YAML. What a file says stays, and every comment stands beside its own entry."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import disk
from generator.cli import main
from generator.records.compose import compose
from generator.records.load import ACTORS, DESK, model_of
from generator.records.shape import fields, models, written
from generator.records.yamltree import plain
from generator.writing.canonical import canonical
from tests.conftest import HARBOUR, ROOT, edit

PATH = "briefings/harbour.yaml"


def formed(text: str, path: str = PATH) -> str:
    """The form of a file that is read; it is the form of the form too."""
    found = canonical(path, text.encode())
    assert found.text is not None, found.problem
    assert canonical(path, found.text.encode()).text == found.text
    return found.text


LONG = "The two ports agreed to talk and on nothing else, and " * 3 + "that was all."

CASES = {
    "keys in the order of the guide": (
        "statements:\n- cites: [a#1]\n  text: T.\n  kind: reported\n  id: a\nid: harbour\n",
        "id: harbour\nstatements:\n  - id: a\n    kind: reported\n    text: T.\n    cites: [a#1]\n",
    ),
    "keys that no record has come last": ("odd: 1\nid: a\neven: 2\n", "id: a\nodd: 1\neven: 2\n"),
    "quotation marks that YAML needs not": (
        "id: \"a\"\ntitle: 'b: c'\nscope: 'It''s so.'\n",
        "id: a\ntitle: \"b: c\"\nscope: It's so.\n",
    ),
    "quotation marks that say what it is": (
        "title: '2031'\nscope: 'no'\nas_of: '2031-03-02'\n",
        'title: "2031"\nscope: "no"\nas_of: "2031-03-02"\n',
    ),
    "quotation marks within": ("title: \"a: \\\"b\\\"\"\n", "title: 'a: \"b\"'\n"),
    "a long text is folded": (
        f"id: a\nscope: {LONG}\n",
        "id: a\nscope: >-\n"
        "  The two ports agreed to talk and on nothing else, and The two ports agreed to talk and on nothing else, and The two\n"
        "  ports agreed to talk and on nothing else, and that was all.\n",
    ),
    "a short text is not": ("scope: >-\n  One,\n  two.\n", "scope: One, two.\n"),
    "bare lines are one text": ("scope: One,\n  two.\n", "scope: One, two.\n"),
    "a text of several paragraphs stays": (
        "background: |\n    One.\n\n      - two\n",
        "background: |\n  One.\n\n    - two\n",
    ),
    "folded paragraphs stay": (
        "background: >\n    One\n    two.\n\n    Three.\n",
        "background: >\n  One\n  two.\n\n  Three.\n",
    ),
    "brackets stay where they fit": (
        "summary:\n  - {cites: [ a#1,b#2 ], text: T}\n",
        "summary:\n  - {text: T, cites: [a#1, b#2]}\n",
    ),
    "brackets with a comment are opened": (
        "summary:\n  - text: T\n    cites: [a#1, # one\n      b#2]  # all\n",
        "summary:\n  - text: T\n    cites:  # all\n      - a#1  # one\n      - b#2\n",
    ),
    "an empty line stays, two are one": ("id: a\n\n\ntitle: B\n\n", "id: a\n\ntitle: B\n"),
    "a comment goes with its entry": (
        "# of the title\ntitle: B  # so far\n# of the id\nid: a\n",
        "# of the id\nid: a\n# of the title\ntitle: B  # so far\n",
    ),
    "a head stays at the head": (
        "# yaml-language-server: $schema=x\n# of the title\ntitle: B\nid: a\n",
        "# yaml-language-server: $schema=x\nid: a\n# of the title\ntitle: B\n",
    ),
    "a comment before an item": (
        "gaps:\n# one\n- A.\n\n# two\n- B.\n",
        "gaps:\n  # one\n  - A.\n\n  # two\n  - B.\n",
    ),
    "a comment within an item": (
        "watch:\n  - question: Q?\n    # of the id\n    id: a\n    cites: [a#1]\n",
        "watch:\n  # of the id\n  - id: a\n    question: Q?\n    cites: [a#1]\n",
    ),
    "a comment beside a dash": ("gaps:\n  - # one\n    text: A.\n", "gaps:\n  # one\n  - text: A.\n"),
    "a comment at the end of a list": (
        "gaps:\n  - A.\n  # nothing more\nid: a\n",
        "id: a\ngaps:\n  - A.\n  # nothing more\n",
    ),
    "a comment at the end": ("id: a\n# end\n", "id: a\n# end\n"),
    "a comment above a value": ("scope:\n  # why\n  A.\nid: a\n", "id: a\n# why\nscope: A.\n"),
    "a comment beside a folded text": (
        "scope: >-  # why\n  One two.\nid: a\n",
        'id: a\nscope: "One two."  # why\n',
    ),
    "line ends of other systems": ("id: a\r\ntitle: B\r\n", "id: a\ntitle: B\n"),
    "signs that are escaped": ('title: "a\\tb"\nid: a\n', 'id: a\ntitle: "a\\tb"\n'),
    "nothing after a colon": ("title:\nid: a\n", "id: a\ntitle:\n"),
    "what a document begins with": ("---\nid: a\n", "id: a\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_form(name: str) -> None:
    before, after = CASES[name]
    assert formed(before) == after


@pytest.mark.parametrize(
    "path", sorted((*ROOT.glob("briefings/*.yaml"), *ROOT.glob("seeds/*.yaml"))), ids=lambda path: path.name
)
def test_what_is_shipped_is_in_form(path: Path) -> None:
    text = path.read_text("utf-8")
    assert formed(text, path.relative_to(ROOT).as_posix()) == text


@pytest.mark.parametrize("path", sorted(p for p in disk.read_records(HARBOUR)))
def test_what_the_records_say_stays(path: str) -> None:
    before = disk.read_records(HARBOUR)[path]
    after = formed(before.decode(), path)
    assert yaml.load(after, yaml.BaseLoader) == yaml.load(before, yaml.BaseLoader)


@pytest.mark.parametrize("path", [PATH, "seeds/a.yaml", ACTORS, DESK])
def test_the_order_has_every_key_once_and_no_other(path: str) -> None:
    for model in models(model_of(path)):
        assert sorted(shape.key for shape in written(model)) == sorted(shape.key for shape in fields(model))
        assert {*model.lead} - {shape.key for shape in fields(model)} <= {
            "rests_on",
            "disputed_by",
            "disputes",
        }


# Any file: data in many styles, with a comment above, beside and below each of its parts

WORD = st.text("abcdeéж", min_size=1, max_size=6)
TEXT = st.lists(WORD | st.sampled_from(["a:b", "#no", "-", "it's", '"so"', "a, b", "[x]", "no", "7", "{y}", "50 %"]), min_size=1, max_size=30).map(" ".join)  # fmt: skip
VALUE = (
    TEXT
    | st.integers()
    | st.booleans()
    | st.none()
    | st.sampled_from(["2031", "2031-03-02", "~", "1e5", "0x1f"])
)
DATA = st.recursive(
    VALUE,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "cites", "kind", "by", "odd key", "statements", "z"]), inner, min_size=1, max_size=4),
    max_leaves=10,
)  # fmt: skip
FILE = st.dictionaries(
    st.sampled_from(["id", "title", "statements", "summary", "gaps", "x"]), DATA, min_size=1, max_size=4
)


class Writer:
    """Writes data as YAML, each part in a style of its own; a comment names the part that it belongs to."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.count = 0

    def choose(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def scalar(self, value: Any, *, room: bool) -> str:
        if not isinstance(value, str):
            return "" if value is None else str(value).lower()
        style: str = self.choose("plain", "single", "double", "folded", "literal")
        safe = re.fullmatch(r"[a-eéж][a-eéж ]*", value)
        if style == "plain" and safe:
            return value
        if style == "folded" and room and " " in value:
            words = value.split(" ")
            return ">-\n" + "\n".join(f"\0{word}" for word in words)
        if style == "literal" and room:
            return f"|\n\0{value}"
        return "'" + value.replace("'", "''") + "'" if style == "single" else self.double(value)

    def double(self, value: object) -> str:
        return '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'

    def remark(self, kind: str, indent: int) -> list[str]:
        """A comment on a line of its own, or an empty line, or nothing."""
        form = self.choose("", "", "", "\n", "#")
        self.count += form == "#"
        return [""] if form == "\n" else [" " * indent + f"# {kind} {self.count}"] if form else []

    def node(self, value: Any, indent: int) -> list[str]:
        """The lines of a list or a mapping in block style."""
        lines: list[str] = []
        listed = isinstance(value, list)
        for key, part in enumerate(value) if listed else value.items():
            head = "-" if listed else f"{self.choose(key, self.double(key))}:"
            lines += self.remark("above", indent)
            if isinstance(part, dict | list):
                deeper = indent + self.choose(2, 4)
                inner = self.node(part, deeper)
                tight = (
                    listed and isinstance(part, dict) and not inner[0].lstrip().startswith("#") and inner[0]
                )
                lines += [" " * indent + "- " + " " * (deeper - indent - 2) + inner[0].lstrip(), *inner[1:]] if tight else [" " * indent + head, *inner]  # fmt: skip
            else:
                words = self.scalar(part, room=True).replace("\0", " " * (indent + 3))
                first, _, rest = words.partition("\n")
                beside = ""
                if self.choose(False, True) and not (words and " " in words and words[0] not in "'\">|"):
                    self.count += 1
                    beside = f"  # beside {self.count}"
                lines += [f"{' ' * indent}{head} {first}".rstrip() + beside, *([rest] if rest else [])]
        return lines + self.remark("foot", indent)


@st.composite
def files(draw: Any) -> str:
    return "\n".join(Writer(draw).node(draw(FILE), 0)) + "\n"


def comments(text: str) -> list[str]:
    return sorted(re.findall(r"# (?:above|beside|foot) \d+$", text, re.MULTILINE))


@given(files())
@settings(max_examples=20)
def test_twice_is_once_and_what_is_said_stays_with_every_comment(text: str) -> None:
    document, problems = compose(PATH, text.encode())
    if document is None or problems:
        assert canonical(PATH, text.encode()).problem == problems[0]
        return
    after = formed(text)
    again, _ = compose(PATH, after.encode())
    assert again is not None
    assert plain(again.root) == plain(document.root)
    assert comments(after) == comments(text)


@pytest.mark.slow
@given(files())
@settings(max_examples=500)
def test_five_hundred_files_keep_what_they_say(text: str) -> None:
    if not compose(PATH, text.encode())[1]:
        assert comments(formed(text)) == comments(text)


SCALARS = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("id", "kind", "by", "text", "doubt", "place", "occasion"), TEXT)
).filter(bool)


@given(st.lists(SCALARS, min_size=1, max_size=4), st.data())
@settings(max_examples=15)
def test_a_comment_stands_beside_its_own_entry(items: list[dict[str, str]], data: st.DataObject) -> None:
    """Each comment bears the number of the value that it is about, which begins with that number."""
    lines, number = ["statements:"], 0
    for item in items:
        dash = "- "
        for key in data.draw(st.permutations(sorted(item))):
            number += 1
            lines.append(f"    # above {number}" if dash == "  " else f"  # item {number}")
            lines.append(f"  {dash}{key}: '{number}. {item[key].replace(chr(39), '')}'  # beside {number}")
            dash = "  "
    rows = formed("\n".join(lines) + "\n").split("\n")
    for place, row in enumerate(rows):
        if found := re.search(r"# (above|item|beside) (\d+)$", row):
            what, name = found[1], found[2]
            rest = [line for line in rows[place + (what != "beside") :] if not line.strip().startswith("#")]
            first = rest[0].partition(": ")[2]
            value = rest[1].strip() if first.startswith(">-") else first.strip("\"'")
            if what == "item":
                assert rest[0].startswith("  - ")
            else:
                assert value.startswith(f"{name}. "), rows


# The command


def fmt(project: Path, *words: str) -> Result:
    return CliRunner().invoke(main.cli, ["fmt", "--root", str(project), *words])


def test_files_are_written_and_then_are_in_form(project: Path) -> None:
    result = fmt(project)
    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        [
            f"changed: {path}"
            for path in ("briefings/ferry.yaml", "briefings/harbour.yaml", "seeds/courier-0302.yaml")
        ],
    )
    assert fmt(project, "--check").exit_code == 0
    assert CliRunner().invoke(main.cli, ["check", "--root", str(project)]).exit_code == 0


def test_check_changes_nothing_and_says_what_would_change(project: Path) -> None:
    before = disk.read_records(project)
    result = fmt(project, "--check", str(project / "briefings"))
    assert result.exit_code == 1
    assert result.stdout == "would change: briefings/ferry.yaml\nwould change: briefings/harbour.yaml\n"
    assert disk.read_records(project) == before


def test_a_file_that_cannot_be_read_is_left_and_named(project: Path) -> None:
    edit(project / "briefings/ferry.yaml", "summary:", "summary: [")
    before = (project / "briefings/ferry.yaml").read_bytes()
    result = fmt(project, str(project / "briefings/ferry.yaml"))
    assert result.exit_code == 1
    assert re.match(r"briefings/ferry\.yaml:\d+:\d+: left as it is: ", result.stderr)
    assert (project / "briefings/ferry.yaml").read_bytes() == before


def test_a_comment_that_has_no_place_is_not_lost(project: Path) -> None:
    edit(project / "briefings/ferry.yaml", "summary:", "x: [\n  # nothing\n  ]\nsummary:")
    result = fmt(project, str(project / "briefings/ferry.yaml"))
    assert result.exit_code == 1
    assert "left as it is: a comment stands where it cannot be kept" in result.stderr


def test_another_file_is_wrong_use(project: Path) -> None:
    result = fmt(project, "mkdocs.yml")
    assert result.exit_code == 2
    assert "mkdocs.yml is none of the records" in result.stderr
