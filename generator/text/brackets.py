"""Square brackets in a quotation: what an editor put in, changed or left out, and what the source has there.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word.

The rules follow how style guides use brackets (Chicago 13.58 and 13.60, MLA 1.3, Duden D 154, the
Imprimerie nationale), and keep to what can be checked:

- `[...]` leaves something out; `[h]e` changes the case of a letter; `walk[ed]` gives a word an ending;
- any other bracket is the editor's own words, five at most, beside the source's or in the place of one;
- only a word that points at something (*he*, *there*) is replaced by another, and a word by its own form or
  by more words around it: `[friends]` for *enemies*, or one name for another, would say something else;
- what is put in neither negates nor counts, nor says *if*, *only*, *may* and the like (see `turning`),
  whatever letters spell it;
- what is left out or replaced holds no such word either: quote it, or make two quotations;
- nothing is left out from the middle of one sentence to the middle of another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from generator.text.pointing import linking, pointing_at, replaceable
from generator.text.turning import disguised, measuring, turning
from generator.text.typography import LONG_DASH
from generator.text.words import close_set, whole

_MOST_WORDS = 5
_MOST_SIGNS = 60
_MOST_IDEOGRAPHS = 4
_MOST_PLACES = 64
_MOST_NAMES = 4
_REPLACED = r"(\S+?)"
_REPLACED_SIGNS = rf"(\S{{0,{_MOST_IDEOGRAPHS}}}?)"
_OMISSION = re.compile(r" ?\[ ?\.\.\. ?\] ?")
_BRACKET = re.compile(r"\[([^\[\]]*)\]")
_ENDINGS = ("s", "es", "d", "ed", "ing", "e", "en", "em", "n")
_LAST_WORD = re.compile(r"\w+$")
_SENTENCE_END = re.compile(r"[.!?…。！？]['\")\]]* ?$")

_SENTENCES = re.compile(r"[^\W\d_]{4,}[.!?…]['\")\]]* |[。！？]")
_STOPS = " 、。，；：！？"
_CLAUSE_END = ',;:)"—-，、；：'


class Edit(NamedTuple):
    """A place where the words of an edited quotation stand: from `start` to `end` of the paragraph.

    What stands there is what the source itself says, with the word before or behind that a bracket at an end
    may stand for. `fault` says why the brackets may not be what they are; it is empty when they may.
    """

    start: int
    end: int
    fault: str


class _Part(NamedTuple):
    """A stretch between two omissions: what it must match, and what was put in the place of each group.

    `leading` and `trailing` are brackets at its ends, which may stand for a word before or behind it.
    """

    pattern: re.Pattern[str]
    inserted: tuple[str, ...]
    leading: str
    trailing: str


def edits(words: str, place: str) -> Iterator[Edit]:
    """Where words with brackets stand in a paragraph, each place with what is wrong with the brackets.

    `words` are after `normalise`; `place` is `even`.
    """
    fault = _insertions(words)
    pieces = _OMISSION.split(words)
    parts = [_part(piece) for piece in pieces if piece]
    if not parts or any(part is None for part in parts):
        return
    cut = (not pieces[0], not pieces[-1])
    for first in islice(parts[0].pattern.finditer(place), _MOST_PLACES) if parts[0] else ():
        edit = _from(first, [part for part in parts if part], place, cut)
        if edit:
            yield edit._replace(fault=fault or edit.fault)


def fault(words: str, place: str) -> str:
    """Why brackets keep words from being proven by a paragraph; empty when they would not stand there."""
    places = list(edits(words, place)) if "[" in words else []
    return "" if any(not edit.fault for edit in places) else next((edit.fault for edit in places), "")


def _insertions(words: str) -> str:
    """What is wrong with the editor's own words."""
    bare = _OMISSION.sub(" ", words)
    own = _BRACKET.sub("", bare)
    for bracket in _BRACKET.finditer(bare):
        inserted = bracket[1].strip()
        if not inserted:
            return "an empty bracket says nothing: leave it out, or write `[...]` where something is left out"
        if len(inserted.split()) > _MOST_WORDS or len(inserted) > _MOST_SIGNS:
            return f"[{inserted}] is too long: put in at most {_MOST_WORDS} words"
        if word := turning(inserted) or measuring(inserted) or disguised(inserted, own):
            return f"a bracket may not bring in “{word}”: it changes what is said"
        ended = _LAST_WORD.sub("", bare[: bracket.start()])
        word = bare[len(ended) : bracket.start()] + inserted
        if inserted in _ENDINGS and turning(word):
            return f"a bracket may not make “{word}”: it changes what is said"
    return ""


