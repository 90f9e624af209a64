"""The change in meaning as text for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.changes import words
from generator.changes.model import Changed, Comparison, Weight
from generator.changes.words import Sentence, Tone
from generator.findings.report import Paint, no_paint
from generator.findings.shown import Shown, shown, shown_lines

_MARKS = {
    Tone.GONE: ("[-", "-]", "red"),
    Tone.COME: ("{+", "+}", "green"),
    Tone.ALARM: ("", "", "yellow"),
}


def as_text(comparison: Comparison, old: str, new: str, paint: Paint = no_paint) -> Shown:
    """All that changed, what is significant first; what is gone stands in `[- -]`, what came in `{+ +}`."""
    return shown_lines(_lines(comparison, old, new, paint))


def _lines(comparison: Comparison, old: str, new: str, paint: Paint) -> Iterator[str]:
    yield _said(words.headline(comparison, old, new), paint)
    for note in words.notes(comparison, old, new):
        yield _said(note, paint)
    for flagged in words.flagged(comparison):
        yield _said(flagged, paint)
    for weight in Weight:
        for name, group in comparison.by_dossier.items():
            chosen = [changed for changed in group if changed.weight is weight]
            if chosen:
                yield ""
                minor = " (minor)" if weight is Weight.MINOR else ""
                yield paint(f"{words.group(comparison, name)}{minor}", "bold")
            for changed in chosen:
                yield from _changed(changed, paint)


def _changed(changed: Changed, paint: Paint) -> Iterator[str]:
    head, rows = words.told(changed)
    yield shown("  ", _said(head, paint))
    for row in rows:
        yield shown("    ", _said(row, paint))


def _said(sentence: Sentence, paint: Paint) -> Shown:
    pieces: list[str] = []
    for piece in sentence:
        before, after, colour = _MARKS.get(piece.tone, ("", "", ""))
        text = f"{before}{piece.text}{after}"
        pieces.append(paint(text, colour) if colour else text)
    return shown(*pieces)
