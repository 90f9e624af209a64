"""What is printed: the code to the newest edition, extracts, large print, and the index of the book."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
import typst
import zxingcpp
from click.testing import CliRunner
from PIL import Image

from generator import build
from generator.cli.main import cli
from generator.printing.orders import Print, code, enlarge, extract
from generator.records.sections import NAMES
from generator.view.settings import Settings
from tests.conftest import ROOT, harbour, harbour_texts
from tests.printed import (
    PRESS,
    SIZES,
    bare,
    changed,
    content,
    entries,
    failures,
    noted,
    notes,
    notes_below,
    orders,
    pages,
)

pytestmark = pytest.mark.slow

FOLDER = ROOT / "generator/printing/typst"


def pictures(order: Print, ppi: int) -> list[Image.Image]:
    inputs = {"data": json.dumps(order.data), "paper": order.paper, "large": "yes" if order.large else ""}
    made = typst.compile(
        FOLDER / "briefing.typ",
        root=FOLDER,
        font_paths=[FOLDER / "fonts"],
        format="png",
        ppi=ppi,
        sys_inputs=inputs,
    )
    return [Image.open(io.BytesIO(sheet)) for sheet in (made if isinstance(made, list) else [made])]


def figures(made: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(made)) as document:
        found = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == pikepdf.Name.Figure
        ]
        return [str(item.Alt) for item in found]


def short() -> Print:
    """A dossier of the invented corpus: quick to print."""
    return build.orders(
        build.build(harbour(), harbour_texts(), Settings("https://strait.example/")), "harbour"
    )[0]


@pytest.mark.parametrize("large", [False, True])
def test_a_reader_of_codes_finds_the_permanent_link(large: bool) -> None:
    order = enlarge(short()) if large else short()
    data: Any = order.data
    first, *rest = pictures(order, 110)
    (found,) = zxingcpp.read_barcodes(first.convert("L"))
    assert found.text == data["dossiers"][0]["permalink"] == "https://strait.example/dossiers/harbour/"
    assert [zxingcpp.read_barcodes(sheet.convert("L")) for sheet in rest] == [[] for _ in rest]


def test_the_code_is_drawn_not_painted_and_has_words() -> None:
    made = PRESS.produce(short())
    assert figures(made) == ["QR code: https://strait.example/dossiers/harbour/"]
    assert [picture for sheet in pypdf.PdfReader(io.BytesIO(made)).pages for picture in sheet.images] == []
    assert failures(made) == []


def test_without_an_address_there_is_no_code() -> None:
    order = build.orders(build.build(harbour(), harbour_texts(), Settings()), "harbour")[0]
    assert figures(PRESS.produce(order)) == []
    assert code("") == []


def test_an_extract_holds_its_sections_and_their_notes_alone() -> None:
    whole: Any = orders()[0].data["dossiers"]
    order = extract(orders()[0], ["timeline", "judgements"])
    data: Any = order.data
    (dossier,) = data["dossiers"]
    made = PRESS.produce(order)
    text = "".join(pages(made))
    assert order.path.endswith("iran-extract.pdf")
    assert dossier["extract"] == ["What we judge", "Timeline"]
    for section in ("judgements", "timeline"):
        assert all(bare(entry["text"]) in text for entry in content(whole[0], section))
    named = "".join(words for _, words in notes(dossier).values())
    for section in ("bottom-line", "reported", "quotations"):
        others = [bare(entry["text"]).rstrip(".") for entry in content(whole[0], section)]
        assert not any(words in text for words in others if words not in named)
        assert any(words not in named for words in others)
    used = {mark["note"] for entry in entries(dossier) for mark in entry["marks"]}
    assert set(notes(dossier)) == used < set(notes(whole[0]))
    assert all(
        notes(whole[0])[name][0]["number"] == note["number"] for name, (note, _) in notes(dossier).items()
    )
    assert all(words in text for _, words in notes(dossier).values())
    assert len(noted(made)) == notes_below(dossier) >= len(used)
    assert bare("Extract What we judge, Timeline") in text
    assert failures(made) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_section_prints_alone(name: str) -> None:
    for order in (orders()[0], orders()[-1]):
        assert failures(PRESS.produce(extract(order, [name]))) == []


@pytest.mark.parametrize("paper", SIZES)
def test_large_print(paper: str) -> None:
    order = enlarge(next(order for order in orders() if order.paper == paper))
    made = PRESS.produce(order)
    sizes: dict[float, int] = {}

    def count(text: str, _: Any, matrix: Any, __: Any, size: float) -> None:
        sizes[round(abs(matrix[0] or matrix[3]) * size, 1)] = sizes.get(
            round(abs(matrix[0] or matrix[3]) * size, 1), 0
        ) + len(text.strip())

    for sheet in pypdf.PdfReader(io.BytesIO(made)).pages:
        sheet.extract_text(visitor_text=count)
    assert failures(made) == []
    assert order.path.endswith("-large.pdf")
    assert max(sizes, key=lambda size: sizes[size]) >= 14
    assert sum(sizes[size] for size in sizes if size < 11.9) < 0.05 * sum(sizes.values()), sizes


@pytest.mark.parametrize("paper", SIZES)
def test_large_print_stays_within_the_margins(paper: str) -> None:
    order, dossier = changed(enlarge(next(order for order in orders() if order.paper == paper)))
    for entry in entries(dossier):
        entry["text"] += " " + "Hemidemisemiquavers" * 22
        entry["where"] = "W" * 400
    dossier["title"] += "x" * 400
    for image in pictures(order, 36):
        dark = image.convert("L").point(lambda value: 255 if value < 215 else 0)
        left, _, right, _ = dark.getbbox() or (20, 0, 20, 0)
        assert 24 <= left < right <= image.width - 24


def test_the_book_ends_with_an_index_of_actors() -> None:
    order = orders()[-1]
    data: Any = order.data
    made = PRESS.produce(order)
    sheets = pages(made)
    start = next(number for number, sheet in enumerate(sheets) if "Indexofactors" in sheet and number > 5)
    index = "".join(sheets[start:])
    assert [group["kind"] for group in data["actors"]] == ["States", "Persons", "Organisations"]
    for group in data["actors"]:
        for actor in group["actors"]:
            assert bare(actor["name"]) in index
            assert actor["own"] or actor["about"]
    assert bare("Contents") in sheets[1]
    assert bare(f"Index of actors {start + 1}") in sheets[1]
    assert all(bare(f"Part {number} of {len(data['dossiers'])}") in "".join(sheets) for number in range(1, 6))


def test_the_index_names_the_pages_where_an_actor_speaks() -> None:
    order = orders()[-1]
    data: Any = order.data
    with pikepdf.open(io.BytesIO(PRESS.produce(order))) as document:
        numbers = {sheet.obj.objgen: number for number, sheet in enumerate(document.pages, 1)}
        found = [
            link
            for sheet in list(document.pages)[-2:]
            for link in sheet.get("/Annots", pikepdf.Array())
            if "/Dest" in link
        ]
        led = [
            numbers[link.Dest[0].objgen]
            for link in found
            if str(link.get("/Contents", "")) == f"page {numbers[link.Dest[0].objgen]}"
        ]
    assert len(led) >= sum(len(group["actors"]) for group in data["actors"])


def run(*arguments: str) -> Any:
    return CliRunner().invoke(cli, arguments)


def test_the_command_prints_an_extract_in_large_print(project: Path) -> None:
    target = project / "out.pdf"
    known = ("--root", str(project), "--texts", str(project / "seeds/texts"))
    result = run("pdf", "harbour", *known, "--only", "judgements, timeline", "--large", "-o", str(target))
    assert result.exit_code == 0, result.output
    assert bare("Extract What we judge, Timeline") in "".join(pages(target.read_bytes()))


def test_the_same_bytes_on_any_machine(project: Path, tmp_path: Path) -> None:
    """Another folder, time zone, order of hashes, language and working directory give the same file, and nothing of them is in it."""
    (project / ".cache").unlink()
    other = tmp_path / "elsewhere"
    shutil.copytree(project, other, ignore=shutil.ignore_patterns("elsewhere"))
    made = []
    for root, zone, seed, tongue in (
        (project, "Pacific/Kiritimati", "1", "C"),
        (other, "America/Adak", "2", "ru_RU.UTF-8"),
    ):
        target, around = (
            root / "out.pdf",
            {
                "TZ": zone,
                "PYTHONHASHSEED": seed,
                "LANG": tongue,
                "BRIEFINGS_TEXTS": str(root / "seeds/texts"),
            },
        )
        command = [
            sys.executable,
            "-m",
            "generator",
            "pdf",
            "harbour",
            "--root",
            str(root),
            "-o",
            str(target),
        ]
        subprocess.run(command, cwd=root, env={**os.environ, **around}, capture_output=True, check=True)
        made.append(target.read_bytes())
    assert made[0] == made[1]
    assert str(tmp_path).encode() not in made[0]


def pdf_of(project: Path, *more: str) -> Any:
    return run("pdf", "harbour", "--root", str(project), "--texts", str(project / "seeds/texts"), *more)


@pytest.mark.parametrize(
    "given",
    [
        "x",
        "not a url",
        "javascript:alert(1)",
        "http://[",
        "https://x.example/?a=b",
        "https://x.example/" + "a" * 3000,
    ],
)
def test_an_address_that_is_none_is_wrong_use(given: str, project: Path) -> None:
    result = pdf_of(project, "--site-url", given, "-o", str(project / "out.pdf"))
    assert result.exit_code == 2
    assert "https://briefings.example/" in result.output


def test_an_address_too_long_for_a_code_has_none() -> None:
    assert code("https://x.example/" + "a" * 3000) == []


@pytest.mark.parametrize(("target", "code"), [("", 2), ("/dev/null", 2), ("a-file/out.pdf", 1)])
def test_a_place_that_cannot_be_written_to_is_named(target: str, code: int, project: Path) -> None:
    (project / "a-file").write_text("in the way", "utf-8")
    result = pdf_of(project, "-o", str(project / target) if target.startswith("a-file") else target)
    assert result.exit_code == code
    assert target in result.output
    assert Path("/dev/null").is_char_device()


def test_no_section_at_all_is_wrong_use(project: Path) -> None:
    assert pdf_of(project, "--only", " , ,", "-o", str(project / "out.pdf")).exit_code == 2


def test_a_section_with_nothing_in_it_is_said_to_have_nothing() -> None:
    order = build.orders(build.build(harbour(), harbour_texts(), Settings()), "ferry")[0]
    made = PRESS.produce(extract(order, ["judgements", "bottom-line"]))
    assert bare("Extract Bottom line, What we judge (nothing)") in "".join(pages(made))


def test_a_folder_that_cannot_be_written_to_is_no_hindrance(project: Path) -> None:
    (project / ".cache").unlink()
    (project / ".cache").write_text("in the way", "utf-8")
    assert pdf_of(project, "-o", str(project / "out.pdf")).exit_code == 0


def test_a_number_before_a_mark_is_not_read_together_with_it() -> None:
    order, dossier = changed(short())
    content(dossier, "reported")[0]["text"] = "They met in 2019"
    number = content(dossier, "reported")[0]["marks"][0]["number"]
    text = "".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(PRESS.produce(order))).pages)
    assert f"2019{number}" not in text
    assert f"2019 {number}" in text.replace("\xa0", " ")


def test_an_unknown_section_is_wrong_use(project: Path) -> None:
    result = run(
        "pdf",
        "harbour",
        "--root",
        str(project),
        "--texts",
        str(project / "seeds/texts"),
        "--only",
        "judgments",
    )
    assert result.exit_code == 2
    assert "did you mean `judgements`?" in result.output


def test_the_book_prints_on_letter_too(project: Path) -> None:
    target = project / "book.pdf"
    result = run(
        "pdf",
        "--root",
        str(project),
        "--texts",
        str(project / "seeds/texts"),
        "--paper",
        "letter",
        "-o",
        str(target),
    )
    assert result.exit_code == 0, result.output
    assert round(float(pypdf.PdfReader(target).pages[0].mediabox.width)) == SIZES["us-letter"][0]


def test_a_style_changes_the_references_alone(project: Path) -> None:
    known = ("--root", str(project), "--texts", str(project / "seeds/texts"))
    made = {}
    for style in ("apa", "ieee"):
        assert (
            run("pdf", "harbour", *known, "--style", style, "-o", str(project / f"{style}.pdf")).exit_code
            == 0
        )
        made[style] = "".join(pages((project / f"{style}.pdf").read_bytes()))
    assert made["apa"] != made["ieee"]
    assert run("pdf", "harbour", *known, "--style", "aap").exit_code == 2
