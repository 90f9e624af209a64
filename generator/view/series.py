"""Lists that are too long for one page: on which page of a series each of their items stands.

A list of at most `MOST` is one page. Of a longer one its own page becomes the contents, and the items stand
on pages below it, in stacks that readers look for: the events of a year, the words of a speaker, the actors
with one letter. Small stacks share a page, and one that is too heavy fills several.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

from generator.corpus.entries import PlacedEntry
from generator.text import edtf
from generator.view import paths
from generator.view.parts import Link, Series

MOST = 150
"""The most that a page of a list holds, in entries of usual length."""

Item = TypeVar("Item")


class Stack(NamedTuple):
    """What readers look for in a list: its label for them, and its name in addresses.

    `heading` is that above it, where a list has some.
    """

    label: str
    name: str
    heading: str = ""

    @property
    def words(self) -> str:
        """The label, after its heading where it has one."""
        return f"{self.heading}: {self.label}" if self.heading else self.label

    def to(self, last: Stack) -> str:
        """The label of all from here to the last."""
        if self.words == last.words:
            return self.words
        end = last.label if self.heading == last.heading else last.words
        return f"{self.words} – {end}"


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Item]):
    """A page of a list: where it lies, its title and what stands on it.

    `series` is None where the list is one page. The first page of a series has its contents and no items.
    """

    path: str
    title: str
    items: tuple[Item, ...]
    series: Series | None = None

    @property
    def opens(self) -> bool:
        """Whether it is the list's own page, not one below it."""
        return self.series is None or not self.series.number


def weight(entry: PlacedEntry) -> float:
    """How many usual entries an entry counts for: one has one citation, whose note takes as much room."""
    return (1 + len(entry.record.cites)) / 2


def _one(_: object) -> float:
    return 1


def sheets(
    path: str,
    title: str,
    items: Iterable[Item],
    *,
    stack: Callable[[Item], Stack],
    weigh: Callable[[Item], float] = _one,
    order: Callable[[Item], Any] | None = None,
    most_stacks: int = 0,
    room: float = 1,
) -> tuple[Sheet[Item], ...]:
    """The pages of a list: one while its items weigh no more than `MOST`, else its contents and their pages.

    A list that is shown in another form than the pages of its series may weigh `room` times as much.

    `stack` tells the stack of an item and `weigh` how many usual entries it counts for. `order` sorts the
    items in a series, where it is another than that of the list. `most_stacks` is how many stacks a page has
    at most, 0 where only their weight counts.
    """
    listed = tuple(items)
    if sum(map(weigh, listed)) <= room * MOST:
        return (Sheet(path, title, listed),)
    stacks: dict[Stack, list[Item]] = {}
    for item in sorted(listed, key=order) if order else listed:
        stacks.setdefault(stack(item), []).append(item)
    return tuple(_series(path, title, [*_piles(stacks, weigh, most_stacks)]))


class _Pile(NamedTuple, Generic[Item]):
    """What a page of a series holds: the last part of its address, its label, its items."""

    name: str
    label: str
    items: tuple[Item, ...]


def _piles(
    stacks: dict[Stack, list[Item]], weigh: Callable[[Item], float], most_stacks: int
) -> Iterator[_Pile[Item]]:
    """The stacks by pages: as many as there is room for on one, or one on several."""
    least = MOST // most_stacks if most_stacks else 0

    def weight(stack: Stack) -> float:
        return max(least, sum(map(weigh, stacks[stack])))

    for side_by_side in filled(stacks, weight, MOST):
        first, last = side_by_side[0], side_by_side[-1]
        label = first.to(last)
        pages = [*filled([item for stack in side_by_side for item in stacks[stack]], weigh, MOST)]
        for number, items in enumerate(pages, 1):
            whole = len(pages) == 1
            yield _Pile(
                first.name if number == 1 else f"{first.name}/{number}",
                label if whole else f"{label} ({number} of {len(pages)})",
                items,
            )


def filled(items: Iterable[Item], weigh: Callable[[Item], float], most: float) -> Iterator[tuple[Item, ...]]:
    """Items in their order, as many together as weigh no more than `most`; a heavier one stands alone."""
    together: list[Item] = []
    weight = 0.0
    for item in items:
        more = weigh(item)
        if together and weight + more > most:
            yield tuple(together)
            together, weight = [], 0.0
        together.append(item)
        weight += more
    if together:
        yield tuple(together)


def _series(path: str, title: str, piles: list[_Pile[Item]]) -> Iterator[Sheet[Item]]:
    """The contents of a series, and its pages in order."""
    links = [Link(pile.label, paths.below(path, pile.name)) for pile in piles]
    whole, count = Link(title, path), len(piles)
    yield Sheet(path, title, (), Series(whole, 0, count, contents=tuple(links)))
    for place, (pile, link) in enumerate(zip(piles, links, strict=True)):
        before = links[place - 1] if place else None
        after = links[place + 1] if place + 1 < count else None
        series = Series(whole, place + 1, count, before=before, after=after)
        yield Sheet(link.page, f"{title}: {pile.label}", pile.items, series)


def alphabetical(words: str) -> tuple[str, str]:
    """The place of a name among others: by its first letter or digit, then by all, accents aside."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return next((sign for sign in plain if sign.isalnum()), ""), plain


def by_letter(words: str) -> Stack:
    """The stack of a name: its first letter or digit."""
    sign, _ = alphabetical(words)
    if not sign:
        return Stack("Other signs", "other")
    return Stack(sign.upper(), sign if sign.isascii() else f"u{ord(sign):04x}")


def by_time(
    items: Iterable[Item], day: Callable[[Item], date | None], weigh: Callable[[Item], float] = _one
) -> Callable[[Item], Stack]:
    """What tells the stack of an item: its year, or its month where the year needs several pages."""
    years: dict[int, float] = {}
    for item in items:
        if on := day(item):
            years[on.year] = years.get(on.year, 0) + weigh(item)

    def stack(item: Item) -> Stack:
        on = day(item)
        if on is None:
            return Stack("No date known", "undated")
        if years[on.year] <= MOST:
            return Stack(f"{on.year}", f"{on.year:04}")
        month = f"{on.year:04}-{on.month:02}"
        return Stack(edtf.parse(month).words, month)

    return stack
