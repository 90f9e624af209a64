"""Every code that a finding can have, collected from the modules that yield them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.findings import tree
from generator.findings.codes import Code
from generator.records import (
    blanks,
    compose,
    conflicts,
    days,
    decode,
    endings,
    fields,
    form,
    hidden,
    load,
    source,
    syntax,
)
from generator.rules import allowed, glyphs, registry

MODULES: tuple[object, ...] = (
    decode,
    hidden,
    conflicts,
    blanks,
    syntax,
    compose,
    endings,
    fields,
    days,
    source,
    form,
    load,
    *registry.MODULES,
    glyphs,
    allowed,
    tree,
)
"""The modules whose codes are in use: those that read records, each after what it imports; then the rules.

Last comes what is refused before it is read.
"""


def codes_in(modules: Iterable[object]) -> Iterator[Code]:
    """The codes among the constants of some modules, in their order; an imported one comes again."""
    for module in modules:
        yield from (value for value in vars(module).values() if isinstance(value, Code))


CODES: dict[str, Code] = {code.name: code for code in codes_in(MODULES)}
"""Every code by its name."""
