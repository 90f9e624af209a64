"""YAML read by the 1.2 core rules, every value with its place, and never an exception."""

from __future__ import annotations

import math

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator.records.compose import compose
from generator.records.decode import MAX_BYTES
from generator.records.hidden import hidden
from generator.records.yamltree import MAX_DEPTH, MAX_FINDINGS, Document, Plain, occurrences, plain, scalars


def read(text: str) -> Document:
    document, problems = compose("a.yaml", text.encode())
    assert document is not None, problems
    assert not problems
    return document


def value(text: str) -> Plain:
    found = plain(read(f"a: {text}\n").root)
    assert isinstance(found, dict)
    return found["a"]


def problems(data: str | bytes) -> list[tuple[str, int, int]]:
    document, found = compose("a.yaml", data.encode() if isinstance(data, str) else data)
    assert document is not None or found
    return [(d.code.name, d.span.start.line, d.span.start.column) for d in found]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("NO", "NO"), ("on", "on"), ("y", "y"), ("nUll", "nUll"), ("tRUE", "tRUE"), ("=", "="), ("<<", "<<"), (".", "."), ("+", "+"), ("---", "---"),
        ("12:30:45", "12:30:45"), ("2019-05-14", "2019-05-14"), ("1_000", "1_000"), ("0o8", "0o8"), ("0b1", "0b1"), ("1.2.3", "1.2.3"),
        ("true", True), ("FALSE", False), ("~", None), ("Null", None), ("", None), ("''", ""), ("'~'", "~"), ('"7"', "7"),
        ("010", 10), ("0o17", 15), ("0x1F", 31), ("+12", 12), ("-0", 0), ("9" * 30, int("9" * 30)), ("9" * 5_000, "9" * 5_000),
        ("1e3", 1000.0), ("1.", 1.0), (".5", 0.5), ("-.5e1", -5.0), (".inf", math.inf), ("-.INF", -math.inf),
    ],
)  # fmt: skip
def test_values_follow_the_core_schema(written: str, meant: Plain) -> None:
    found = value(written)
    assert (type(found), found) == (type(meant), meant)


def test_not_a_number_is_one() -> None:
    found = value(".nan")
    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize(
    ("text", "start", "end", "source"),
    [
        ("a: word\n", (1, 4), (1, 8), "word"),
        ("é: Überfall 😀\n", (1, 4), (1, 14), "Überfall 😀"),
        ("\ufeffa: word\n", (1, 4), (1, 8), "word"),
        ("b: 1\r\na: word\r\n", (2, 4), (2, 8), "word"),
        ("b: 1\ra: word\r", (2, 4), (2, 8), "word"),
        ("a:\tword\n", (1, 4), (1, 8), "word"),
        ("a: 'it''s'\n", (1, 4), (1, 11), "'it''s'"),
        ('a: "tab\\t"\n', (1, 4), (1, 11), '"tab\\t"'),
        ("a: |\n  one\n  two\n\n\nb: 1\n", (1, 4), (3, 6), "|\n  one\n  two"),
        ("a: >-\n  one\n  two\nb: 1\n", (1, 4), (3, 6), ">-\n  one\n  two"),
        ("a: |\nb: 1\n", (1, 4), (1, 5), "|"),
        ("a: one\n  two\nb: 1\n", (1, 4), (2, 6), "one\n  two"),
        ("x: {b: [1, word]}\n", (1, 9), (1, 10), "1"),
        ("a:\nb: 1\n", (1, 3), (1, 3), ""),
    ],
)
def test_a_scalar_knows_its_place(
    text: str, start: tuple[int, int], end: tuple[int, int], source: str
) -> None:
    document = read(text)
    scalar = next(s for pointer, s in scalars(document.root) if document.text[s.start : s.end] == source)
    span = scalar.span
    assert ((span.start.line, span.start.column), (span.end.line, span.end.column)) == (start, end)


TREE = read(
    "title: Harbour\nitems:\n  - id: one\n    text: >-\n      One door, #3 and #33,\n      one DOOR, door.\n  - {id: two}\n"
)


@pytest.mark.parametrize(
    ("pointer", "at_key", "place"),
    [
        ((), False, (1, 1)),
        (("title",), False, (1, 8)),
        (("title",), True, (1, 1)),
        (("items", 1, "id"), False, (7, 10)),
        (("items", 1, "id"), True, (7, 6)),
        (("items", 1), False, (7, 6)),
        (("items", 1, "absent"), False, (7, 6)),
        (("items", 9, "absent"), False, (3, 3)),
        (("absent", "deeper"), False, (1, 1)),
        (("title", "inside a text"), False, (1, 8)),
    ],
)
def test_a_pointer_has_a_place_even_where_nothing_stands(
    pointer: tuple[str | int, ...], at_key: bool, place: tuple[int, int]
) -> None:
    start = TREE.place(pointer, at_key=at_key).start
    assert (start.line, start.column) == place


