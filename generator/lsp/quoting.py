"""Turns the words that a sentence quotes into the `quote` of the citation in whose passage they stand."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types
from pydantic import ValidationError

from generator.findings.diagnostics import Pointer, Position
from generator.lsp.candidates import as_yaml
from generator.lsp.opened import Opened
from generator.lsp.places import span
from generator.lsp.spots import spot
from generator.records.citations import Citation, Citing
from generator.records.shape import model_at, strings
from generator.records.wording import Wording
from generator.records.yamltree import Document, Mapping, Node, Scalar, Sequence, plain
from generator.text.marks import quoted
from generator.text.matching import stands_in


def quoting(opened: Opened, place: Position) -> Iterator[types.CodeAction]:
    """The citations of the entry at a place to which words that it quotes can be given."""
    document = opened.document
    found = spot(document.root, opened.page.offset(place)) if document else None
    if document is None or found is None:
        return
    pointer = found.pointer[:2]
    cites = document.node((*pointer, "cites"))
    if not issubclass(model_at(opened.model, pointer), Citing) or not isinstance(cites, Sequence):
        return
    for words in _quoted(opened, document, pointer):
        for node in cites.items:
            if (action := _action(opened, document, node, words)) is not None:
                yield action


def _quoted(opened: Opened, document: Document, pointer: Pointer) -> Iterator[str]:
    """The words that the desk's own texts of an entry quote."""
    node = document.node(pointer)
    try:
        record = model_at(opened.model, pointer).model_validate(plain(node)) if node else None
    except ValidationError:
        return
    for text in strings(record) if record else ():
        wording = text.shape.wording
        if wording and wording.quotes and wording is not Wording.PROSE:
            yield from quoted(text.value)


def _action(opened: Opened, document: Document, node: Node, words: str) -> types.CodeAction | None:
    try:
        citation = Citation.model_validate(plain(node))
    except ValidationError:
        return None
    text = opened.bench.corpus.texts.get(citation.source, ())
    if citation.quote or citation.paragraph > len(text) or not stands_in(words, text[citation.paragraph - 1]):
        return None
    edit = _edit(opened, document, node, citation, words=words)
    shown = words if len(words) <= 40 else f"{words[:40]}…"
    if edit is None:
        return None
    return types.CodeAction(
        title=f"Quote “{shown}” from {citation.source}#{citation.paragraph}",
        kind=types.CodeActionKind.RefactorRewrite,
        edit=types.WorkspaceEdit(changes={opened.bench.uri(opened.path): [edit]}),
    )


def _edit(
    opened: Opened, document: Document, node: Node, citation: Citation, words: str
) -> types.TextEdit | None:
    """The short form made long, or the long form made longer by a key."""
    text, page = document.text, opened.page
    if isinstance(node, Scalar):
        quote = as_yaml(words, flow=True)
        written = f"{{source: {citation.source}, paragraph: {citation.paragraph}, quote: {quote}}}"
        return types.TextEdit(page.range(span(text, node.start, node.end)), written)
    if not isinstance(node, Mapping):
        return None
    number = next((entry for entry in node.entries if entry.name == "paragraph"), None)
    if number is None or not isinstance(number.value, Scalar):
        return None
    flow = text[: node.entries[0].key.start].rstrip().endswith("{")
    before = ", " if flow else "\n" + " " * (number.key.span.start.column - 1)
    end = number.value.end
    return types.TextEdit(page.range(span(text, end, end)), f"{before}quote: {as_yaml(words, flow=flow)}")
