"""Rules about evidence: who says it, which passage bears it out, and what nothing rests on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath

from generator.corpus.entries import PlacedCitation
from generator.evidence.evidence import Evidence
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Finding, Pointer, Replacement
from generator.records.entries import BottomLine, Judgement, Statement
from generator.records.fields import BAD_CITATION, CITATION
from generator.records.form import MISSING_CITATION
from generator.records.vocabulary import Kind, Relation
from generator.records.yamltree import MAX_FINDINGS
from generator.rules.hints import did_you_mean
from generator.rules.names import known
from generator.rules.quotations import nth_before
from generator.text import prose

_ALMOST = re.compile(r"\[@[^\[\]]*\]?|\[[a-z0-9-]+\s?#\s?[0-9]+[^\[\]]*\]")
"""Brackets that were meant as a citation."""


MISSING_SPEAKER = Code(
    "missing-speaker",
    what="An attributed statement does not say who makes it.",
    why="A claim without its maker reads like a fact.",
    bad=(
        "statements:\n"
        "  - id: toll-suspended\n"
        "    kind: attributed\n"
        "    occasion: at the meeting\n"
        "    text: It is suspended.\n"
        "    cites: [gazette-0301#6]\n"
    ),
    good=(
        "statements:\n"
        "  - id: toll-suspended\n"
        "    kind: attributed\n"
        "    by: harbour-master\n"
        "    occasion: at the meeting\n"
        "    text: It is suspended.\n"
        "    cites: [gazette-0301#6]\n"
    ),
)

UNEXPECTED_SPEAKER = Code(
    "unexpected-speaker",
    what="A reported fact names a speaker.",
    why="Either it is a fact as the source gives it, or it is somebody's claim.",
    bad=(
        "statements:\n"
        "  - id: toll-suspended\n"
        "    kind: reported\n"
        "    by: harbour-master\n"
        "    text: It is suspended.\n"
        "    cites: [gazette-0301#6]\n"
    ),
    good=(
        "statements:\n"
        "  - id: toll-suspended\n"
        "    kind: attributed\n"
        "    by: harbour-master\n"
        "    occasion: at the meeting\n"
        "    text: It is suspended.\n"
        "    cites: [gazette-0301#6]\n"
    ),
)


def speakers(evidence: Evidence) -> Iterator[Finding]:
    """A claim names who makes it; a fact has no speaker."""
    for entry in evidence.corpus.of(Statement):
        attributed = entry.record.kind is Kind.ATTRIBUTED
        if attributed and entry.record.by is None:
            yield Finding(
                MISSING_SPEAKER,
                "an attributed statement names its speaker",
                entry.path,
                entry.pointer,
                hint="add `by: actor-id`, or write `kind: reported`",
            )
        if not attributed and entry.record.by is not None:
            yield Finding(
                UNEXPECTED_SPEAKER,
                "a reported fact has no speaker",
                entry.path,
                (*entry.pointer, "by"),
                hint="write `kind: attributed`, or delete `by`",
                at_key=True,
            )


UNKNOWN_SOURCE = Code(
    "unknown-source",
    what="There is no record of that source in `seeds/`.",
    why="Readers could not see what it is.",
    follows=True,
    bad=("summary:\n  - text: They agreed.\n    cites: [gazete-0301#4]\n"),
    good=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n"),
)

PARAGRAPH_OUT_OF_RANGE = Code(
    "paragraph-out-of-range",
    what="The source has no paragraph of that number.",
    why="A paragraph is a block of the text between blank lines, counted from 1.",
    bad=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#40]\n"),
    good=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n"),
)


def sources_exist(evidence: Evidence) -> Iterator[Finding]:
    """A citation names a source on record and a paragraph that its text has."""
    corpus = evidence.corpus
    for citation in corpus.citations:
        name, number = citation.record.source, citation.record.paragraph
        source = corpus.sources.get(name)
        if source is None:
            if not known(corpus, name):
                hint = did_you_mean(name, list(corpus.sources), f"add seeds/{name}.yaml")
                finding = _at(citation, UNKNOWN_SOURCE, f"there is no source `{name}`", hint, field="source")
                yield replace(finding, about=name)
        elif number > source.paragraphs:
            message = f"`{name}` has {source.paragraphs} paragraphs, so there is no paragraph {number}"
            hint = f"write a number from 1 to {source.paragraphs}"
            yield _at(citation, PARAGRAPH_OUT_OF_RANGE, message, hint, field="paragraph")


def _at(citation: PlacedCitation, code: Code, message: str, hint: str, field: str) -> Finding:
    if citation.needle:
        return Finding(
            code,
            message,
            citation.path,
            citation.pointer,
            hint=hint,
            needle=citation.needle,
            nth=citation.nth,
        )
    return Finding(code, message, citation.path, (*citation.pointer, field), hint=hint)


MISSING_SUPPORT = Code(
    "missing-support",
    what="A statement's citations dispute or mention it, and none supports it.",
    why="What no source says is not a statement of the sources.",
    bad=(
        "summary:\n"
        "  - text: They agreed.\n"
        "    cites: [{source: gazette-0301, paragraph: 4, relation: disputes}]\n"
    ),
    good=("summary:\n  - text: They agreed.\n    cites: [{source: gazette-0301, paragraph: 4}]\n"),
)


def support(evidence: Evidence) -> Iterator[Finding]:
    """A statement has at least one passage that says so."""
    for entry in evidence.corpus.entries:
        supported = any(citation.relation is Relation.SUPPORTS for citation in entry.record.cites)
        if entry.record.asserts and not supported:
            yield Finding(
                MISSING_SUPPORT,
                "no citation supports this statement",
                entry.path,
                (*entry.pointer, "cites"),
                hint="cite the passage that says so, without `relation`",
            )


NOTHING_QUOTED = Code(
    "nothing-quoted",
    what="Nothing is quoted from any passage that a line of the bottom line or a judgement cites.",
    why=(
        "Its notes would name a paragraph and show no word of it, so that a reader could not see what it "
        "rests on. A `quote` in one of its citations helps, or one from the same paragraph elsewhere."
    ),
    bad="summary:\n  - text: North Port wants the toll gone.\n    cites: [gazette-0301#5]\n",
    good=(
        "summary:\n"
        "  - text: North Port wants the toll gone.\n"
        "    cites:\n"
        "      - source: gazette-0301\n"
        "        paragraph: 5\n"
        "        quote: wants the toll gone\n"
    ),
    severity=Severity.WARNING,
)


def words_shown(evidence: Evidence) -> Iterator[Finding]:
    """What readers look at first rests on a passage of which they see words."""
    corpus = evidence.corpus
    if corpus.failed:
        return
    for entry in (*corpus.of(BottomLine), *corpus.of(Judgement)):
        passages = [(citation.source, citation.paragraph) for citation in entry.record.cites]
        exist = all(
            name in corpus.sources and number <= corpus.sources[name].paragraphs for name, number in passages
        )
        if exist and not any(map(corpus.quotes.nearest, passages)):
            yield Finding(
                NOTHING_QUOTED,
                "nothing is quoted from what this rests on, so its notes show no words",
                entry.path,
                (*entry.pointer, "cites"),
                hint="add a `quote` to a citation: a few exact words of the passage",
            )


def prose_citations(evidence: Evidence) -> Iterator[Finding]:
    """In prose, too, every sentence is followed by what it rests on."""
    for field in evidence.corpus.prose:
        path, pointer, text = field.path, field.pointer, field.text
        seen: Counter[str] = Counter()
        for block in prose.paragraphs(prose.parse(text)):
            for shown, needle in islice(_miswritten(block), MAX_FINDINGS):
                hint = "write `[@source-id#paragraph]`, and `[@one#1; @other#2]` for two"
                yield Finding(
                    BAD_CITATION,
                    f"`{shown}` is not a citation",
                    path,
                    pointer,
                    hint=hint,
                    needle=needle,
                    nth=seen[needle],
                )
                seen[needle] += 1
            tail = _after_last_citation(block)
            if any(character.isalnum() for character in tail):
                words = tail.split()
                needle = next((word for word in words if any(sign.isalnum() for sign in word)), "")
                message = f"no citation follows these words: “{' '.join(words)[:60]}”"
                yield Finding(
                    MISSING_CITATION,
                    message,
                    path,
                    pointer,
                    hint="end the paragraph with `[@source-id#paragraph]`",
                    needle=needle,
                    nth=nth_before(text, needle, text.rfind(needle)),
                )


def _miswritten(block: prose.Block) -> Iterator[tuple[str, str]]:
    """What looks like a citation and is none: how it reads, and the characters to point at."""
    for leaf in prose.leaves(block):
        if isinstance(leaf, prose.Text):
            for match in _ALMOST.finditer(leaf.text):
                yield match[0][:60], match[0].split()[0]
        elif not CITATION.match(leaf.key):
            yield f"[@{leaf.key[:60]}]", f"@{leaf.key}"


def _after_last_citation(block: prose.Block) -> str:
    tail = ""
    for leaf in prose.leaves(block):
        tail = "" if isinstance(leaf, prose.Cite) else tail + leaf.text
    return tail


UNCITED_PARAGRAPH = Code(
    "uncited-paragraph",
    what="Nothing rests on a paragraph, and the record does not say why.",
    why="What was left out, and why, is part of the evidence.",
    bad=("# seeds/gazette-0301.yaml\nuncited:\n  - {paragraphs: [1, 2], reason: furniture}\n"),
    good=("# seeds/gazette-0301.yaml\nuncited:\n  - {paragraphs: [1, 2, 7], reason: furniture}\n"),
    severity=Severity.WARNING,
)

CITED_AFTER_ALL = Code(
    "cited-after-all",
    what="A paragraph is listed as uncited, and something rests on it.",
    why="One of the two is wrong.",
    bad=("# seeds/gazette-0301.yaml\nuncited:\n  - {paragraphs: [1, 2, 4, 7], reason: furniture}\n"),
    good=("# seeds/gazette-0301.yaml\nuncited:\n  - {paragraphs: [1, 2, 7], reason: furniture}\n"),
)

UNCITED_TWICE = Code(
    "uncited-twice",
    what="A paragraph is listed as uncited twice.",
    why="Each paragraph has one reason why nothing rests on it.",
    bad=("# seeds/courier-0302.yaml\nuncited:\n  - {paragraphs: [1, 1], reason: furniture}\n"),
    good=("# seeds/courier-0302.yaml\nuncited:\n  - {paragraphs: [1], reason: furniture}\n"),
)

UNUSED_SOURCE = Code(
    "unused-source",
    what="Nothing rests on a source.",
    why="It is either forgotten or not needed.",
    severity=Severity.WARNING,
)


def coverage(evidence: Evidence) -> Iterator[Finding]:
    """Every paragraph of a source is cited, or the record says why not."""
    corpus = evidence.corpus
    for name, use in evidence.sources.items():
        path, source = corpus.paths["source", name], corpus.sources[name]
        seen: set[int] = set()
        for index, uncited in enumerate(source.uncited):
            for place, number in enumerate(uncited.paragraphs):
                pointer = ("uncited", index, "paragraphs", place)
                yield from _excuse(
                    path, pointer, number, source.paragraphs, cited=number in use.cited, twice=number in seen
                )
                seen.add(number)
        if not use.cited and not corpus.failed:
            yield Finding(
                UNUSED_SOURCE,
                f"nothing rests on the source `{name}`",
                path,
                ("id",),
                hint="cite it, or delete the record",
                about=PurePosixPath(path).stem,
            )
        elif use.open and not corpus.failed:
            message = f"nothing rests on paragraph {', '.join(map(str, use.open))} of `{name}`"
            yield Finding(
                UNCITED_PARAGRAPH,
                message,
                path,
                ("uncited",),
                hint="cite it, or add it to `uncited` with a reason",
            )


def _excuse(
    path: str, pointer: Pointer, number: int, count: int, cited: bool, twice: bool
) -> Iterator[Finding]:
    if number > count:
        yield Finding(
            PARAGRAPH_OUT_OF_RANGE,
            f"the text has {count} paragraphs, so there is no paragraph {number}",
            path,
            pointer,
            hint=f"write a number from 1 to {count}",
        )
    elif cited:
        yield Finding(
            CITED_AFTER_ALL,
            f"paragraph {number} is cited, and yet listed as uncited",
            path,
            pointer,
            hint="delete it from `uncited`",
        )
    elif twice:
        yield Finding(
            UNCITED_TWICE, f"paragraph {number} is listed twice", path, pointer, hint="delete one of the two"
        )


PARAGRAPH_COUNT = Code(
    "paragraph-count",
    what="A record counts its paragraphs differently from its text.",
    why="The text has changed, or was cut differently; then every locator may be off.",
    bad=("# seeds/courier-0302.yaml\nparagraphs: 5\n"),
    good=("# seeds/courier-0302.yaml\nparagraphs: 4\n"),
)


def paragraph_counts(evidence: Evidence) -> Iterator[Finding]:
    """A record counts its paragraphs as its text has them."""
    corpus = evidence.corpus
    for name, text in corpus.texts.items():
        count = corpus.sources[name].paragraphs
        if len(text) != count:
            message = f"the text of `{name}` has {len(text)} paragraphs, not {count}"
            hint = f"write `paragraphs: {len(text)}`, and see that every citation still fits"
            fix = Replacement(("paragraphs",), str(count), str(len(text)))
            yield Finding(
                PARAGRAPH_COUNT, message, corpus.paths["source", name], ("paragraphs",), hint=hint, fix=fix
            )


RULES = (speakers, sources_exist, support, words_shown, prose_citations, coverage, paragraph_counts)
"""The rules of this module, in the order in which they run."""
