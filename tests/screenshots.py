"""The pictures of the README and of the guide, from the real site in Chromium and from its PDFs: `make screenshots`."""

from __future__ import annotations

import io
import subprocess
import sys

from PIL import Image
from playwright.sync_api import Browser, ViewportSize

from tests.browsing import PHONE, WIDE, browser, served
from tests.conftest import ROOT
from tests.tools import CHROMIUM, PDFTOPPM, missing

TARGET = ROOT / "docs/images"

SHOTS: tuple[tuple[str, str, ViewportSize, str, str], ...] = (
    ("overview", "", WIDE, "light", ""),
    ("dossier", "dossiers/iran/", WIDE, "light", ".b-judgements .b-cite a"),
    ("dossier-dark", "dossiers/election-interference/#disputed", WIDE, "dark", ""),
    ("source", "sources/newsy-today-0515/#p5", WIDE, "light", ""),
    ("positions", "positions/", WIDE, "light", ""),
    ("timeline", "timeline/", WIDE, "dark", ""),
    ("phone", "dossiers/venezuela/", PHONE, "light", ""),
    ("phone-dark", "", PHONE, "dark", ""),
)
"""Each picture's name, page, window, colours, and what is pointed at."""


SHEETS: tuple[tuple[str, tuple[tuple[str, int], ...], bool], ...] = (
    (
        "print",
        (("dossiers/iran/iran.pdf", 1), ("dossiers/iran/iran.pdf", 2), ("briefing-book.pdf", 1)),
        False,
    ),
    (
        "print-letter",
        (
            ("dossiers/arms-control/arms-control-letter.pdf", 1),
            ("dossiers/arms-control/arms-control-letter.pdf", 4),
        ),
        True,
    ),
    ("print-large", (("dossiers/iran/iran-large.pdf", 1), ("dossiers/iran/iran-large.pdf", 2)), False),
)
"""Each picture of printed pages: its name, its sheets as files with page numbers, and whether it is in greys, as a plain printer gives it."""

_DPI, _GAP, _DESK = 96, 24, "#d9d7d2"


def sheet(path: str, number: int, *, grey: bool) -> Image.Image:
    """A page of a PDF of the site as a picture (poppler's `pdftoppm`)."""
    command = [
        "pdftoppm",
        "-r",
        str(_DPI),
        "-f",
        str(number),
        "-l",
        str(number),
        *(["-gray"] if grey else []),
        str(ROOT / "site" / path),
    ]
    return Image.open(io.BytesIO(subprocess.run(command, capture_output=True, check=True).stdout)).convert(
        "RGB"
    )


def lay_out(sheets: list[Image.Image]) -> Image.Image:
    """Sheets side by side, as on a desk."""
    width, height = (
        sum(one.width for one in sheets) + _GAP * (len(sheets) + 1),
        max(one.height for one in sheets) + 2 * _GAP,
    )
    desk, left = Image.new("RGB", (width, height), _DESK), _GAP
    for one in sheets:
        desk.paste(one, (left, _GAP))
        left += one.width + _GAP
    return desk


def take(running: Browser, address: str) -> None:
    """Take every picture."""
    for name, page, size, colours, pointed in SHOTS:
        context = running.new_context(
            viewport=size, color_scheme="dark" if colours == "dark" else "light", reduced_motion="reduce"
        )
        tab = context.new_page()
        tab.goto(address + page)
        tab.wait_for_timeout(500)
        if pointed:
            tab.locator(pointed).first.focus()
            tab.wait_for_timeout(500)
        tab.screenshot(path=TARGET / f"{name}.png")
        context.close()


def main() -> None:
    """Write the pictures into docs/images."""
    for tool in (CHROMIUM, PDFTOPPM):
        if tool.find() is None:
            sys.exit(missing(tool))
    TARGET.mkdir(parents=True, exist_ok=True)
    with served(ROOT / "site") as address, browser() as running:
        take(running, address)
    for name, wanted, grey in SHEETS:
        lay_out([sheet(path, number, grey=grey) for path, number in wanted]).quantize(64).save(
            TARGET / f"{name}.png", optimize=True
        )


if __name__ == "__main__":
    main()
