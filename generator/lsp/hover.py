"""What is shown over a word: the record that it names, the passage that it cites, what the schema says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol import types
from pydantic import ValidationError

from generator.corpus.index import Corpus
from generator.findings.diagnostics import Position, Span
from generator.lsp.names import Name
from generator.lsp.opened import Opened
from generator.lsp.places import span
from generator.lsp.spots import Spot, mention_at, spot_at
from generator.records.citations import Citation, Origin
from generator.records.shape import FieldShape, shape_at
from generator.records.wording import Names
from generator.records.yamltree import Mapping, Scalar, plain
from generator.text.matching import CITED, places
from generator.text.typography import even

_SIGNS = re.compile(r"[\\`*_{}\[\]<>#|~$&!]|^\s*[-+>=]|^\s*\d+[.)]", re.MULTILINE)


def hover(opened: Opened, place: Position, *, markdown: bool) -> types.Hover | None:
    """What is shown over a place; None where there is nothing to say."""
    found = spot_at(opened, place)
    if found is None:
        return None
    said = _Said(opened, found, markdown)
    cited = said.citation(opened.page.offset(place))
    mention = mention_at(opened, place)
    if cited:
        lines, shown = list(said.passage(cited[0])), cited[1]
    elif mention:
        lines, shown = list(said.record(opened.bench.index.same(mention.name))), mention.span
    else:
        lines, shown = list(said.field()), found.scalar.span
    if not lines:
        return None
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, "\n\n".join(lines)), opened.page.range(shown))


_OF_PASSAGE = ((), ("source",), ("paragraph",), ("quote",))
"""The keys of a citation that say which passage it is."""


class _Said(NamedTuple):
    """The words about one spot."""

    opened: Opened
    spot: Spot
    markdown: bool

    @property
    def corpus(self) -> Corpus:
        """The records."""
        return self.opened.bench.corpus

    def plain(self, text: str) -> str:
        """A text in which nothing is markup."""
        return _SIGNS.sub(lambda sign: f"{sign[0][:-1]}\\{sign[0][-1]}", text) if self.markdown else text

    def strong(self, text: str) -> str:
        """A text set apart."""
        return f"**{self.plain(text)}**" if self.markdown else text

    def shape(self) -> FieldShape | None:
        """The field at the spot."""
        return shape_at(self.opened.model, self.spot.pointer)

    def citation(self, offset: int) -> tuple[Citation, Span] | None:
        """The citation at the spot, in any of its forms, and where it stands."""
        document = self.opened.document
        for size in range(len(self.spot.pointer), 0, -1):
            pointer, rest = self.spot.pointer[:size], self.spot.pointer[size:]
            shape = shape_at(self.opened.model, pointer)
            node = document.node(pointer) if document else None
            node = node or (self.spot.scalar if not rest else None)
            if shape and shape.model is Citation and isinstance(node, Scalar | Mapping):
                beside = self.spot.is_key or rest not in _OF_PASSAGE
                cited = None if beside else _citation(plain(node))
                return (cited, self.spot.scalar.span) if cited else None
        text = "\n".join(self.opened.page.lines)
        for match in CITED.finditer(text, self.spot.scalar.start, self.spot.scalar.end):
            for key in re.finditer(r"@([^\s;\]]+)", match[0]):
                start, end = match.start() + key.start(), match.start() + key.end()
                if start <= offset <= end and (cited := _citation(key[1])):
                    return cited, span(text, start, end)
        return None

    def passage(self, cited: Citation) -> Iterator[str]:
        """A source, and the paragraph where its text is at hand, with the quoted words marked."""
        yield from self.record(Name(Names.SOURCE, cited.source))
        text = self.corpus.texts.get(cited.source, ())
        if cited.paragraph > len(text):
            known = self.corpus.sources.get(cited.source)
            missing = known and cited.paragraph > known.paragraphs
            yield (
                "There is no such paragraph."
                if missing
                else f"Paragraph {cited.paragraph}; its text is not at hand."
            )
            return
        paragraph = even(text[cited.paragraph - 1])
        quote = cited.quote or ""
        stretches = places(quote, paragraph) if quote else ()
        pieces, at = [f"¶ {cited.paragraph}: "], 0
        for start, end in stretches:
            pieces += [self.plain(paragraph[at:start]), self.strong(paragraph[start:end])]
            at = end
        yield "".join((*pieces, self.plain(paragraph[at:])))
        if quote and not stretches:
            yield "The quoted words do not stand in it."

    def record(self, name: Name) -> Iterator[str]:
        """What a name stands for."""
        corpus = self.corpus
        if name.sort is Names.ACTOR and (actor := corpus.actors.get(name.key)):
            yield f"{self.strong(actor.name)}, {actor.kind.label.lower()}"
            yield self.plain(actor.role)
        elif name.sort is Names.DOSSIER and (dossier := corpus.dossiers.get(name.key)):
            yield self.strong(dossier.title)
            yield self.plain(dossier.scope)
        elif name.sort is Names.SOURCE and (source := corpus.sources.get(name.key)):
            grade = f"{source.grade.reliability.word}{source.grade.credibility.word}"
            where = ", ".join(filter(None, (source.container_title, source.issued.words, f"grade {grade}")))
            yield f"{self.strong(source.short)}: {self.plain(f'{source.title} ({where})')}"
            if source.standing:
                yield self.plain(f"{source.standing.state.label}: {source.standing.reason}")
        elif name.sort is Names.ENTRY and (entry := corpus.named.get(name.key)):
            sort = type(entry.record).heading or type(entry.record).__name__
            yield f"{self.strong(sort)}: {self.plain(entry.record.sentence)}"
        elif name.sort is Names.ENTRY and (tombstone := corpus.tombstones.get(name.key)):
            yield self.plain(f"Withdrawn on {tombstone.date.words}: {tombstone.reason}")
        elif name.sort is Names.ORIGIN:
            yield from (self.strong(o.name or o.id) for o in _origins(corpus, name.key))

    def field(self) -> Iterator[str]:
        """What the schema says of a key, and of a word of a vocabulary."""
        shape = self.shape()
        if shape is None:
            return
        value = None if self.spot.is_key else self.spot.scalar.value
        for term in shape.terms or ():
            if value == term.value:
                yield f"{self.strong(f'{term.word}')}: {self.plain(f'{term.label}. {term.meaning}')}"
        if self.spot.is_key or shape.terms:
            needed = "required" if shape.required else "may be left out"
            yield f"{self.strong(shape.key)} ({needed}): {shape.description}"


def _citation(value: object) -> Citation | None:
    try:
        return Citation.model_validate(value)
    except ValidationError:
        return None


def _origins(corpus: Corpus, key: str) -> list[Origin]:
    origins = (citation.record.origin for citation in corpus.citations)
    sources = (source.origin for source in corpus.sources.values())
    return [o for o in (*origins, *sources) if o and o.id == key and o.name][:1]
