"""The style sheet of the pages: a file for each component, joined into the one that browsers load."""

from __future__ import annotations

from importlib import resources

PATH = "assets/briefings.css"
"""Where the joined style sheet lies below the site's root."""

COMPONENTS = (
    "colours",
    "frame",
    "text",
    "words",
    "facts",
    "handling",
    "downloads",
    "bottom-line",
    "statements",
    "asides",
    "notices",
    "verified",
    "cite-this",
    "judgements",
    "disputes",
    "quotations",
    "timeline",
    "lists",
    "changes",
    "overview",
    "positions",
    "evidence-map",
    "coverage",
    "sources",
    "reference",
    "marks",
    "notes",
    "pointing",
    "narrow",
    "motion",
    "forced-colours",
    "print",
)
"""The files in `styles/` in the order of the cascade: of two rules of equal weight the later one counts."""


def joined() -> bytes:
    """All components as one style sheet, each on a line of its own.

    Their layout is for people, not for browsers.

    Only the blank space around their lines changes, so that no rule can.
    """
    folder = resources.files("generator.pages") / "styles"
    sheets = ((folder / f"{name}.css").read_text("utf-8") for name in COMPONENTS)
    return "".join(" ".join(map(str.strip, sheet.splitlines())) + "\n" for sheet in sheets).encode()
