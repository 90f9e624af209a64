"""What must hold between records. Each rule reads the corpus and yields findings; `RULES` is the whole list.

A reference to a record that itself could not be read is not reported: its own error already is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.corpus.index import Corpus
from generator.findings.diagnostics import Finding
from generator.rules import disputes, evidence, locked, names, permanent, quotations, support, time, wording

Rule = Callable[[Corpus], Iterator[Finding]]
"""A rule: it reads a corpus and yields what is wrong."""

RULES: tuple[Rule, ...] = (
    names.missing_files,
    names.file_names,
    names.desk_order,
    names.item_ids,
    names.actor_ids,
    names.references,
    names.actor_names,
    permanent.register_lines,
    permanent.published_ids,
    permanent.tombstones,
    evidence.speakers,
    wording.occasions,
    wording.likelihood_words,
    wording.degrees,
    wording.confidence_words,
    evidence.sources_exist,
    evidence.support,
    support.circles,
    support.withdrawn_support,
    support.thin_confidence,
    support.origins,
    evidence.prose_citations,
    quotations.quotations,
    disputes.disagreement,
    time.timelines,
    time.open_questions,
    time.changes,
    time.sources,
    evidence.coverage,
    evidence.paragraph_counts,
    locked.evidence_lock,
)
"""Every rule, in the order in which they run."""


def check(corpus: Corpus) -> Iterator[Finding]:
    """Every finding of every rule."""
    for rule in RULES:
        yield from rule(corpus)
