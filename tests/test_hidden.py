"""Signs that cannot be seen: each is named where it stands, unless a script needs it, and none is read."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from generator import build
from generator.records.compose import compose
from generator.records.hidden import hidden, lookalike, named, visible
from generator.records.yamltree import MAX_FINDINGS, Plain, plain
from tests.conftest import findings, harbour, harbour_texts, with_part

DRAWN = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
"""Signs of the category Cf that are drawn, as the standard says (Prepended_Concatenation_Mark)."""
RANGES = (
    (0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164), (0xE000, 0xE010), (0xF8FF, 0xF8FF), (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFC), (0xFFFE, 0xFFFF), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0x1FFFE, 0x1FFFF), (0xE0000, 0xE0FFF), (0xF0000, 0xF0000), (0x10FFFE, 0x10FFFF),
)  # fmt: skip
"""What the standard lists as default-ignorable, controls, noncharacters, and some of private use."""
FORMATS = {n for n in range(sys.maxunicode) if unicodedata.category(chr(n)) == "Cf"} - DRAWN
SIGNS = sorted({n for first, last in RANGES for n in range(first, last + 1)} | FORMATS)


def read(text: str) -> tuple[Plain, list[tuple[str, int, int]]]:
    document, found = compose("a.yaml", text.encode())
    assert document is not None, found
    assert {d.code.name for d in found} <= {"hidden-character"}
    return plain(document.root), [(d.message, d.span.start.line, d.span.start.column) for d in found]


def test_every_hidden_sign_between_letters_is_named_and_not_read() -> None:
    assert len(SIGNS) > 4_300
    for number in SIGNS:
        data, found = read(f"id: 1\ntext: ab{chr(number)}cd\n")
        assert data == {"id": 1, "text": "abcd"}, hex(number)
        assert found == [(f"invisible character {named(chr(number))}", 2, 9)]
        assert f"U+{number:04X} " in found[0][0]


def test_so_is_every_one_that_is_written_as_an_escape() -> None:
    for number in SIGNS:
        data, found = read(f'id: 1\ntext: "ab\\U{number:08x}cd"\n')
        assert data == {"id": 1, "text": "abcd"}, hex(number)
        assert found == [(f"invisible character {named(chr(number))}, written as an escape", 2, 10)]


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("\u200d", "U+200D ZERO WIDTH JOINER"), ("\u00ad", "U+00AD SOFT HYPHEN"), ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("\u2800", "U+2800 BRAILLE PATTERN BLANK"), ("\ue000", "U+E000 (private use)"), ("\x1b", "U+001B (a control character)"),
        ("\ufffe", "U+FFFE (noncharacter)"), ("\ufdd0", "U+FDD0 (noncharacter)"), ("\u2065", "U+2065 (unassigned)"),
    ],
)  # fmt: skip
def test_a_sign_has_its_number_and_its_name(sign: str, name: str) -> None:
    assert named(sign) == name


FLAG = "\U0001f3f4" + "".join(chr(0xE0000 + ord(sign)) for sign in "gbeng") + "\U000e007f"


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم", "کتاب\u200cها", "نمی\u064f\u200cدانم", "ه\u200d", "جزء\u200cها",
        "क्\u200dष", "हरीन्\u200c", "র\u200d্যাব", "র\u200c্যা", "ക്\u200dഷ", "ශ්\u200dරී", "ಕ್\u200cಷ", "ក្\u200cក",
        "👩\u200d🚀", "👩🏽\u200d🚀", "❤\ufe0f\u200d🔥", "👨\u200d👩\u200d👧", "🏴\u200d☠\ufe0f", FLAG, "1\ufe0f\u20e3", "❤\ufe0f", "❤\ufe0e", "©\ufe0f", "↔\ufe0e",
        "葛\U000e0100城", "辻\U000e0101", "ᠠ\u180b", "ᠮ\u180eᠠ",
        "ภาษา\u200bไทย", "ພາສາ\u200bລາວ", "ភាសា\u200bខ្មែរ", "မြန်မာ\u200bစာ", "ไทย\u2060ไทย",
        "\u200fرفضت \u200fالحكومة", "העיר\u200f (2031)", "שלום\u200e, C", "\u061cعربي", "\u2067عربي\u2069", "a \u2068עברית\u2069 b", "عربي \u2066C++\u2069 عربي",
        "\u0600\u0661", "\u06dd",
    ],
)  # fmt: skip
def test_a_script_has_what_it_needs(text: str) -> None:
    assert hidden(text) == ()
    assert read(f"a: {text}\n") == ({"a": text}, [])
    escaped = "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text)
    assert read(f'a: "{escaped}"\n') == ({"a": text}, [])


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("a\u200cb", (1,)), ("می\u200c خ", (2,)), ("می\u200cx", (2,)), ("م\u200c\u200cخ", (1, 2)), ("क\u200dष", (1,)), ("क्\u200d\u200dष", (3,)), ("a\u200d🚀", (1,)), ("🚀\u200da", (1,)),
        ("a\ufe0f", (1,)), ("1\ufe0f", (1,)), ("❤\ufe0f\ufe0f", (2,)), ("❤\ufe00", (1,)), ("a\U000e0100", (1,)), ("葛\U000e0100\U000e0101", (2,)), ("あ\U000e0100", (1,)), ("a\u180b", (1,)), ("\u180e", (0,)),
        ("ไ\u200b", (1,)), ("ไ\u200ba", (1,)), ("中\u200b文", (1,)), ("so\u00adft", (2,)), ("رف\u00adض", (2,)),
        ("abc\u200e def", (3,)), ("\u200e\u200eעיר", (0,)), ("\u2067abc\u2069", (0, 4)), ("\u2067עיר", (0,)), ("עיר\u2069", (3,)), ("\u2067עיר\nx\u2069", (0, 6)), ("עיר\u202e", (3,)), ("\u202bעיר\u202c", (0, 4)),
        (FLAG[:-1], tuple(range(1, 6))), ("🚀\U000e0041", (1,)), ("🏴" + FLAG[1:-1].replace("\U000e0062", "\U000e0063") + FLAG[-1], tuple(range(1, 7))),
    ],
)  # fmt: skip
def test_elsewhere_they_are_findings(text: str, offsets: tuple[int, ...]) -> None:
    assert hidden(text) == offsets
    assert visible(text) == "".join(sign for place, sign in enumerate(text) if place not in offsets)


def test_each_stands_at_its_line_and_column_wherever_it_is() -> None:
    text = "\u200bid: 1\n# a remark\u2060\n\u00ad\nli\u200dst:\n  \u200b- \u200b'x\u034fy'  \u200b\n  - {a: b\u2800}\n"
    data, found = read(text)
    assert data == {"id": 1, "list": ["xy", {"a": "b"}]}
    assert [place[1:] for place in found] == [(1, 1), (2, 11), (3, 1), (4, 3), (5, 3), (5, 6), (5, 9), (5, 14), (6, 10)]  # fmt: skip


def test_what_stands_beside_them_keeps_its_place() -> None:
    found = compose("a.yaml", "a: 1\n\u200bb\u200b: c: d\n".encode())[1]
    assert [(d.code.name, d.span.start.line, d.span.start.column) for d in found] == [
        ("hidden-character", 2, 1),
        ("hidden-character", 2, 3),
        ("yaml-syntax", 2, 7),
    ]
    part = "accounts:\n  - text: O\u200bne\u200b.\n    cites: [gazette-0301#4\u2060, gazette-0301#99]\n"
    assert findings(part)[-1] == ("paragraph-out-of-range", 3, 30)


def test_a_flood_is_cut_and_counted() -> None:
    _, found = read("a: " + "x\u200b" * 5_000 + '\nb: "' + "\\u200b" * 30 + '"\n')
    assert len(found) == MAX_FINDINGS
    assert found[-1][0].endswith("; 4,930 more stand in this file")


def test_a_name_of_a_file_holds_none() -> None:
    files = harbour()
    files["briefings/fer\u200bry.yaml"] = files.pop("briefings/ferry.yaml")
    found = build.check(files, harbour_texts()).diagnostics
    assert [(d.code.name, d.path) for d in found] == [("hidden-character", "briefings/fer\u200bry.yaml")]
    assert "U+200B ZERO WIDTH SPACE" in found[0].message


def test_they_hide_nothing_and_tell_nothing_apart() -> None:
    part = (
        "statements:\n"
        "  - id: toll\u200b-suspended\n    kind: reported\n    text: It is.\n    cites: [gazette-0301#6]\n"
        "  - id: toll-suspended\n    kind: reported\n    text: It is “not\u2060 so”.\n    cites: [gazette-0301#6]\n"
        "  - id: toll-collected\n    kind: re\u00adported\n    text: The toll was collected “still\u2060 collected”.\n    cites: [courier-\u200d0302#3]\n"
    )
    assert {code for code, _, _ in findings(part)} == {"hidden-character", "duplicate-id", "quotation-not-found"}  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Jose\u0301 Brandt", "Jos\u00e9 Brandt"),
        ("می\u200cخواهم", "میخواهم"),
        ("\u200fرفضت", "رفضت"),
    ],
)
def test_two_names_that_look_alike_are_one(first: str, second: str) -> None:
    actor = "  - {{id: {}, name: '{}', kind: person, role: a clerk, cites: [gazette-0301#6]}}\n"
    part = (
        harbour()["briefings/actors.yaml"].decode() + actor.format("one", first) + actor.format("two", second)
    )
    codes = [code for code, _, _ in findings(f"# briefings/actors.yaml\n{part}")]
    assert "look-alike-names" in codes
    origin = "# seeds/courier-0302.yaml\norigin: {{id: strait-wire, name: '{}'}}\n"
    files = with_part(origin.format(first))
    files["seeds/gazette-0301.yaml"] += f"origin: {{id: wire-of-the-strait, name: '{second}'}}\n".encode()
    assert "look-alike-names" in {d.code.name for d in build.check(files, harbour_texts()).diagnostics}
    assert lookalike(first) == lookalike(second)


def test_other_names_are_two() -> None:
    assert lookalike("José") != lookalike("Jose")
    assert lookalike("1²") != lookalike("12")
