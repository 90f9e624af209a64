"""What changed, in the words of a desk: pieces of sentences, which each report sets in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from generator.changes.model import (
    About,
    Act,
    Aspect,
    Changed,
    Comparison,
    Detail,
    FigureChange,
    Flag,
    How,
    Weight,
)
from generator.changes.wording import pieces
from generator.records.sections import SECTIONS


class Tone(Enum):
    """What a piece is: our words, those to be seen at once, a name of the records, their words, a change."""

    OURS = "ours"
    ALARM = "alarm"
    NAME = "name"
    WORDS = "words"
    GONE = "gone"
    COME = "come"


class Piece(NamedTuple):
    """A piece of a sentence."""

    tone: Tone
    text: str


Sentence = tuple[Piece, ...]

_HEADINGS = {section.field: section.heading for section in reversed(SECTIONS)}
_CITES = "citation"
_NAMED = 5
"""How many names of a list are told."""


def ours(text: str) -> Piece:
    """Words of ours."""
    return Piece(Tone.OURS, text)


def name(text: str) -> Piece:
    """A name of the records."""
    return Piece(Tone.NAME, text)


def quoted(text: str) -> Sentence:
    """Words of the records between quotation marks."""
    return ours("“"), Piece(Tone.WORDS, text), ours("”")


def title(about: About) -> Sentence:
    """What is said of a record to know it: its sort, and its id, or its words where it has none."""
    noun = about.kind
    if noun in ("desk", "evidence lock"):
        return (ours(f"the {noun}"),)
    if about.id:
        return ours(f"{noun} "), name(about.id)
    return (ours(noun),) if noun == about.section else (ours(f"{noun} "), *quoted(_cut(about.words, 90)))


def _cut(text: str, most: int = 1_200) -> str:
    """The first words of a text; a sentence is shown whole."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]} …"


def whole(changed: Changed) -> Iterator[Sentence]:
    """What a record says that was added or is gone: its words, and what it rests on."""
    about = changed.about
    if changed.before and changed.after:
        return
    if about.words and (about.id or about.kind == about.section):
        yield quoted(_cut(about.words))
    if changed.after:
        for key, word in about.terms:
            yield ours(f"{key.replace('_', ' ')}: "), name(word)
        if about.passages:
            yield ours("rests on "), *_listed(about.passages)


def acts(changed: Changed) -> Iterator[Sentence]:
    """What became of a record as a whole, a sentence for each act."""
    for act in changed.acts:
        if Flag.NO_TOMBSTONE not in changed.flags:  # it says so itself
            yield tuple(_act(act, changed))


def _act(act: Act, changed: Changed) -> Iterator[Piece]:
    before, after, stone = changed.before, changed.after, changed.retirement
    if act is Act.ADDED or act is Act.RESTORED:
        yield ours("added" if act is Act.ADDED else "added again after it was withdrawn")
    elif act is Act.REMOVED:
        yield ours("removed")
    elif act is Act.RETIRED and stone:
        yield ours(f"withdrawn on {stone.day}: ")
        yield Piece(Tone.WORDS, stone.reason)
        if stone.successor:
            yield from (ours(" See "), name(stone.successor))
    elif before and after and act is Act.MOVED:
        yield ours("moved from ")
        yield from _place(before, after)
        yield ours(" to ")
        yield from _place(after, before)
    elif before and after and act is Act.RENAMED:
        yield from (ours("id changed from "), name(before.id), ours(" to "), name(after.id))


def _place(about: About, other: About) -> Iterator[Piece]:
    """Where a record stands, as far as the other place differs."""
    if about.owner != other.owner:
        yield name(about.owner)
    if about.section != other.section:
        heading = _HEADINGS.get(about.section, about.section)
        yield ours(f", “{heading}”" if about.owner != other.owner else f"“{heading}”")


def detail(change: Detail) -> Sentence:
    """What changed in a record."""
    return tuple(_detail(change))


def _detail(change: Detail) -> Iterator[Piece]:
    yield from _of_place(change) if change.how in _PLACES else _of_value(change)
    yield from _figures(change.figures)


_PLACES = (How.MOVED, How.REREAD, How.REORDERED, How.TYPOGRAPHY)


def _of_place(change: Detail) -> Iterator[Piece]:
    """What stands elsewhere or in another way, and is the same."""
    before, after = name(change.before), name(change.after)
    match change.how:
        case How.MOVED:
            what = (ours("quotation "), *quoted(change.item)) if change.item else (ours("citation"),)
            yield from (*what, ours(" moved from "), before, ours(" to "), after)
        case How.REREAD:
            yield from (ours("the words of "), name(change.item), ours(" are other ones in the lock"))
        case How.REORDERED if not change.before:
            yield ours("citations stand elsewhere in the text")
        case How.REORDERED:
            yield from (*_label(change), ours(", in another order: "), before, ours(" → "), after)
        case _:
            yield from (*_label(change), ours(": typography alone"))


