"""Whether somebody who wrote one name may have meant another: a slip of the finger, or a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")


def likest(written: str, names: Iterable[str]) -> str:
    """The one of some names that is most like what was written; empty where none is like it, or two are.

    Like it is a name with few other letters, one for each four; or one that has all the words of the other,
    such as `courier` and `courier-0302`.
    """
    scores = sorted((_unlikeness(written, name), name) for name in dict.fromkeys(names))
    near = [(score, name) for score, name in scores if score <= 1]
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return ""
    return near[0][1]


def _unlikeness(written: str, name: str) -> float:
    """How far two names are from one another; up to 1 they are alike."""
    one, other = written.casefold(), name.casefold()
    if one == other:
        return 0.0
    one_words, other_words = _WORD.findall(one), _WORD.findall(other)
    if one_words == other_words or "".join(one_words) == "".join(other_words):
        return 0.1
    shorter = min(len(one), len(other))
    most = max(1, shorter // 4)
    far = shorter < 3 or abs(len(one) - len(other)) > most
    letters = 2.0 if far else distance(one, other) / most
    fewer, more = sorted((frozenset(one_words), frozenset(other_words)), key=len)
    whole = bool(fewer) and max(map(len, fewer)) > 2
    return min(letters, 1 - len(fewer) / len(more) / 2 if whole and fewer <= more else 2.0)


def distance(one: str, other: str) -> int:
    """How many letters are put in, left out, exchanged or swapped with the next to make one of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        before, above, row = row, before, [at]
        for place, facing in enumerate(other, 1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (sign != facing))
            if at > 1 and place > 1 and sign == other[place - 2] and one[at - 2] == facing:
                cost = min(cost, above[place - 2] + 1)
            row.append(cost)
    return row[-1]
