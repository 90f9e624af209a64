"""Citation numbers: given once, in the order in which a page reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote as percent

from babel import Locale, UnknownLocaleError

from generator.corpus.entries import PlacedEntry
from generator.corpus.quotes import Quote
from generator.evidence.evidence import Evidence
from generator.records.citations import Citation
from generator.records.desk import Actor
from generator.records.entries import Quotation
from generator.records.source import Grade, Source
from generator.records.vocabulary import Relation
from generator.references.model import Reference, Run
from generator.references.model import words as plain
from generator.view import links, paths
from generator.view.parts import Excerpt, Link, Mark, Note, SourceCard, SourceNotes, SourceWords
from generator.view.standing import notice


class _Passage(NamedTuple):
    """What a note is about: equal ones share a note.

    `origin` names whom it relays; empty when it relays nobody. `elsewhere` is what another place quotes from
    the paragraph, where the citation itself quotes nothing.
    """

    source: str
    paragraph: int
    words: str
    relation: Relation
    origin: str
    elsewhere: Quote | None


class Notes:
    """Collects the citations of one page. Equal passages share a number; each use has a mark of its own."""

    def __init__(self, evidence: Evidence, cards: Mapping[str, SourceCard], dossier: str = "") -> None:
        """`dossier` is the id of the dossier that the page shows, empty where it shows several."""
        self._evidence, self._corpus = evidence, evidence.corpus
        self._dossier = dossier
        self._cards = cards
        self._marks: dict[_Passage, list[str]] = {}
        self._numbers: dict[_Passage, int] = {}
        self._count = 0

    def marks(self, cites: tuple[Citation, ...]) -> tuple[Mark, ...]:
        """The marks of a list of citations."""
        return _sorted(self.mark(citation, citation.quote or "") for citation in cites)

    def of(self, entry: PlacedEntry) -> tuple[Mark, ...]:
        """The marks of an asserting entry."""
        scopes = self._corpus.scopes(entry)
        return _sorted(
            self.mark(citation, entry.record.exact(place), scopes)
            for place, citation in enumerate(entry.record.cites)
        )

    def mark(self, citation: Citation, words: str = "", scopes: tuple[str, ...] = ()) -> Mark:
        """The mark of one citation; `words` are the exact words that it vouches for.

        Where there are none, its note shows what is quoted from the paragraph elsewhere, looked for in
        `scopes`, in the dossier of the page and in all, in this order.
        """
        cited = citation.source, citation.paragraph
        passage = _Passage(
            *cited,
            words,
            citation.relation,
            origin=self._relayed(citation),
            elsewhere=None if words else self._corpus.quotes.nearest(cited, (*scopes, self._dossier)),
        )
        self._count += 1
        name = f"cite-{self._count}"
        self._marks.setdefault(passage, []).append(name)
        number = self._numbers.setdefault(passage, len(self._numbers) + 1)
        source = self._corpus.sources[citation.source]
        label = f"Note {number}: {source.short}, paragraph {citation.paragraph}"
        if citation.relation is not Relation.SUPPORTS:
            label += f", {citation.relation.label} this"
        source_notice = self._cards[citation.source].notice
        if source_notice:
            label += f"; {source_notice.lead.lower()} on {source_notice.when}"
        return Mark(
            name,
            number,
            f"note-{number}",
            label,
            notice=source_notice if citation.relation is Relation.SUPPORTS else None,
        )

    def _edited(self, cited: _Passage) -> tuple[SourceWords, ...]:
        """What the source has where brackets edit the note's quotation, or else one of its dossier."""
        home = self._corpus.paths.get(("dossier", self._dossier), "")
        quotations = self._evidence.edited_in.get((cited.source, cited.paragraph), ())
        shown = {
            quotation.claim.words: quotation.own
            for quotation in quotations
            if quotation.claim.words == cited.words or (not cited.words and quotation.claim.path == home)
        }
        return tuple(SourceWords(words, own) for words, own in shown.items())

    def _relayed(self, citation: Citation) -> str:
        """The name of whom a passage relays; empty when it relays nobody."""
        origin = self._evidence.reliance.origin(citation)
        return "" if origin == citation.source else self._evidence.reliance.origin_names.get(origin, origin)

    def by_source(self) -> tuple[SourceNotes, ...]:
        """The notes of the page, grouped by source in the order of first use."""
        grouped: dict[str, list[Note]] = {}
        for passage, number in self._numbers.items():
            note = self._note(number, passage, tuple(self._marks[passage]))
            grouped.setdefault(passage.source, []).append(note)
        return tuple(SourceNotes(self._cards[name], tuple(notes)) for name, notes in grouped.items())

    def _note(self, number: int, cited: _Passage, uses: tuple[str, ...]) -> Note:
        source, relation = self._corpus.sources[cited.source], cited.relation
        elsewhere = self._excerpt(cited.elsewhere) if cited.elsewhere else None
        return Note(
            id=f"note-{number}",
            number=number,
            paragraph=cited.paragraph,
            quote=cited.words,
            elsewhere=elsewhere,
            edited=self._edited(cited),
            relation="" if relation is Relation.SUPPORTS else relation.label,
            passage=Link(f"paragraph {cited.paragraph}", paths.source(cited.source), f"p{cited.paragraph}"),
            href=text_fragment(source.url or "", elsewhere.words if elsewhere else cited.words),
            uses=uses,
            origin=cited.origin,
        )

    def _excerpt(self, quote: Quote) -> Excerpt:
        owner = quote.owner
        if isinstance(owner, Actor):
            return Excerpt(quote.words, links.actor(owner))
        if isinstance(owner.record, Quotation):
            speaker = self._corpus.actors[owner.record.speaker]
            return Excerpt(quote.words, links.home(self._corpus, owner, f"the words of {speaker.name}"))
        return Excerpt(quote.words, links.from_dossier(self._corpus, self._dossier, owner))


