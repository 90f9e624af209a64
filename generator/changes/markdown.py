"""The change in meaning as a comment on a pull request, in the Markdown of forges.

Nothing of the records acts in it: no markup, no link, no mention, no reference to an issue, no emoji.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.changes import words
from generator.changes.model import Changed, Comparison, Weight
from generator.changes.words import Piece, Sentence, Tone
from generator.findings.shown import escaped

LIMIT = 65_536
"""How many signs a comment has at most, in code units of UTF-16."""
MARK = "<!-- briefings diff -->"
"""The first line, by which a program finds the comment that it wrote before."""

_UNFOLDED = 10
"""How many changes of a dossier are shown before the others are folded."""
_RESERVE = 200
"""What is kept free for the note of what was cut."""
_APART = ("",)
_FOLDED = ("</details>", "")
"""How a list ends, and how a fold does."""
_BLANK = re.compile(r"\s+")
_SPECIAL = re.compile(r"[\\`*_{}\[\]|~^=#!$@<>&\"]")
_ACTING = re.compile(
    r"(?<=[@#!~%$&^])(?=\w)|(?<=:)(?=//|[\w+-]+:)|(?<=www)(?=\.)|(?<=GH-)(?=\d)", re.IGNORECASE
)
_ELEMENTS = {Tone.ALARM: "strong", Tone.NAME: "code", Tone.GONE: "del", Tone.COME: "ins"}


def escape(text: str, *, code: bool = False) -> str:
    """Text that shows as it is within a line of Markdown, on any forge; blanks at its ends are kept.

    What has a meaning there is written as its number. Where forges look at what is shown, for mentions,
    references and addresses, an invisible word joiner stands within; in `code` they do not look.
    """
    flat = escaped(_BLANK.sub(" ", text))
    joined = flat if code else _ACTING.sub("\u2060", flat)
    return _SPECIAL.sub(lambda sign: f"&#{ord(sign[0])};", joined)


def as_markdown(comparison: Comparison, old: str, new: str, limit: int = LIMIT) -> str:
    """All that changed, what is significant first; of what does not fit it says how much that is."""
    sheet = _Sheet(limit - _RESERVE)
    sheet.add([MARK, f"**{_said(words.headline(comparison, old, new))}**", ""])
    for note in words.notes(comparison, old, new):
        sheet.add([f"> {_said(note)}", ""])
    flagged = [f"- {_said(sentence)}" for sentence in words.flagged(comparison)]
    sheet.add([*flagged, ""] if flagged else [])
    cut = 0
    for name, group in comparison.by_dossier.items():
        chosen = [changed for changed in group if changed.significant]
        if chosen:
            cut += sheet.items(f"#### {escape(words.group(comparison, name))}", chosen[:_UNFOLDED])
            cut += sheet.fold(f"{len(chosen) - _UNFOLDED} more", {"": chosen[_UNFOLDED:]})
    minor = {
        words.group(comparison, name): [changed for changed in group if not changed.significant]
        for name, group in comparison.by_dossier.items()
    }
    cut += sheet.fold(words.count(len(comparison.of(Weight.MINOR)), "minor change"), minor)
    if cut:
        rest = "changes are" if cut > 1 else "change is"
        sheet.end(
            [f"{cut:,} more {rest} not shown here, for want of room: run `briefings diff` to read all."]
        )
    return sheet.text


class _Sheet:
    """The lines of a comment, and the room that is left."""

    def __init__(self, room: int) -> None:
        self._lines: list[str] = []
        self._room = room

    @property
    def text(self) -> str:
        """What was written."""
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def add(self, lines: Iterable[str], *, end: Iterable[str] = ()) -> bool:
        """Write lines, if there is room for all of them and for those that will end what they begin."""
        lines = list(lines)
        size = sum(len(line.encode("utf-16-le")) // 2 + 1 for line in (*lines, *end))
        if size > self._room:
            return False
        self._room -= size
        self._lines += lines
        return True

    def items(self, heading: str, changes: list[Changed]) -> int:
        """Write changes under a heading; gives how many there was no room for."""
        if not changes or not self.add([heading, ""] if heading else [], end=_APART):
            return len(changes)
        cut = sum(not self.add(_changed(changed)) for changed in changes)
        self.end(_APART)
        return cut

    def fold(self, summary: str, groups: dict[str, list[Changed]]) -> int:
        """Write changes into a fold, by heading; gives how many there was no room for."""
        number = sum(map(len, groups.values()))
        if not number:
            return 0
        if not self.add(["<details>", f"<summary>{escape(summary)}</summary>", ""], end=_FOLDED):
            return number
        cut = sum(
            self.items(f"**{escape(name)}**" if name else "", changes) for name, changes in groups.items()
        )
        self.end(_FOLDED)
        return cut

    def end(self, lines: Iterable[str]) -> None:
        """Write lines for which room was kept."""
        self._lines += lines


def _changed(changed: Changed) -> Iterator[str]:
    head, rows = words.told(changed)
    yield f"- {_said(head)}"
    yield from (f"  - {_said(row)}" for row in rows)


def _said(sentence: Sentence) -> str:
    return "".join(map(_set, sentence))


def _set(piece: Piece) -> str:
    """A piece of a sentence in its element."""
    if piece.tone is Tone.OURS:
        return piece.text
    element = _ELEMENTS.get(piece.tone)
    text = escape(piece.text, code=piece.tone is Tone.NAME)
    return f"<{element}>{text}</{element}>" if element else text
