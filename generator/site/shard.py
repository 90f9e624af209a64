"""The share of a build that one of several machines makes, so that no two make the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from generator.printing.orders import Print

MOST = 1000
"""How many machines a build is shared out to at most."""

Item = TypeVar("Item")

_WORDS = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})\Z")


@dataclass(frozen=True, order=True)
class Shard:
    """The share of a machine: its number from 1, and of how many."""

    number: int
    of: int

    @staticmethod
    def read(words: str) -> Shard:
        """The share that is meant by words such as `2/8`. Raises `ValueError` with what to write instead."""
        found = _WORDS.match(words)
        number, of = (int(found[1]), int(found[2])) if found else (0, 0)
        if not 1 <= number <= of <= MOST:
            raise ValueError(f"“{words}” is no share: write 2/8 for the second of eight, of {MOST} at most")
        return Shard(number, of)

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    @property
    def name(self) -> str:
        """The name of the folder that its part is written to."""
        return f"{self.number}-of-{self.of}"

    @property
    def all(self) -> tuple[Shard, ...]:
        """All shares of the build that it is one of."""
        return tuple(Shard(number, self.of) for number in range(1, self.of + 1))

    def share(self, items: Sequence[Item]) -> Sequence[Item]:
        """The items that are its own."""
        return items[self.number - 1 :: self.of]

    def orders(self, orders: Sequence[Print]) -> Iterator[Print]:
        """The print orders that are its own: those of a dossier stay together.

        The book, which is as long as all of these on one paper, goes to a machine that has less of them.
        """
        batches = [tuple(batch) for _, batch in groupby(orders, lambda order: order.dossier)]
        loads = dict.fromkeys(self.all, 0)
        for batch in sorted(batches, key=lambda batch: not batch[0].dossier, reverse=True):
            shard = min(loads, key=lambda shard: (loads[shard], shard))
            loads[shard] += len(batch) if batch[0].dossier else len(batches) - 1
            if shard == self:
                yield from batch