@pytest.mark.parametrize(
    ("needle", "nth", "place"),
    [
        ("door", 0, (5, 11)),
        ("door", 1, (6, 17)),
        ("DOOR", 0, (6, 11)),
        ("#33", 0, (5, 24)),
        ("#3", 1, (4, 11)),
        ("absent", 0, (4, 11)),
        ("", 0, (4, 11)),
    ],
)
def test_find_narrows_to_whole_words_inside_a_folded_text(
    needle: str, nth: int, place: tuple[int, int]
) -> None:
    start = TREE.find(("items", 0, "text"), needle, nth).start
    assert (start.line, start.column) == place


def test_find_below_a_list_or_nothing_gives_the_nearest_place() -> None:
    assert TREE.find(("items",), "door") == TREE.place(("items",))
    assert TREE.find(("absent",), "door") == TREE.place(("absent",))


def test_occurrences_are_whole_words() -> None:
    assert list(occurrences("#3 #33 x#3", "#3")) == [0, 8]
    assert list(occurrences("no not no", "no")) == [0, 7]


DUPLICATES = "a: {b: 1, b: 2}\nc:\n  - d: 1\n    d: 2\n    'd': 3\na: 4\n"


def test_duplicate_keys_of_every_level_are_all_reported() -> None:
    assert problems(DUPLICATES) == [
        ("duplicate-key", 1, 11),
        ("duplicate-key", 4, 5),
        ("duplicate-key", 5, 5),
        ("duplicate-key", 6, 1),
    ]
    first = compose("a.yaml", DUPLICATES.encode())[1][-1].related[0].span.start
    assert (first.line, first.column) == (1, 1)


def test_a_flood_of_duplicates_is_cut() -> None:
    assert len(problems("a: 1\n" * 10_000)) == MAX_FINDINGS


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: &x 1\n", ("yaml-alias", 1, 4)),
        ("a: *x\n", ("yaml-alias", 1, 4)),
        ("&x a: 1\n", ("yaml-alias", 1, 1)),
        ("b:\n  - &x [1]\n", ("yaml-alias", 2, 5)),
        ("a: !x 1\n", ("yaml-tag", 1, 4)),
        ("a: !!binary aGk=\n", ("yaml-tag", 1, 4)),
        ("!!map {a: 1}\n", ("yaml-tag", 1, 1)),
        ("a: !!python/object/apply:os.system [id]\n", ("yaml-tag", 1, 4)),
        ("[a, b]: 1\n", ("key-not-text", 1, 1)),
        ("b:\n  {c: d}: 1\n", ("key-not-text", 2, 3)),
        ("a: 1\n---\nb: 2\n", ("several-documents", 2, 1)),
        ("", ("empty-file", 1, 1)),
        ("\ufeff", ("empty-file", 1, 1)),
        ("# only a remark\n", ("empty-file", 1, 1)),
        ("- a\n", ("wrong-type", 1, 1)),
        ("a:b\n", ("wrong-type", 1, 1)),
        (f"a: {'[' * 40}\n", ("nested-too-deep", 1, 4 + MAX_DEPTH)),
        (b"#" * (MAX_BYTES + 1), ("file-too-large", 1, 1)),
        (b"a: caf\xe9\n", ("not-utf8", 1, 7)),
        (b"\xef\xbb\xbfa: \xc3\xa9\xff\n", ("not-utf8", 1, 5)),
        (b"a: 1\rb: \xff\r", ("not-utf8", 2, 4)),
        ("a: 1\n".encode("utf-16"), ("not-utf8", 1, 1)),
        ("a: 1\nb: x\u200by\n", ("hidden-character", 2, 5)),
        ("a: \u202ex\n", ("hidden-character", 1, 4)),
        ("a: \u2066x\n", ("hidden-character", 1, 4)),
        ("a: x\u2028b y\n", ("hidden-character", 1, 5)),
        ("a: x\x85b y\n", ("hidden-character", 1, 5)),
        ("a: x\x1b[31m\n", ("hidden-character", 1, 5)),
        ("a: x\ufeff\n", ("hidden-character", 1, 5)),
        ("a: x\U000e0041\n", ("hidden-character", 1, 5)),
        ('b: 1\na: "x\\u202e"\n', ("hidden-character", 2, 6)),
        ('a: "\\0"\n', ("hidden-character", 1, 5)),
        ('"a\\e": 1\n', ("hidden-character", 1, 3)),
    ],
)
def test_what_is_refused_and_where(data: str | bytes, expected: tuple[str, int, int]) -> None:
    assert problems(data) == [expected]


