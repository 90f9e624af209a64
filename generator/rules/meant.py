"""What an editor means who names a record otherwise than by its id: the id, where the corpus knows it.

A field can say no more than that a text is no id; here the records are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.corpus.index import Corpus
from generator.findings.diagnostics import Diagnostic
from generator.records.fields import BAD_ID, BAD_REFERENCE, slug
from generator.records.form import ONE_ACTOR
from generator.records.load import ACTORS, Library, model_of
from generator.records.shape import FieldShape, shape_at
from generator.records.wording import Names
from generator.records.yamltree import Scalar
from generator.rules.actors import actor_meant
from generator.rules.hints import did_you_mean

_AND = re.compile(r"\s*(?:[,;&]|\band\b)\s*")


def with_ids(diagnostics: Iterable[Diagnostic], library: Library, corpus: Corpus) -> tuple[Diagnostic, ...]:
    """Findings of texts that are no ids, each with the id that is meant where one is known."""
    return tuple(_with_id(one, library, corpus) for one in diagnostics)


def _with_id(one: Diagnostic, library: Library, corpus: Corpus) -> Diagnostic:
    if one.code not in (BAD_ID, BAD_REFERENCE):
        return one
    document, shape = library.document(one.path), shape_at(model_of(one.path), one.pointer)
    node = document.node(one.pointer) if document else None
    if not shape or not shape.names or not isinstance(node, Scalar):
        return one
    hint = _hint(corpus, shape, one.path, str(node.value))
    return replace(one, hint=hint) if hint else one


def _hint(corpus: Corpus, shape: FieldShape, path: str, written: str) -> str:
    parts = [part for part in _AND.split(written) if part]
    if shape.names is Names.ACTOR:
        if len(parts) > 1 and all(actor_meant(corpus, part) for part in parts):
            meant = [actor_meant(corpus, part) for part in parts]
            return ONE_ACTOR if not shape.listed else f"write one item for each: {', '.join(meant)}"
        close = actor_meant(corpus, written)
        new = slug(written)
        add = f"write the id of an actor, or add `{new}` to {ACTORS}" if new else ""
        return f"did you mean `{close}`?" if close else add
    known: Iterable[str] = corpus.dossiers if shape.names is Names.DOSSIER else corpus.sources
    if shape.names is Names.ENTRY:
        known = [entry.record.id for entry in corpus.entries if entry.path == path and entry.record.id]
    return did_you_mean(slug(written), known, "")
