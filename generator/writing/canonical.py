"""A YAML file in the form that `briefings fmt` gives it: it says what it said, and keeps every remark."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from generator.findings.diagnostics import Diagnostic
from generator.records.compose import compose
from generator.records.load import model_of
from generator.records.yamltree import Document, plain
from generator.writing.layout import laid_out
from generator.writing.tree import remarks, written


@dataclass(frozen=True, slots=True)
class Canonical:
    """The text of a file in its canonical form; None where the file is left as it is.

    `problem` is the first thing that is wrong with a file that is left; without one, its remarks stand where
    they cannot be kept.
    """

    text: str | None
    problem: Diagnostic | None = None


def canonical(path: str, data: bytes) -> Canonical:
    """A file in its canonical form. Never raises on any bytes."""
    document, problems = compose(path, data)
    if document is None or problems:
        return Canonical(None, problems[0])
    text = laid_out(written(document), model_of(path))
    return Canonical(text if _same(document, path, text) else None)


def _same(before: Document, path: str, text: str) -> bool:
    """Whether a text says the same as a document, with the same remarks."""
    after, problems = compose(path, text.encode())
    if after is None or problems or plain(after.root) != plain(before.root):
        return False
    return Counter(remarks(after)) == Counter(remarks(before))
