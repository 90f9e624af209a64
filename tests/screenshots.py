"""The pictures of the README, from the real site in Chromium: `make screenshots`."""

from __future__ import annotations

from playwright.sync_api import Browser, ViewportSize

from tests.browsing import PHONE, WIDE, browser, served
from tests.conftest import ROOT

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


def take(running: Browser, address: str) -> None:
    """Take every picture."""
    for name, page, size, colours, pointed in SHOTS:
        context = running.new_context(viewport=size, color_scheme="dark" if colours == "dark" else "light", reduced_motion="reduce")
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
    TARGET.mkdir(parents=True, exist_ok=True)
    with served(ROOT / "site") as address, browser() as running:
        take(running, address)


if __name__ == "__main__":
    main()
