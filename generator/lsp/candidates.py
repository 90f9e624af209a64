"""What can stand as a value: words of a vocabulary, ids of the corpus, passages and their own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.corpus.index import Corpus
from generator.findings.diagnostics import Pointer
from generator.records.citations import Citation
from generator.records.core import resolved
from generator.records.fields import CITATION, ID, Record
from generator.records.shape import FieldShape, fields
from generator.records.snippets import has_short_form
from generator.records.wording import Names, Wording

_SENTENCE_END = re.compile(r"(?<=[.!?…。！？])[\"”’»)]*\s+")
_OUTER = ' "“”„«»'
_PLAIN = re.compile(r"[^\W_][^\n]*\Z")
_WORDS = 8
"""How many words of a sentence stand beside its id."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that could be written: what it is called in one line, and more of it in Markdown."""

    value: str
    detail: str = ""
    more: str = ""


def candidates(
    corpus: Corpus, path: str, shape: FieldShape, pointer: Pointer, known: Mapping[Pointer, str], written: str
) -> Iterator[Candidate]:
    """What can stand at a place; `known` are the values of its file, `written` what is there already."""
    for term in shape.terms or ():
        yield Candidate(term.word, term.label, term.meaning)
    if shape.names:
        yield from named(corpus, path, shape.names)
    if shape.names is Names.ENTRY:
        yield from _unread(known)
    if shape.model:
        yield from _short_forms(corpus, path, shape.model, written)
    if shape.key == "paragraph":
        around = known.get((*pointer[:-1], "source"), "")
        yield from (Candidate(str(number), *said) for number, said in _paragraphs(corpus, around))
    if shape.wording is Wording.EXACT:
        yield from _exact(corpus, pointer, known, written)


def _short_forms(corpus: Corpus, path: str, model: type[Record], written: str) -> Iterator[Candidate]:
    """What a record can be written as for short."""
    if model is Citation:
        yield from passages(corpus, written)
    elif has_short_form(model):
        for shape in fields(model):
            yield from named(corpus, path, shape.names) if shape.names else ()


def _exact(
    corpus: Corpus, pointer: Pointer, known: Mapping[Pointer, str], written: str
) -> Iterator[Candidate]:
    """The words of the passages that are cited around a place."""
    for source, number in _cited(pointer, known):
        text = corpus.texts.get(source, ())
        for words in _wordings(text[number - 1] if number <= len(text) else "", written):
            yield Candidate(words, f"{source}#{number}")


def named(corpus: Corpus, path: str, sort: Names) -> Iterator[Candidate]:
    """The ids of one sort of record, with what they stand for."""
    if sort is Names.ACTOR:
        for actor in corpus.actors.values():
            yield Candidate(actor.id, actor.name, actor.role)
    elif sort is Names.DOSSIER:
        for dossier in corpus.dossiers.values():
            yield Candidate(dossier.id, dossier.title, dossier.scope)
    elif sort is Names.ENTRY:
        own = corpus.dossier_in.get(path, "")
        for key, entry in sorted(corpus.named.items(), key=lambda item: item[1].dossier != own):
            value = entry.record.id if entry.dossier == own else key
            yield Candidate(value or "", first_words(entry.record.sentence), entry.record.sentence)
    else:
        for source in corpus.sources.values():
            yield Candidate(source.id, source.short, source.title)
    if sort is Names.ORIGIN:
        yield from (Candidate(key, name) for key, name in _origins(corpus) if key not in corpus.sources)


def _unread(known: Mapping[Pointer, str]) -> Iterator[Candidate]:
    """The entries of the file itself, those too that cannot be read while somebody writes them."""
    for place, value in known.items():
        if len(place) == 3 and place[2] == "id" and isinstance(place[1], int) and ID.match(value):
            sentence = known.get((*place[:2], "text"), known.get((*place[:2], "question"), ""))
            yield Candidate(value, first_words(sentence), sentence)


def _origins(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The origins that are named, once each."""
    given = (citation.record.origin for citation in corpus.citations)
    origins = (*(source.origin for source in corpus.sources.values()), *given)
    names: dict[str, str] = {}
    for origin in filter(None, origins):
        names[origin.id] = names.get(origin.id) or origin.name or ""
    yield from names.items()


def passages(corpus: Corpus, written: str) -> Iterator[Candidate]:
    """Citations in their short form: the sources, and behind `source#` the paragraphs of that source."""
    source, mark, _ = written.partition("#")
    if not mark:
        yield from (Candidate(f"{c.value}#", c.detail, c.more) for c in named(corpus, "", Names.SOURCE))
    yield from (Candidate(f"{source}#{number}", *said) for number, said in _paragraphs(corpus, source))


def _paragraphs(corpus: Corpus, source: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """The paragraphs of a source: number, first words, and the whole where the text is at hand."""
    record, text = corpus.sources.get(source), corpus.texts.get(source, ())
    for number in range(1, (record.paragraphs if record else 0) + 1):
        words = text[number - 1] if number <= len(text) else ""
        yield number, (first_words(words), words)


def first_words(text: str) -> str:
    """The first words of a text."""
    words = text.split()
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")


def _cited(pointer: Pointer, known: Mapping[Pointer, str]) -> Iterator[tuple[str, int]]:
    """The passages in which exact words may stand: that of their citation, else those of the entry."""
    around = pointer[:-1]
    found = (known.get((*around, "source"), ""), known.get((*around, "paragraph"), ""))
    if all(found):
        yield from _passage("#".join(found))
        return
    for place, value in known.items():
        if place[: len(around) + 1] == (*around, "cites") and len(place) == len(around) + 2:
            yield from _passage(value)
            long_form = (known.get((*place, "source"), ""), known.get((*place, "paragraph"), ""))
            yield from _passage("#".join(long_form))


def _passage(key: str) -> Iterator[tuple[str, int]]:
    if match := CITATION.match(key):
        yield match[1], int(match[2])


def _wordings(paragraph: str, written: str) -> Iterator[str]:
    """Words of a paragraph that go on as what is written does; its sentences where nothing is."""
    begun = written.strip()
    starts = (
        [found.start() for found in re.finditer(rf"(?<!\w){re.escape(begun)}", paragraph)] if begun else []
    )
    pieces = [paragraph[start:] for start in starts] or [paragraph]
    found: dict[str, None] = {}
    for piece in pieces:
        sentences = _SENTENCE_END.split(piece)
        for sentence in sentences[:1] if starts else sentences:
            inner = re.split(r"[“”\"«»]", sentence)
            for part in (sentence, *(inner if len(inner) > 1 else ()), re.split(r"[,;:—]", sentence)[0]):
                words = part.strip(_OUTER).rstrip(",;:")
                whole = words[:1].isalnum() and words.count("“") == words.count("”")
                if whole and (not begun or words.startswith(begun)):
                    found.setdefault(words)
    yield from found


def as_yaml(value: str, *, flow: bool, opened: str = "") -> str:
    """A text as it is written in YAML: bare where that is safe, else between double quotation marks."""
    if opened == "'":
        return value.replace("'", "''")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    if opened:
        return escaped
    safe = _PLAIN.match(value) and not re.search(r":(?:\s|\Z)|\s#|\s\Z", value)
    safe = safe and not (flow and re.search(r"[][{},]", value))
    return value if safe and (resolved(value) == value or value.isdigit()) else f'"{escaped}"'


def unique(found: Iterable[Candidate]) -> list[Candidate]:
    """Candidates without those whose value came before."""
    return list({candidate.value: candidate for candidate in reversed(list(found))}.values())[::-1]
