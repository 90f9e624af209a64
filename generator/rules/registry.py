"""What must hold between records: the modules of rules, and with them every rule.

A reference to a record that itself could not be read is not reported: its own error already is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from generator.evidence.evidence import Evidence
from generator.findings.diagnostics import Finding
from generator.rules import (
    actors,
    disputes,
    evidence,
    figures,
    hashes,
    locked,
    markup,
    names,
    origins,
    permanent,
    quotations,
    support,
    time,
    trust,
    wording,
)

Rule = Callable[[Evidence], Iterator[Finding]]
"""A rule: it reads the evidence of a corpus and yields what is wrong."""


class RuleModule(Protocol):
    """A module that holds rules, and beside them the codes that they yield."""

    @property
    def RULES(self) -> tuple[Rule, ...]:  # noqa: N802  a constant of the module
        """Its rules, in the order in which they run."""


MODULES: tuple[RuleModule, ...] = (
    names,
    actors,
    permanent,
    evidence,
    support,
    origins,
    wording,
    markup,
    disputes,
    quotations,
    figures,
    hashes,
    locked,
    trust,
    time,
)
"""Every module of rules, in the order in which they run and are explained."""


def check(evidence: Evidence) -> Iterator[Finding]:
    """Every finding of every rule."""
    for module in MODULES:
        for rule in module.RULES:
            yield from rule(evidence)
