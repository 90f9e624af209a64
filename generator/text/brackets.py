"""Square brackets in a quotation: what an editor put in, changed or left out, and what the source has there.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

The rules follow how style guides use brackets (Chicago 13.58 and 13.60, MLA 1.3, Duden D 154, the
Imprimerie nationale), and keep to what can be checked:

- `[...]` leaves something out; `[h]e` changes the case of a letter; `walk[ed]` gives a word an ending;
- any other bracket is the editor's own words, five at most, beside the source's or in the place of one;
- what is put in neither negates nor counts, nor says *if*, *only*, *may* and the like (see `turning`),
  whatever letters spell it;
- what is left out or replaced holds no such word either: quote it, or make two quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.text.turning import turning
from generator.text.typography import LONG_DASH
from generator.text.words import close_set, whole

_MOST_WORDS = 5
_MOST_SIGNS = 60
_MOST_IDEOGRAPHS = 4
_OMISSION = re.compile(r" ?\[ ?\.\.\. ?\] ?")
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_ENDINGS = ("s", "es", "d", "ed", "ing")
_SENTENCE_END = re.compile(r"[.!?…。！？]['\")\]]* ?$")


class Edit(NamedTuple):
    """A place where the words of an edited quotation stand: from `start` to `end` of the paragraph.

    What stands there is what the source itself says, with the word before or behind that a bracket at an end
    may stand for. `fault` says why the brackets may not be what they are; it is empty when they may.
    """

    start: int
    end: int
    fault: str


class _Part(NamedTuple):
    """A stretch between two omissions: what it must match, and what is wrong with its insertions."""

    pattern: re.Pattern[str]
    leading: bool
    trailing: bool


def edits(words: str, place: str) -> Iterator[Edit]:
    """Where words with brackets stand in a paragraph, each place with what is wrong with the brackets.

    `words` are after `normalise`; `place` is `even`.
    """
    fault = _insertions(words)
    parts = [_part(part) for part in _OMISSION.split(words) if part]
    if not parts or any(part is None for part in parts):
        return
    for first in parts[0].pattern.finditer(place) if parts[0] else ():
        edit = _from(first, [part for part in parts if part], place)
        if edit:
            yield edit._replace(fault=fault or edit.fault)


def fault(words: str, place: str) -> str:
    """Why brackets keep words from being proven by a paragraph; empty when they would not stand there."""
    places = list(edits(words, place)) if "[" in words else []
    return "" if any(not edit.fault for edit in places) else next((edit.fault for edit in places), "")


def _insertions(words: str) -> str:
    """What is wrong with the editor's own words."""
    for bracket in _BRACKET.finditer(_OMISSION.sub(" ", words)):
        inserted = bracket[1].strip()
        if not inserted:
            return "an empty bracket says nothing: leave it out, or write `[...]` where something is left out"
        if len(inserted.split()) > _MOST_WORDS or len(inserted) > _MOST_SIGNS:
            return f"[{inserted}] is too long: put in at most {_MOST_WORDS} words"
        if word := turning(inserted):
            return f"a bracket may not bring in “{word}”: it changes what is said"
    return ""


def _part(part: str) -> _Part | None:
    """What a stretch with insertions must match; None when no word of the source is left in it."""
    pieces = _BRACKET.split(part)
    if not any(sign.isalnum() for piece in pieces[::2] for sign in piece):
        return None
    pattern = ""
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            pattern += _kept(piece, after=pieces[place - 1] if place else None, last=place == len(pieces) - 1)
        elif place + 1 < len(pieces):
            pattern += _joint(pieces[place - 1], piece, pieces[place + 1])
    recased = len(pieces) > 1 and len(pieces[1]) == 1 and pieces[2][:1].isalnum()
    return _Part(re.compile(pattern), not pieces[0].strip() and not recased, not pieces[-1].strip())


def _kept(piece: str, *, after: str | None, last: bool) -> str:
    """The source's own words between two brackets, without the blanks that belong to the brackets."""
    piece = piece if after is None else piece.lstrip()
    return _spelled(piece if last else piece.rstrip())


def _spelled(words: str) -> str:
    return re.escape(words).replace(r"\-", f"[-{LONG_DASH}]")


def _joint(before: str, inserted: str, after: str) -> str:
    """What may stand in the source where a bracket stands."""
    glued_before, glued_after = before[-1:].isalnum(), after[:1].isalnum()
    if glued_after and len(inserted) == 1 and not glued_before:
        blank = " " if before.strip() and before[-1:] == " " else ""
        return f"{blank}(?i:{re.escape(inserted)})"
    if close_set(before[-1:] + after[:1]) or close_set(before.rstrip()[-1:] + after.lstrip()[:1]):
        return rf"(\S{{0,{_MOST_IDEOGRAPHS}}}?)"
    if glued_after or (glued_before and inserted not in _ENDINGS):
        return r"(?!)"
    lead, trail = (" " if before[-1:] == " " else ""), (" " if after[:1] == " " else "")
    if not before.strip() or not after.strip() or glued_before:
        return trail if before.strip() and after.strip() else ""
    return rf"(?:{lead}(\S+?){trail}|{lead if trail else ''})"


def _from(first: re.Match[str], parts: list[_Part], place: str) -> Edit | None:
    """The place that begins with a match of the first part; None where a part is missing or cuts a word."""
    matches = [first]
    for part in parts[1:]:
        following = (m for m in part.pattern.finditer(place, matches[-1].end()) if _uncut(m, place))
        match = next(following, None)
        if match is None:
            return None
        matches.append(match)
    if not _uncut(first, place):
        return None
    stretches = [group for match in matches for group in match.groups() if group]
    stretches += [place[a.end() : b.start()] for a, b in zip(matches, matches[1:])]
    start = _before(place, first.start()) if parts[0].leading else first.start()
    end = _behind(place, matches[-1].end()) if parts[-1].trailing else matches[-1].end()
    stretches += [place[start : first.start()], place[matches[-1].end() : end]]
    word = next((word for word in map(turning, stretches) if word), "")
    return Edit(start, end, f"the brackets hide “{word}”, which the source has there" if word else "")


def _uncut(match: re.Match[str], place: str) -> bool:
    return whole(place, match.start(), match.end()) == match.span()


def _before(place: str, start: int) -> int:
    """Where the word before an offset begins, within its sentence."""
    if _SENTENCE_END.search(place, 0, start):
        return start
    return place.rfind(" ", 0, max(start - 1, 0)) + 1


def _behind(place: str, end: int) -> int:
    """Where the word behind an offset ends, within its sentence."""
    if place[end : end + 1] != " ":
        return end
    blank = place.find(" ", end + 1)
    return len(place) if blank < 0 else blank
