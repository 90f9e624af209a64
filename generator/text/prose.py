"""Prose fields: a small, safe part of CommonMark, parsed here and never passed on as text.

Allowed: paragraphs, `*emphasis*`, `**strong**`, bullet and numbered lists, block quotations, and citations in
Pandoc's bracket form, `[@source#4]` or `[@source#4; @other#2]`. Everything else is plain text: no HTML,
links, images or headings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.text.matching import CITED


@dataclass(frozen=True, slots=True)
class Text:
    """A run of words."""

    text: str


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation as the editor wrote it, without bracket and @: `source#4`."""

    key: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Words set apart: `style` is `em` or `strong`."""

    style: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (`p`), list (`ul`, `ol`), item (`li`) or block quotation (`blockquote`)."""

    name: str
    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...]


Inline = Text | Cite | Styled


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": 12})
    return parser.enable(["emphasis", "list", "blockquote", "escape"])


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Block, ...]:
    """The prose as blocks. Total: whatever is not allowed comes out as the characters that were typed."""
    tokens = iter(_parser().parse(text))
    return tuple(_blocks(tokens, None))


def _blocks(tokens: Iterator[Token], closing: str | None) -> Iterator[Block]:
    for token in tokens:
        if token.type == closing:
            return
        if token.type == "inline":
            yield Block("p", (), tuple(_inlines(iter(token.children or []), None)))
        elif token.nesting == 1 and token.tag == "p":
            yield from _blocks(tokens, "paragraph_close")
        elif token.nesting == 1:
            yield Block(token.tag, tuple(_blocks(tokens, token.type.replace("_open", "_close"))), ())


def _inlines(tokens: Iterator[Token], closing: str | None) -> Iterator[Inline]:
    pending = ""
    for token in tokens:
        if token.nesting == 0:
            pending += token.content.replace("\n", " ")
            continue
        yield from _split(pending)
        pending = ""
        if token.type == closing:
            return
        if token.nesting == 1:
            yield Styled(token.tag, tuple(_inlines(tokens, token.type.replace("_open", "_close"))))
    yield from _split(pending)


def _split(text: str) -> Iterator[Inline]:
    end = 0
    for match in CITED.finditer(text):
        if match.start() > end:
            yield Text(text[end : match.start()])
        for key in match[1].split(";"):
            yield Cite(key.strip()[1:])
        end = match.end()
    if end < len(text):
        yield Text(text[end:])


def leaves(block: Block) -> Iterator[Text | Cite]:
    """The words and citations of a block in reading order."""
    for inner in block.blocks:
        yield from leaves(inner)
    yield from _flat(block.inlines)


def _flat(inlines: tuple[Inline, ...]) -> Iterator[Text | Cite]:
    for inline in inlines:
        if isinstance(inline, Styled):
            yield from _flat(inline.children)
        else:
            yield inline


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every paragraph, however deep it stands."""
    for block in blocks:
        if block.name == "p":
            yield block
        yield from paragraphs(block.blocks)


def passages(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What a prose field says, piece by piece.

    The pieces are words, and the keys of the citations that stand together after them.
    """
    for block in paragraphs(parse(text)):
        words = ""
        citations: tuple[str, ...] = ()
        for leaf in leaves(block):
            if isinstance(leaf, Cite):
                citations = (*citations, leaf.key)
            elif not citations or leaf.text.isspace():
                words += leaf.text
            else:
                yield _said(words), citations
                words, citations = leaf.text, ()
        if citations:
            yield _said(words), citations


def _said(words: str) -> str:
    """Words without the stop of the sentence before them."""
    return " ".join(words.split()).lstrip(".,;:!? ")


def keys(text: str) -> tuple[str, ...]:
    """The citation keys of a prose field, in order, repeats included."""
    return tuple(leaf.key for block in parse(text) for leaf in leaves(block) if isinstance(leaf, Cite))