def _of_value(change: Detail) -> Iterator[Piece]:
    """What came, went, or is another."""
    text = change.after or change.before
    if change.how is How.CHANGED:
        both = name(change.before), ours(" → "), name(change.after)
        worded = _worded(change, change.before) and _worded(change, change.after)
        yield from (
            *_label(change),
            ours(": "),
            *(_compared(change.before, change.after) if worded else both),
        )
    elif change.item and len(change.field) == 1:
        yield from (ours(f"{_noun(change.field[0])} {change.how.value}: "), name(change.item))
        yield Piece(Tone.WORDS, text.removeprefix(change.item))
    else:
        value = quoted(text) if _worded(change, text) else (name(text),)
        yield from (*_label(change), ours(f" {change.how.value}: "), *value)


def _label(change: Detail) -> Sentence:
    """The keys of a value, and the item of the list in which it stands."""
    keys = [*map(_noun, change.field)]
    if not change.item:
        return (ours(", ".join(keys)),)
    rest = ", ".join(keys[1:])
    return ours(f"{keys[0]} "), name(change.item), ours(f", {rest}" if rest else "")


def _worded(change: Detail, text: str) -> bool:
    """Whether a value is words of the records; our own words, and names, are not compared one by one."""
    return change.aspect is Aspect.WORDS or (" " in text and change.aspect is not Aspect.VERIFICATION)


def _noun(key: str) -> str:
    """What people call a field."""
    return _CITES if key == "cites" else key.replace("_", " ")


def _compared(before: str, after: str) -> Iterator[Piece]:
    yield ours("“")
    for piece in pieces(before, after):
        if piece.same:
            yield Piece(Tone.WORDS, piece.after)
            continue
        for tone, text in ((Tone.GONE, piece.before), (Tone.COME, piece.after)):
            if text:
                yield Piece(tone, _cut(text))
    yield ours("”")


def _figures(figures: Iterable[FigureChange]) -> Iterator[Piece]:
    for place, figure in enumerate(figures):
        yield ours("; figures: " if place == 0 else ", ")
        if figure.before and figure.after:
            yield from (name(figure.before), ours(" → "), name(figure.after))
            yield ours(f" ({figure.course})" if figure.course else "")
        else:
            yield name(figure.before or figure.after)
            yield ours(" dropped" if figure.before else " added")


def told(changed: Changed) -> tuple[Sentence, tuple[Sentence, ...]]:
    """What is said of one record: the line that names it and what became of it, and those below."""
    return (*title(changed.about), *outcome(changed)), tuple(rows(changed))


def outcome(changed: Changed) -> Sentence:
    """What became of a record, to be said after its name, and what a reviewer must not miss of it."""
    said: Sentence = ()
    for number, act in enumerate(acts(changed)):
        said += (ours(": " if number == 0 else "; "), *act)
    if changed.flags:
        alarm = Piece(Tone.ALARM, "; ".join(flag.words for flag in changed.flags))
        said += (ours(" ("), alarm, ours(")"))
    return said


def rows(changed: Changed) -> Iterator[Sentence]:
    """What a record says that was added or is gone, and what changed in one that stayed."""
    yield from whole(changed)
    yield from map(detail, changed.details)


def headline(comparison: Comparison, old: str, new: str) -> Sentence:
    """How many changes there are, and between what."""
    heavy, light = (len(comparison.of(weight)) for weight in (Weight.SIGNIFICANT, Weight.MINOR))
    between = ours(" from "), name(old), ours(" to "), name(new)
    if not heavy and not light:
        return ours("No change in meaning"), *between
    numbers = f"{heavy:,} significant and {light:,} minor" if heavy and light else ""
    numbers = numbers or (f"{heavy:,} significant" if heavy else f"{light:,} minor")
    return ours(f"{numbers} change{'' if heavy + light == 1 else 's'} in meaning"), *between


def flagged(comparison: Comparison) -> Iterator[Sentence]:
    """What a reviewer must not miss: each flag with the records that have it."""
    for flag in Flag:
        names = tuple(changed.about.name for changed in comparison.changes if flag in changed.flags)
        if names:
            yield Piece(Tone.ALARM, flag.words), ours(": "), *_listed(tuple(dict.fromkeys(names)))


def group(comparison: Comparison, dossier: str) -> str:
    """The heading of the changes of a dossier, or of what dossiers share."""
    return f"{comparison.titles[dossier]} ({dossier})" if dossier else "Sources, actors and the desk"


def count(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def notes(comparison: Comparison, old: str, new: str) -> Iterator[Sentence]:
    """What was not compared, and why; `old` and `new` are what people call the sides."""
    for side, unread in ((old, comparison.old), (new, comparison.new)):
        if unread.files:
            yield (
                ours("Mistakes in "),
                name(side),
                ours(": compared as far as they can be read: "),
                *_listed(unread.files),
                ours("."),
            )
        if unread.records:
            yield (
                ours("Not compared, for what became of it cannot be read in "),
                name(side),
                ours(": "),
                *_listed(unread.records),
                ours("."),
            )


def _listed(names: tuple[str, ...]) -> Iterator[Piece]:
    """The first few of some names."""
    for place, each in enumerate(names[:_NAMED]):
        yield from ([ours(", ")] if place else [])
        yield name(each)
    more = len(names) - _NAMED
    yield from ([ours(f" and {more} more")] if more > 0 else [])