def _sorted(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks of one sentence in the order of their numbers."""
    return tuple(sorted(marks, key=lambda mark: mark.number))


def text_fragment(url: str, words: str) -> str:
    """The address of the words on a page (URL Fragment Text Directives, WICG).

    Without words it is the bare address.

    Long passages are named by their first and last five words.
    """
    if not url or not words:
        return url
    tokens = words.split()
    snippets = [" ".join(tokens[:5]), " ".join(tokens[-5:])] if len(tokens) > 12 else [words]
    return (
        url.partition("#")[0]
        + "#:~:text="
        + ",".join(percent(snippet, safe="").replace("-", "%2D") for snippet in snippets)
    )


def card(source: Source, formatted: Reference = ()) -> SourceCard:
    """A source as readers see it; without a formatted reference in plain words."""
    formatted = formatted or (Run(reference(source)),)
    linked = any(source.url == run.url for run in formatted if run.url)
    signs, words = grade(source.grade)
    translated = ""
    if source.translation:
        origin = f" from {language(source.original_language)}" if source.original_language else ""
        translated = f"{source.translation.label}{origin}"
    return SourceCard(
        source.id,
        Link(source.short, paths.source(source.id)),
        source.short,
        plain(formatted),
        formatted=formatted,
        linked=linked,
        title=source.title,
        url=source.url or "",
        grade=signs,
        grade_words=words,
        grade_reason=source.grade.reason,
        language=language(source.language),
        translated=translated,
        issued=source.issued.words,
        notice=notice(source),
        tag=source.language,
    )


def language(tag: str) -> str:
    """A language's English name; the tag itself where it has none (Unicode CLDR, through Babel)."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def grade(rating: Grade) -> tuple[str, str]:
    """An Admiralty grade as signs and as words: `E3`, `Unreliable source; possibly true`."""
    signs = f"{rating.reliability.word}{rating.credibility.word}"
    words = f"Source: {rating.reliability.label.lower()}; information: {rating.credibility.label.lower()}"
    return signs, words


def reference(source: Source) -> str:
    """The full reference in plain words, without the address."""
    who = ", ".join(name.words for name in source.author) or "Unsigned"
    where = source.container_title or source.publisher or "Publisher unknown"
    return f"{who}. “{source.title}”. {where}, {source.issued.words}."