def test_letters_of_every_script_and_joined_emoji_are_not_hidden() -> None:
    assert value("Сочи — 北京, בוקר, صباح, नमस्ते, 👩‍🚀, naïve") == "Сочи — 北京, בוקר, صباح, नमस्ते, 👩‍🚀, naïve"


@pytest.mark.parametrize(
    ("text", "place", "help_"),
    [
        ("a: b: c\n", (1, 5), "double quotes"),
        ("a:\n\tb: 2\n", (2, 1), "spaces"),
        ("a:\n  - b: 1\n\tc: 2\n", (3, 1), "spaces"),
        ("a: @x\n", (1, 4), "between quotes"),
        ("a: 'one's'\n", (1, 8), "write ''"),
        ('a: "One" two\n', (1, 8), 'write \\" inside'),
        ("b: 1\na: 'x\nc: 2\n", (2, 4), "close it"),
        ("a: [1, 2\nb: 3\n", (1, 4), "close it with ]"),
        ("a:\n  - 1\n - 2\n", (3, 2), "like the dash above: begin it in column 3"),
        ("a: - 1\n", (1, 4), "a line of its own"),
        ('a: "\\q"\n', (1, 5), "backslash"),
        ("a: | text\n", (1, 6), "next line"),
        ("a: !!\n", (1, 6), "begins with !"),
        ("a: & b\n", (1, 5), "begins with * or &"),
        ("a: 1\n...\nb: 2\n", (3, 1), "three dots"),
        ("a: [1,, 2]\n", (1, 7), "comma"),
        ("one\ntwo: 3\n", (2, 4), "double quotes"),
        ("a: b\nc: 'd': e\n", (2, 6), "put all of the text between '"),
        ('b: 1\na: "x\nc: 2\n', (2, 4), "close it where the text ends"),
        ('b: 1\na: "One\nc: "two"\n', (2, 4), "close it where the text ends"),
        ('b: 1\na: "One\nc: "@two: three"\n', (2, 4), "close it where the text ends"),
        ('a: [x, "y]\nb: "z"\n', (1, 8), "close it where the text ends"),
        ('a: "One\nb: ""\n', (1, 4), "close it where the text ends"),
        ("a: 'One\nb: it's so\n", (1, 4), "'' between single ones"),
        ('a: "One\n---\nb: 1\n', (1, 4), "close it where the text ends"),
        ('a: "One\n  two"\nb: [1\nc: 2\n', (3, 4), "close it with ]"),
        ("s:\n  - id: a\n     kind: b\n", (3, 6), "like the key above: begin it in column 5"),
        ("s:\n  - id: [a]\n     kind: b\n", (3, 6), "like the key above: begin it in column 5"),
        ("s:\n  - id: a\n   kind: b\n", (3, 4), "like the key above: begin it in column 5"),
        (
            "s:\n  - id: a\n    x: |\n      One\n     kind: b\n",
            (5, 6),
            "like the key above: begin it in column 5",
        ),
        ("a: 1\n b: 2\n", (2, 2), "like the key above: begin it in column 1"),
        ("s:\n  - id: a\n    x: b\n    - id: c\n", (4, 5), "like the dash above: begin it in column 3"),
        (
            "s:\n  - id: a\n    x:\n      - b\n   - id: c\n",
            (5, 4),
            "like the dash above: begin it in column 3",
        ),
        ("s:\n  - 'a'\n    - b\n", (3, 5), "like the dash above: begin it in column 3"),
    ],
)
def test_a_mistake_in_the_syntax_says_what_to_write(text: str, place: tuple[int, int], help_: str) -> None:
    (found,) = compose("a.yaml", text.encode())[1]
    assert (found.code.name, (found.span.start.line, found.span.start.column)) == ("yaml-syntax", place)
    assert help_ in found.hint
    assert "scanning" not in found.message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: on the No. #1 table again\n", (1, 15)),
        ("b: 1\na: é 😀\t  # so\n", (2, 10)),
        ("a:\n  - One two # three\n  - four\n", (2, 13)),
        ("a: {b: One two # three\n  }\n", (1, 16)),
        ("a: One\n  two # three\nb: 1\n", (2, 7)),
        ("a: One two # three\n  four five\n", (1, 12)),
    ],
)
def test_a_text_of_several_words_that_a_remark_cuts(text: str, place: tuple[int, int]) -> None:
    (found,) = compose("a.yaml", text.encode())[1]
    assert (found.code.name, (found.span.start.line, found.span.start.column)) == ("cut-by-comment", place)
    assert "between quotes" in found.hint


