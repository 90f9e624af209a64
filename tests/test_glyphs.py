"""Characters that no font can print: named at their place before anything is printed; fonts of the desk's own add scripts."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build, disk
from generator.cli.main import cli
from generator.printing.child import PrintError
from generator.printing.press import FONTS, Press
from generator.rules import glyphs
from generator.view.settings import Settings
from tests.conftest import ROOT, edit, harbour, harbour_texts, with_part
from tests.printed import bare, content, failures, pages

PRESS = Press(ROOT)
GAP = "gaps:\n  - Nobody asked {}.\n"


def found(part: str, press: Press = PRESS) -> list[tuple[int, int, str]]:
    """What is said of characters in a part of the harbour corpus: line and column within the part, and message."""
    files = with_part(part)
    path = part[2:].split("\n", 1)[0] if part.startswith("# ") else "briefings/harbour.yaml"
    above = files[path].decode().count("\n") - part.count("\n") + part.startswith("# ")
    diagnostics = build.check(files, harbour_texts(), faces=press.faces).diagnostics
    return [
        (d.span.start.line - above, d.span.start.column, d.message)
        for d in diagnostics
        if d.code.name == "no-glyph"
    ]


def test_a_character_is_named_at_its_place() -> None:
    assert found(GAP.format("Wang 毅 of the port")) == [
        (2, 23, "no font of the printed pages can show “毅” (U+6BC5 CJK UNIFIED IDEOGRAPH-6BC5)")
    ]


def test_it_is_found_within_a_word() -> None:
    assert found(GAP.format("Wang毅s")) == [
        (2, 22, "no font of the printed pages can show “毅” (U+6BC5 CJK UNIFIED IDEOGRAPH-6BC5)")
    ]


def test_a_run_of_them_is_one_finding() -> None:
    assert found(GAP.format("外交部发言人办公室的工作人员 twice")) == [
        (2, 18, "no font of the printed pages can show “外交部发言人办公室的工作…” (script)")
    ]


def test_a_text_in_a_script_that_no_font_has_is_one_finding() -> None:
    words = " ".join(
        ["\u092c\u0902\u0926\u0930\u0917\u093e\u0939", "\u0915\u093e", "\u0935\u093f\u0935\u093e\u0926"] * 5
    )
    ((_, column, message),) = found(GAP.format(words))
    assert column == 18
    assert message.endswith(", nor 2 more of its script in this text")


def test_each_field_and_each_run_has_its_own() -> None:
    part = "title: Harbour 港 and 港 and 😀\ngaps: [Nobody asked 港.]\n"
    assert [(line, column) for line, column, _ in found(part)] == [(1, 16), (1, 28), (2, 21)]


@pytest.mark.parametrize(
    "text",
    [
        "Дмитрий Песков",
        "Γιώργος Παπανδρέου",
        "محمد جواد ظریف",
        "Nguyễn Phú Trọng",
        "e\u0301, x\u030c",
        "3 − 2 ≤ 1 €",
    ],
)
def test_the_scripts_that_the_fonts_have(text: str) -> None:
    assert found(GAP.format(text)) == []


@pytest.mark.parametrize(
    "part",
    [
        "# briefings/desk.yaml\nintro: The strait is called 海峡 [@gazette-0301#3].\n",
        "# seeds/gazette-0301.yaml\nprovenance: {stated: [The page is signed 海峡.]}\n",
        "# seeds/gazette-0301.yaml\nuncited:\n  - {paragraphs: [1, 2, 7], reason: furniture, note: The sign 海峡.}\n",
    ],
)
def test_what_is_not_printed_may_have_any_letters(part: str) -> None:
    assert found(part) == []


def test_other_names_of_an_actor_may_have_any_letters() -> None:
    files = harbour()
    actors = files["briefings/actors.yaml"].decode()
    files["briefings/actors.yaml"] = actors.replace("    kind: ", "    also: [海峡]\n    kind: ", 1).encode()
    assert "海峡" in files["briefings/actors.yaml"].decode()
    assert build.check(files, harbour_texts(), faces=PRESS.faces).ok


def test_the_command_names_it(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "title: Harbour dispute", "title: Harbour 港 dispute")
    result = CliRunner().invoke(
        cli, ["check", "--root", str(project), "--texts", str(project / "seeds/texts")]
    )
    assert result.exit_code == 1
    assert (
        "briefings/harbour.yaml:2:16: error[no-glyph]: no font of the printed pages can show “港”"
        in result.output
    )
    assert "briefings/fonts" in result.output


def printed_with(text: str, press: Press) -> bytes:
    order = build.orders(build.build(harbour(), harbour_texts(), Settings()), "harbour")[0]
    data: Any = copy.deepcopy(order.data)
    content(data["dossiers"][0], "gaps")[:] = [text]
    return press.compile(replace(order, make=lambda: data))


LETTERS = st.text(
    st.sampled_from("aЯωبệ\u0301\u0308\u200f港한😀\u0915\u094d\u05d0\u2019∯\u1df5ﬁ\u00a0"),
    min_size=1,
    max_size=6,
)


@pytest.mark.slow
@given(LETTERS)
@settings(max_examples=25)
def test_what_is_found_is_what_printing_would_refuse(text: str) -> None:
    lacking = PRESS.missing(list(glyphs.characters(text)))
    try:
        printed_with(f"Nobody asked {text}.", PRESS)
    except PrintError:
        assert lacking
    else:
        assert not lacking


@given(st.text(max_size=30))
def test_cutting_into_characters_loses_nothing(text: str) -> None:
    assert "".join(glyphs.characters(text)) == text


def font(path: Path, letters: str) -> None:
    """Write a font that has a square for each of some letters."""
    names = {ord(letter): f"uni{ord(letter):04X}" for letter in letters}
    order = [".notdef", *names.values()]
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.glyph()
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(names)
    made.setupGlyf(dict.fromkeys(order, square))
    made.setupHorizontalMetrics(dict.fromkeys(order, (1000, 100)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Strait Han", "styleName": "Regular", "psName": "StraitHan-Regular"})
    made.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    made.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)


def test_a_font_of_the_desks_own_adds_its_letters(tmp_path: Path) -> None:
    font(tmp_path / FONTS / "strait-han.ttf", "港口")
    press = Press(tmp_path)
    assert found(GAP.format("the 港口"), press) == []
    assert [message for _, _, message in found(GAP.format("the 港毅"), press)] != []
    made = printed_with("Nobody asked 港口.", press)
    assert bare("Nobody asked 港口.") in "".join(pages(made))
    assert failures(made) == []
    (tmp_path / "made.pdf").write_bytes(made)
    with pikepdf.open(tmp_path / "made.pdf") as document:
        named = [
            str(item.FontName)
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
    assert any("Strait" in name for name in named)


def test_a_file_that_is_no_font_is_named(tmp_path: Path) -> None:
    font(tmp_path / FONTS / "strait-han.ttf", "港")
    for name, data in (("broken.otf", b"no font"), ("web.woff2", b"wOF2"), ("OFL.txt", b"its licence")):
        (tmp_path / FONTS / name).write_bytes(data)
    diagnostics = build.check(harbour(), harbour_texts(), faces=Press(tmp_path).faces).diagnostics
    assert [(d.code.name, d.path) for d in diagnostics] == [
        ("unusable-font", f"briefings/fonts/{name}") for name in ("broken.otf", "web.woff2")
    ]


def test_a_title_is_also_looked_at_in_capitals() -> None:
    """Many citation styles write English titles with capitals; the fonts have ɖ, and no capital of it."""
    lacking = [letter for letter in "ɖɗǯʒ" if PRESS.missing([letter.upper()]) and not PRESS.missing([letter])]
    assert lacking
    assert found(f"# seeds/gazette-0301.yaml\ntitle: Two ports and {lacking[0]}\n")[0][:2] == (1, 22)
    assert found(GAP.format(lacking[0])) == []


def spoilt(path: Path, key: str) -> None:
    """Make a font one that may not be embedded, or one that is damaged."""
    font(path, "港")
    with TTFont(path) as made:
        if key == "restricted":
            made["OS/2"].fsType = 2
        made.save(path)
    if key == "damaged":
        data = bytearray(path.read_bytes())
        data[-200:] = b"\xff" * 200
        path.write_bytes(data)


@pytest.mark.parametrize("key", ["restricted", "damaged"])
def test_a_font_that_cannot_be_used_is_no_fault_of_the_program(key: str, project: Path) -> None:
    spoilt(project / FONTS / "strait-han.ttf", key)
    edit(project / "briefings/harbour.yaml", "title: Harbour dispute", "title: Harbour 港 dispute")
    result = CliRunner().invoke(
        cli, ["check", "--root", str(project), "--texts", str(project / "seeds/texts")]
    )
    assert result.exit_code == 1
    assert "Strait Han" in result.output or "no-glyph" in result.output or "unusable-font" in result.output
    assert "fault in the program" not in result.output


def test_a_link_to_itself_among_the_fonts_is_named(tmp_path: Path) -> None:
    (tmp_path / FONTS).mkdir(parents=True)
    (tmp_path / FONTS / "loop.ttf").symlink_to("loop.ttf")
    assert Press(tmp_path).faces.unusable == ("briefings/fonts/loop.ttf",)


def test_a_font_in_a_folder_of_its_own_is_found(tmp_path: Path) -> None:
    font(tmp_path / FONTS / "han/strait-han.ttf", "港")
    assert not Press(tmp_path).missing(["港"])
    assert Press(tmp_path).faces.unusable == ()


def test_a_private_character_is_named_even_where_a_font_has_it(tmp_path: Path) -> None:
    font(tmp_path / FONTS / "strait-han.ttf", "\uf6c5")
    assert found(GAP.format("\uf6c5"), Press(tmp_path)) == []
    diagnostics = build.check(with_part(GAP.format("\uf6c5")), harbour_texts()).diagnostics
    assert [d.message for d in diagnostics] == ["invisible character U+F6C5 (private use)"]


def test_another_font_gives_another_print(tmp_path: Path) -> None:
    order = build.orders(build.build(harbour(), harbour_texts(), Settings()), "harbour")[0]
    Press(tmp_path).produce(order)
    font(tmp_path / FONTS / "strait-han.ttf", "港")
    Press(tmp_path).produce(order)
    assert len(list((tmp_path / ".cache/pdf").iterdir())) == 2


def test_the_shipped_records_can_all_be_printed() -> None:
    assert build.check(disk.read_records(ROOT), {}, faces=PRESS.faces).ok
