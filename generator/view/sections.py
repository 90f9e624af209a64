"""The sections of a dossier's page with their content, in the order of reading."""

from __future__ import annotations

from generator.records.dossier import Dossier
from generator.records.sections import SECTIONS, Content, Section
from generator.view.disputes import disputed_claims, disputes
from generator.view.entries import Entries
from generator.view.model import Piece, SectionView
from generator.view.notes import Notes
from generator.view.parts import Change


def sections(entries: Entries, dossier: Dossier, notes: Notes) -> tuple[SectionView, ...]:
    """Every section of a dossier, empty ones too; citation numbers are given in the order of reading."""
    contents = _Contents(entries, dossier, notes)
    return tuple(
        SectionView(
            name=section.name,
            heading=section.heading,
            made_of=section.content.value,
            place=section.place.value,
            content=contents.of(section),
        )
        for section in SECTIONS
    )


class _Contents:
    """Makes the content of sections, one after the other: `notes` counts on from one to the next."""

    def __init__(self, entries: Entries, dossier: Dossier, notes: Notes) -> None:
        self._entries, self._dossier, self._notes = entries, dossier, notes
        self._placed = entries.corpus.by_dossier[dossier.id]
        statements = tuple(entry for entry in self._placed if entry.section == "statements")
        self._claims = disputed_claims(entries, statements)
        self._disputed = {entry for claim in self._claims for entry in claim.involved}

    def of(self, section: Section) -> tuple[Piece, ...]:
        """The content of a section. What stands among the disputes stands nowhere else."""
        entries, dossier, notes = self._entries, self._dossier, self._notes
        match section.content:
            case Content.ENTRIES:
                placed = (entry for entry in self._placed if entry.section == section.field)
                return tuple(entries.entry(entry, notes) for entry in placed if entry not in self._disputed)
            case Content.DISPUTES:
                return disputes(entries, self._claims, dossier.id, notes)
            case Content.PROSE:
                return entries.prose(section.records(dossier), notes)
            case Content.SENTENCES:
                return tuple(record.text for record in section.records(dossier))
            case Content.CHANGES:
                return changes(entries, dossier)
            case Content.TOMBSTONES:
                return entries.tombstones(dossier)


def changes(entries: Entries, dossier: Dossier) -> tuple[Change, ...]:
    """The changes of a dossier, newest first."""
    link = entries.dossier_link(dossier.id)
    return tuple(
        Change(change.date.words, change.date.text, change.text, link)
        for change in sorted(dossier.changes, key=lambda change: change.date.text, reverse=True)
    )