@pytest.mark.parametrize(
    "text",
    ["a: word   # one\n", "a: 2031-03-02 # one\n", "a: 'One two' # one\n", "a: One#two three\nb: C# too\n", "a: [One two] # one\n", "a: |  # one\n  One # two\n", "a: One two\n# three\n"],
)  # fmt: skip
def test_a_remark_elsewhere_is_one(text: str) -> None:
    assert problems(text) == []


def test_an_item_indented_below_a_text_is_no_part_of_it() -> None:
    (found,) = compose("a.yaml", b"a:\n  - One two\n    - three four\nb: x - y\nc: |\n  one\n  - two\n")[1]
    assert (found.code.name, found.span.start.line, found.span.start.column) == ("swallowed-dash", 3, 5)
    assert "indent it like the dash above" in found.hint


ITEMS = "s:\n  - id: a\n    kind: b\n    text: c\n    id: d\n    kind: e\n    new: f\n    text: g\n    id: h\n    kind: i\n  - id: j\n"


def test_an_item_without_its_dash_is_one_finding() -> None:
    found = compose("a.yaml", ITEMS.encode())[1]
    assert [(d.code.name, d.span.start.line, d.span.start.column) for d in found] == [
        ("duplicate-key", 5, 5),
        ("duplicate-key", 9, 5),
    ]
    assert {d.hint for d in found} == {"begin a new item with `- ` here"}
    assert [d.related[0].span.start.line for d in found] == [2, 2]


def test_keys_that_stand_twice_elsewhere_are_each_one() -> None:
    assert [d.hint for d in compose("a.yaml", b"a: 1\nb: 2\na: 3\nb: 4\n")[1]] == [
        "merge the two, or delete one"
    ] * 2
    assert [d.hint for d in compose("a.yaml", b"s: [{a: 1, b: 2, a: 3, b: 4}]\n")[1]] == [
        "merge the two, or delete one"
    ] * 2


def test_a_mistake_that_shows_late_names_the_line_where_it_begins() -> None:
    (found,) = compose("a.yaml", b"a: 1\nb: [1,\n  2\nc: 3\n")[1]
    assert "line 2" in found.message


SCRAPS = st.sampled_from(
    [
        "a: ",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "'",
        '"',
        "|\n",
        ">-\n",
        "\n",
        "  ",
        "\t",
        "#",
        "&a ",
        "*a ",
        "!t ",
        "%",
        "---\n",
        "\r",
        "é",
        "\u2028",
        "\\x",
    ]
)


@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=60).map(str.encode),
        st.lists(SCRAPS, max_size=25).map("".join).map(str.encode),
    )
)
@example(b"\xed\xa0\x80")
def test_compose_never_raises(data: bytes) -> None:
    document, found = compose("a.yaml", data)
    assert document is not None or found


VISIBLE = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]).filter(lambda sign: not hidden(sign)),
    max_size=20,
)
AGREED = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | VISIBLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(VISIBLE, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(VISIBLE, AGREED, max_size=5))
def test_what_another_writer_writes_is_read_back(data: dict[str, Plain]) -> None:
    text = yaml.safe_dump(data, allow_unicode=True)
    assert plain(read(text).root) == data


@pytest.mark.slow
@given(
    st.dictionaries(VISIBLE, VISIBLE | st.lists(VISIBLE, max_size=3), max_size=5),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.booleans(),
)
def test_every_span_cuts_out_the_source_of_its_value(
    data: dict[str, Plain], style: str | None, flow: bool
) -> None:
    document = read(yaml.safe_dump(data, allow_unicode=True, default_style=style, default_flow_style=flow))
    rows = document.text.split("\n")
    for _, scalar in scalars(document.root):
        source, start, end = document.text[scalar.start : scalar.end], scalar.span.start, scalar.span.end
        assert rows[start.line - 1][start.column - 1 :].startswith(source.split("\n")[0])
        assert rows[end.line - 1][: end.column - 1].endswith(source.split("\n")[-1])
        if "\n" not in source:
            assert value(source) == scalar.value


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "{",
        "- ",
        "? ",
        "'",
        '"',
        "a: ",
        "&a ",
        "*a ",
        "!a ",
        "| ",
        "\t",
        "# ",
        "\n",
        "\\",
        "[a,",
        "{a: ",
        "'' ",
        "? - ",
    ],
)
def test_a_million_bytes_of_anything_come_to_an_end(unit: str) -> None:
    assert len(problems("a: " + unit * ((MAX_BYTES - 4) // len(unit)))) <= MAX_FINDINGS


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["-\n", "a:\n ", "k: [x]\n", "- - a\n"])
def test_so_do_very_many_small_values(unit: str) -> None:
    assert len(problems(unit * 20_000)) <= MAX_FINDINGS
