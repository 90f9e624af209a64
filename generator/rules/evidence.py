"""Rules about evidence: who says it, which passage bears it out, and what nothing rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from generator.corpus.entries import Use
from generator.corpus.index import Corpus
from generator.findings.diagnostics import Finding, Pointer, Replacement, Severity
from generator.records.fields import CITATION
from generator.records.schema import Statement, Watch
from generator.records.vocabulary import Kind, Relation
from generator.records.yamltree import MAX_FINDINGS
from generator.rules.names import did_you_mean, known
from generator.rules.quotations import nth_before
from generator.text import prose

_ALMOST = re.compile(r"\[@[^\[\]]*\]?|\[[a-z0-9-]+\s?#\s?[0-9]+[^\[\]]*\]")
"""Brackets that were meant as a citation."""


def speakers(corpus: Corpus) -> Iterator[Finding]:
    """A claim names who makes it; a fact has no speaker."""
    for item in corpus.items:
        if not isinstance(item.record, Statement):
            continue
        attributed = item.record.kind is Kind.ATTRIBUTED
        if attributed and item.record.by is None:
            yield Finding(
                "missing-speaker",
                "an attributed statement names its speaker",
                item.path,
                item.pointer,
                "add `by: actor-id`, or write `kind: reported`",
            )
        if not attributed and item.record.by is not None:
            yield Finding(
                "unexpected-speaker",
                "a reported fact has no speaker",
                item.path,
                (*item.pointer, "by"),
                "write `kind: attributed`, or delete `by`",
                at_key=True,
            )


def sources_exist(corpus: Corpus) -> Iterator[Finding]:
    """A citation names a source on record and a paragraph that its text has."""
    for use in corpus.uses:
        name, number = use.citation.source, use.citation.paragraph
        source = corpus.sources.get(name)
        if source is None:
            if not known(corpus, name):
                hint = did_you_mean(name, list(corpus.sources), f"add seeds/{name}.yaml")
                yield _at(use, "unknown-source", f"there is no source `{name}`", hint, "source")
        elif number > source.paragraphs:
            message = f"`{name}` has {source.paragraphs} paragraphs, so there is no paragraph {number}"
            yield _at(
                use,
                "paragraph-out-of-range",
                message,
                f"write a number from 1 to {source.paragraphs}",
                "paragraph",
            )


def _at(use: Use, code: str, message: str, hint: str, field: str) -> Finding:
    if use.needle:
        return Finding(code, message, use.path, use.pointer, hint, needle=use.needle, nth=use.nth)
    return Finding(code, message, use.path, (*use.pointer, field), hint)


def support(corpus: Corpus) -> Iterator[Finding]:
    """A statement has at least one passage that says so."""
    for item in corpus.items:
        if all(c.relation is not Relation.SUPPORTS for c in item.record.cites) and not isinstance(
            item.record, Watch
        ):
            yield Finding(
                "missing-support",
                "no citation supports this statement",
                item.path,
                (*item.pointer, "cites"),
                "cite the passage that says so, without `relation`",
            )


def prose_citations(corpus: Corpus) -> Iterator[Finding]:
    """In prose, too, every sentence is followed by what it rests on."""
    for field in corpus.prose:
        path, pointer, text = field.path, field.pointer, field.text
        seen: Counter[str] = Counter()
        for block in prose.paragraphs(prose.parse(text)):
            for shown, needle in islice(_miswritten(block), MAX_FINDINGS):
                hint = "write `[@source-id#paragraph]`, and `[@one#1; @other#2]` for two"
                yield Finding(
                    "bad-citation",
                    f"`{shown}` is not a citation",
                    path,
                    pointer,
                    hint,
                    needle=needle,
                    nth=seen[needle],
                )
                seen[needle] += 1
            tail = _after_last_citation(block)
            if any(character.isalnum() for character in tail):
                words = tail.split()
                needle = next((word for word in words if any(c.isalnum() for c in word)), "")
                message = f"no citation follows these words: “{' '.join(words)[:60]}”"
                yield Finding(
                    "missing-citation",
                    message,
                    path,
                    pointer,
                    "end the paragraph with `[@source-id#paragraph]`",
                    needle=needle,
                    nth=nth_before(text, needle, text.rfind(needle)),
                )


def _miswritten(block: prose.Block) -> Iterator[tuple[str, str]]:
    """What looks like a citation and is none: how it reads, and the characters to point at."""
    for leaf in prose.leaves(block):
        if isinstance(leaf, prose.Text):
            for found in _ALMOST.finditer(leaf.text):
                yield found[0][:60], found[0].split()[0]
        elif not CITATION.match(leaf.key):
            yield f"[@{leaf.key[:60]}]", f"@{leaf.key}"


def _after_last_citation(block: prose.Block) -> str:
    tail = ""
    for leaf in prose.leaves(block):
        tail = "" if isinstance(leaf, prose.Cite) else tail + leaf.text
    return tail


def coverage(corpus: Corpus) -> Iterator[Finding]:
    """Every paragraph of a source is cited, or the record says why not."""
    for name, use in corpus.coverage.items():
        path, source = corpus.paths["source", name], corpus.sources[name]
        seen: set[int] = set()
        for index, uncited in enumerate(source.uncited):
            for place, number in enumerate(uncited.paragraphs):
                pointer = ("uncited", index, "paragraphs", place)
                yield from _excuse(
                    path, pointer, number, source.paragraphs, number in use.cited, number in seen
                )
                seen.add(number)
        if not use.cited and not corpus.failed:
            yield Finding(
                "unused-source",
                f"nothing rests on the source `{name}`",
                path,
                ("id",),
                "cite it, or delete the record",
                Severity.WARNING,
            )
        elif use.open and not corpus.failed:
            message = f"nothing rests on paragraph {', '.join(map(str, use.open))} of `{name}`"
            yield Finding(
                "uncited-paragraph",
                message,
                path,
                ("uncited",),
                "cite it, or add it to `uncited` with a reason",
                Severity.WARNING,
            )


def _excuse(
    path: str, pointer: Pointer, number: int, count: int, cited: bool, twice: bool
) -> Iterator[Finding]:
    if number > count:
        yield Finding(
            "paragraph-out-of-range",
            f"the text has {count} paragraphs, so there is no paragraph {number}",
            path,
            pointer,
            f"write a number from 1 to {count}",
        )
    elif cited:
        yield Finding(
            "cited-after-all",
            f"paragraph {number} is cited, and yet listed as uncited",
            path,
            pointer,
            "delete it from `uncited`",
        )
    elif twice:
        yield Finding(
            "duplicate-id", f"paragraph {number} is listed twice", path, pointer, "delete one of the two"
        )


def paragraph_counts(corpus: Corpus) -> Iterator[Finding]:
    """A record counts its paragraphs as its text has them."""
    for name, text in corpus.texts.items():
        count = corpus.sources[name].paragraphs
        if len(text) != count:
            message = f"the text of `{name}` has {len(text)} paragraphs, not {count}"
            hint = f"write `paragraphs: {len(text)}`, and see that every citation still fits"
            fix = Replacement(("paragraphs",), str(count), str(len(text)))
            yield Finding(
                "paragraph-count", message, corpus.paths["source", name], ("paragraphs",), hint, fix=fix
            )
