"""Numbers in words: the numerals that stand together, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from generator.text.digits import THIN, Figure
from generator.text.numerals import Lexicon, plain

WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652]|['’ʼ\u200c](?=[^\W\d_]))*")
"""Finds a word."""
GAP = re.compile(rf"[{THIN}]|[-‐‑]|\n")
"""Finds what may stand between the words of one number."""
_COMMA = re.compile(r", (?=\w+(?:[- ]\w+)? (?:hundred|thousand)\b)")
_AFTER = re.compile(r"[- ]([^\W\d_]+)")


class _Atom(NamedTuple):
    """A word, or a part of one, that names a number: its value, what it does, and where it stands."""

    value: Fraction
    role: str
    start: int
    end: int
    joined: bool
    word: str


def in_words(text: str, at: int, words: Lexicon) -> Iterator[Figure]:
    """The numbers in the run of numerals that begins at a place."""
    atoms: list[_Atom] = []
    joined = False
    while match := WORD.match(text, at):
        pieces, stop = _pieces(text, match, words, first=not atoms)
        if pieces:
            for place, (value, role, tied) in enumerate(pieces):
                tied = tied or (joined and not place)
                atoms.append(_Atom(value, role, match.start(), stop, joined=tied, word=match[0]))
            joined = False
        elif atoms and plain(match[0]) in words.joins:
            joined, stop = True, match.end()
        else:
            break
        gap = GAP.match(text, stop) or (_COMMA.match(text, stop) if atoms[-1].role == "scale" else None)
        if not gap:
            break
        at = gap.end()
    if len(atoms) == 1:
        atom = atoms[0]
        alone = _alone(atom.value, atom.role, atom.word, words)
        yield Figure(atom.start, atom.end, alone.values, sure=alone.sure)
        return
    yield from _years(_combined(atoms, words))


@lru_cache(maxsize=4096)
def _alone(value: Fraction, role: str, word: str, words: Lexicon) -> Figure:
    """The number that one word makes up without others."""
    return next(_combined((_Atom(value, role, 0, 0, joined=False, word=word),), words))


@lru_cache(maxsize=65536)
def begins(word: str, words: Lexicon) -> bool:
    """Whether a number may begin with a word."""
    return plain(word) in words.paired or bool(_within(word, words, first=True))


@lru_cache(maxsize=65536)
def silent(word: str, words: Lexicon) -> bool:
    """Whether no number begins in a word, nor in what follows an apostrophe or a mark within it."""
    starts = (at for at in range(len(word)) if at == 0 or not word[at - 1].isalpha())
    return not any(map(str.isnumeric, word)) and not any(begins(word[at:], words) for at in starts)


_Piece = tuple[Fraction, str, bool]


def _pieces(
    text: str, match: re.Match[str], words: Lexicon, *, first: bool
) -> tuple[tuple[_Piece, ...], int]:
    """What a word says, and where that ends: two words may name one number, as in `quatre-vingts`."""
    after = _AFTER.match(text, match.end()) if plain(match[0]) in words.paired else None
    pair = plain(f"{match[0]}-{after[1]}") if after else ""
    if after and pair in words.words:
        return ((Fraction(words.words[pair]), "add", False),), after.end()
    return _within(match[0], words, first=first), match.end()


@lru_cache(maxsize=65536)
def _within(word: str, words: Lexicon, *, first: bool) -> tuple[_Piece, ...]:
    """What one word says by itself."""
    word = plain(word)
    direct = _piece(word, words)
    if direct:
        return ((*direct, False),)
    if words.teens:
        return _prefixed(word, words, first=first)
    return _segments(word, words) if words.joined else ()


def _piece(word: str, words: Lexicon) -> tuple[Fraction, str] | None:
    if word in words.words:
        return Fraction(words.words[word]), "add"
    if word in words.scales:
        return Fraction(words.scales[word]), "scale"
    if word in words.parts:
        return words.parts[word], "part"
    return None


def _prefixed(word: str, words: Lexicon, *, first: bool) -> tuple[_Piece, ...]:
    """An Arabic word without the particles that are written in one with it."""
    for prefix in ("وال", "و", "ال", "بال", "ب", "لل", "ل", "ف", "ك"):
        piece = _piece(word.removeprefix(prefix), words) if word.startswith(prefix) else None
        if piece:
            return ((*piece, prefix.startswith("و") and not first),)
    return ()


def _segments(word: str, words: Lexicon) -> tuple[_Piece, ...]:
    """The numerals that are written in one word, as in `dreizehntausend`; none with anything else in it."""
    if len(word) < 4:
        return ()
    best: dict[int, tuple[_Piece, ...]] = {0: ()}
    for start in range(len(word)):
        if start not in best:
            continue
        for end in range(start + 2, len(word) + 1):
            part = word[start:end]
            piece = _piece(part, words)
            tied = word[:start].endswith(tuple(words.joins)) if words.joins else False
            if piece and end not in best:
                best[end] = (*best[start], (*piece, tied))
            elif (part in words.joins and best[start] and end not in best) or (
                part in words.suffixes and end == len(word) and best[start]
            ):
                best[end] = best[start]
    return best.get(len(word), ())


def _combined(atoms: Iterable[_Atom], words: Lexicon) -> Iterator[Figure]:
    """The numbers that atoms make up: each takes as many as belong to it."""
    total, group, last = Fraction(0), Fraction(0), Fraction(0)
    used: list[_Atom] = []
    for atom in atoms:
        step = _step(total, group, last, atom=atom, fresh=not used, words=words)
        if step is None:
            yield _closed(used, total + group, words)
            used = []
            step = _step(Fraction(0), Fraction(0), Fraction(0), atom=atom, fresh=True, words=words)
            assert step is not None
        total, group, last = step
        used.append(atom)
    if used:
        yield _closed(used, total + group, words)


_Step = tuple[Fraction, Fraction, Fraction]


def _step(
    total: Fraction, group: Fraction, last: Fraction, *, atom: _Atom, fresh: bool, words: Lexicon
) -> _Step | None:
    """Total, group and last scale after an atom; None where it begins another number."""
    value = atom.value
    if atom.role == "add":
        fits = fresh or _fits(total, group, last, atom=atom, words=words)
        return (total, group + value, last) if fits else None
    if atom.role == "part":
        if fresh or atom.joined or value > 1:
            return total, group + value, last
        return (total, group * value, last) if group and not total else None
    if value <= 100:
        if group % 1000 == 0:
            return total, group + value, last
        low = group % 100
        return (total, group - low + low * value, last) if low and group < 100 else None
    if group == 0 and total:
        return (total * value, Fraction(0), value) if value > last else None
    if not last or value < last:
        return total + (group or 1) * value, Fraction(0), value
    return (total + group) * value, Fraction(0), value


def _fits(total: Fraction, group: Fraction, last: Fraction, *, atom: _Atom, words: Lexicon) -> bool:
    value, low = atom.value, group % 100
    if group == 0:
        return bool(total) and 0 < value < last
    if group.denominator != 1 or value == 0:
        return False
    if words.units_first and 0 < low < 10 and value % 10 == 0 and 20 <= value < 100:
        return atom.joined
    if words.teens and 0 < low < 10 and value == 10:
        return not atom.joined
    if atom.joined and low and not words.joins_tens:
        return False
    if low in (60, 80) and 10 <= value < 20:
        return True
    place = 10 if group % 10 == 0 else 1
    place = 100 if group % 100 == 0 else place
    return value < place


def _closed(used: list[_Atom], value: Fraction, words: Lexicon) -> Figure:
    sure = len(used) > 1 or plain(used[0].word) not in words.unsure
    return Figure(used[0].start, used[-1].end, frozenset((value,)), sure=sure)


def _years(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Numbers in words with two that make a year made one, and `one third` made a part of a whole."""
    waiting: Figure | None = None
    for figure in figures:
        if waiting is not None and figure.start - waiting.end == 1:
            (first,), (second,) = waiting.values, figure.values
            if 10 <= first <= 20 and 10 <= second < 100:
                yield Figure(waiting.start, figure.end, frozenset((first * 100 + second,)))
                waiting = None
                continue
            if first == 1 and 3 <= second <= 10:
                figure = replace(figure, start=waiting.start, values=frozenset((1 / second, second)))
                waiting = None
        if waiting is not None:
            yield waiting
        waiting = figure
    if waiting is not None:
        yield waiting
