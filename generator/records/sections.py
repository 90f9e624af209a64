"""The sections of a dossier, in the order of reading: the table that page, paper, exports and rules read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from generator.records.dossier import Dossier


class Content(Enum):
    """What a section is made of; the name of its usual template on the page and of its function on paper."""

    ENTRIES = "entries"
    DISPUTES = "disputes"
    PROSE = "prose"
    SENTENCES = "sentences"
    CHANGES = "changes"
    TOMBSTONES = "tombstones"


class Place(Enum):
    """Where a section stands on page and paper: at the top, in the body, or at the end, after the sources."""

    TOP = "top"
    BODY = "body"
    END = "end"


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its name in addresses and for `--only`, the dossier's field that it shows, its heading.

    `claims` says whether its entries are claims as linked data has them. A field may be shown by several
    sections: what is disputed stands apart from the other statements.
    """

    name: str
    field: str
    heading: str
    content: Content = Content.ENTRIES
    place: Place = Place.BODY
    claims: bool = False

    @property
    def cited(self) -> bool:
        """Whether its entries rest on passages."""
        return self.content in (Content.ENTRIES, Content.DISPUTES)

    def records(self, dossier: Dossier) -> Any:
        """What a dossier has in the field: records, or the text of prose.

        It is None for prose that is not written.
        """
        return getattr(dossier, self.field)


SECTIONS: tuple[Section, ...] = (
    Section("bottom-line", "summary", "Bottom line", place=Place.TOP),
    Section("judgements", "judgements", "What we judge", claims=True),
    Section("reported", "statements", "What is reported", claims=True),
    Section("disputed", "statements", "What is disputed", content=Content.DISPUTES, claims=True),
    Section("accounts", "accounts", "Where the accounts differ"),
    Section("positions", "positions", "Positions"),
    Section("timeline", "timeline", "Timeline"),
    Section("quotations", "quotations", "In their own words", claims=True),
    Section("background", "background", "Background", content=Content.PROSE),
    Section("watch", "watch", "What to watch"),
    Section("gaps", "gaps", "What is not known", content=Content.SENTENCES),
    Section("changes", "changes", "Changes", content=Content.CHANGES, place=Place.END),
    Section("withdrawn", "retired", "Withdrawn entries", content=Content.TOMBSTONES, place=Place.END),
)
"""Every section, in the order of reading."""
NAMES = tuple(section.name for section in SECTIONS)
"""The names of the sections, in the order of reading."""
CITED = tuple(dict.fromkeys(section.field for section in SECTIONS if section.cited))
"""The fields whose entries rest on passages, in the order of reading."""
CLAIMS = frozenset(section.field for section in SECTIONS if section.claims)
"""The fields whose entries are claims as linked data has them."""