def _part(part: str) -> _Part | None:
    """What a stretch with insertions must match; None when no word of the source is left in it."""
    pieces = _BRACKET.split(part)
    if not any(sign.isalnum() for piece in pieces[::2] for sign in piece):
        return None
    pattern, inserted = "", []
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            pattern += _kept(piece, after=pieces[place - 1] if place else None, last=place == len(pieces) - 1)
        elif place + 1 < len(pieces):
            joint = _joint(pieces[place - 1], piece, pieces[place + 1])
            pattern += joint
            inserted += [piece] if _REPLACED in joint or _REPLACED_SIGNS in joint else []
    recased = len(pieces) > 1 and len(pieces[1]) == 1 and pieces[2][:1].isalnum()
    ended = len(pieces) > 1 and pieces[-3][-1:].isalnum()
    leading = pieces[1] if len(pieces) > 1 and not pieces[0].strip() and not recased else ""
    trailing = pieces[-2] if len(pieces) > 1 and not pieces[-1].strip() and not ended else ""
    return _Part(re.compile(pattern), tuple(inserted), leading, trailing)


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
        return _REPLACED_SIGNS
    if glued_after or (glued_before and inserted not in _ENDINGS):
        return r"(?!)"
    if glued_before:
        return rf"(?:{'|'.join(_ENDINGS)})?(?!\w)" + (" " if after[:1] == " " and after.strip() else "")
    lead, trail = (" " if before[-1:] == " " else ""), (" " if after[:1] == " " else "")
    if not before.strip() or not after.strip():
        return ""
    return rf"(?:{lead}{_REPLACED}{trail}|{lead if trail else ''})"


def _from(first: re.Match[str], parts: list[_Part], place: str, cut: tuple[bool, bool]) -> Edit | None:
    """The place that begins with a match of the first part; None where a part is missing or cuts a word.

    `cut` says whether something was left out before the first part and behind the last.
    """
    matches = [first]
    for part in parts[1:]:
        following = (m for m in part.pattern.finditer(place, matches[-1].end()) if _uncut(m, place))
        match = next(following, None)
        if match is None:
            return None
        matches.append(match)
    if not _uncut(first, place):
        return None
    start, end = first.start(), matches[-1].end()
    before, behind = place[_before(place, start) : start], place[end : _behind(place, end)]
    edges = [before] if parts[0].leading or cut[0] else []
    edges += [behind] if parts[-1].trailing or cut[1] else []
    faults = (
        *_hidden(matches, place, edges),
        *_replaced(parts, matches),
        *_beside(before if not cut[0] else "", parts[0].leading, last=True),
        *_beside(behind if not cut[1] else "", parts[-1].trailing, last=False),
    )
    start -= len(before) if parts[0].leading else 0
    end += len(behind) if parts[-1].trailing else 0
    return Edit(start, end, next(iter(faults), ""))


def _hidden(matches: list[re.Match[str]], place: str, edges: list[str]) -> Iterator[str]:
    """What is wrong with what was left out, and which words brackets hide that turn the sentence round."""
    omitted = [place[a.end() : b.start()] for a, b in zip(matches, matches[1:])]
    for stretch in [group for match in matches for group in match.groups() if group] + omitted + edges:
        if word := turning(stretch):
            yield f"the brackets hide “{word}”, which the source has there"
    for a, b in zip(matches, matches[1:]):
        if not (_begins(place, a.end()) or _begins(place, b.start())) and _SENTENCES.search(
            place, a.end(), b.start()
        ):
            yield "something is left out from the middle of one sentence to the middle of another"


def _replaced(parts: list[_Part], matches: list[re.Match[str]]) -> Iterator[str]:
    """What is wrong with the words that brackets stand for."""
    for part, match in zip(parts, matches):
        for inserted, replaced in zip(part.inserted, match.groups()):
            if replaced and not replaceable(replaced, inserted):
                yield _instead(inserted, replaced)


def _beside(neighbour: str, inserted: str, *, last: bool) -> Iterator[str]:
    """What is wrong with a bracket at an end, which may stand for the word beside it in the source."""
    word = neighbour.strip()
    if not inserted or not word or (word[-1] if last else word[0]) in _CLAUSE_END:
        return
    points = close_set(word) and pointing_at(word, last=last)
    if not (points or linking(word) or replaceable(word, inserted)):
        yield _instead(inserted, word)


def _instead(inserted: str, replaced: str) -> str:
    return (
        f"[{inserted}] may stand for “{replaced}”, and would say something else: "
        "a bracket takes the place of a word like *he* or *there* alone"
    )


def _uncut(match: re.Match[str], place: str) -> bool:
    return whole(place, match.start(), match.end()) == match.span()


def _before(place: str, start: int) -> int:
    """Where the word before an offset begins, or a name of several words, within its sentence."""
    begin = start
    for _ in range(_MOST_NAMES):
        if not begin or _begins(place, begin):
            break
        word = _word_before(place, begin)
        named = place[word].isupper() and place[begin].isupper() and place[begin - 2 : begin - 1].isalpha()
        if begin < start and not named:
            break
        begin = word
    return begin


def _begins(place: str, at: int) -> bool:
    """Whether a sentence ends before an offset."""
    return _SENTENCE_END.search(place, max(at - 6, 0), at) is not None


def _word_before(place: str, at: int) -> int:
    return 1 + max(place.rfind(stop, 0, at - 1) for stop in _STOPS)


def _behind(place: str, end: int) -> int:
    """Where the word behind an offset ends, within its sentence."""
    if place[end : end + 1] != " " and not close_set(place[end : end + 1]):
        return end
    stops = (place.find(stop, end + 1) for stop in _STOPS)
    return min((stop for stop in stops if stop >= 0), default=len(place))
