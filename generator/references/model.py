"""References: source records as CSL items, and what every formatter of them gives. Pure.

The program that formats them reaches `build` as a `Citer`; `PLAIN` stands in for it where no style is at
hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CslItem = dict[str, Any]
"""One reference as CSL-JSON (CSL 1.0.2)."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a formatted reference.

    `style` is empty, `em`, `strong`, `smallcaps`, `sup` or `sub`; `url` a web address or empty.
    """

    text: str
    style: str = ""
    url: str = ""


Reference = tuple[Run, ...]
"""A formatted reference, run by run."""


def words(reference: Reference) -> str:
    """A reference as plain text."""
    return "".join(run.text for run in reference)


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a citation style cannot be used, and what to write instead."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Citer:
    """What formats references. `unusable` says what is wrong with a style, None when nothing is.

    `cite` formats all items of a build in one style, each as if it stood alone; what it leaves out is shown
    in plain words.
    """

    unusable: Callable[[str], Unusable | None]
    cite: Callable[[Sequence[CslItem], str], Mapping[str, Reference]]


PLAIN = Citer(lambda _: None, lambda _items, _style: {})
"""Knows no style: every reference is shown in plain words."""
