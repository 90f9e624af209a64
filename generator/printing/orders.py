"""What is printed: the PDFs of a site, an extract of some sections, large print, and what only paper has.

Pure. Paper has two things that pages have not: a code that leads to the newest edition, and an index of
actors by page numbers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import segno

from generator.records.sections import NAMES
from generator.text.likeness import likest
from generator.view import paths
from generator.view.artefacts import Artefact, Heading, Subject
from generator.view.model import ActorPage, DossierPage, Site


@dataclass(frozen=True)
class Print:
    """A PDF to be made: its path below the root, the name of its template, and what makes its data.

    Also its paper (`a4` or `us-letter`).

    `large` asks for large print. `dossier` is the id of the dossier that it prints, empty for the book.
    """

    path: str
    template: str
    make: Callable[[], Mapping[str, object]] = field(compare=False, repr=False)
    paper: str
    large: bool = False
    dossier: str = ""

    @cached_property
    def data(self) -> Mapping[str, object]:
        """The data that its template is given, made when it is first asked for: most builds print little."""
        return self.make()


@dataclass(frozen=True)
class Manuscript:
    """The print data of a site; that of each dossier is made once for all papers and the book."""

    site: Site
    _made: dict[str, Mapping[str, object]] = field(default_factory=dict, init=False)

    def _dossier(self, name: str) -> Mapping[str, object]:
        if name not in self._made:
            self._made[name] = _dossier(self.site.about[name]())
        return self._made[name]

    def dossier(self, name: str) -> Mapping[str, object]:
        """The data of a document about one dossier. Raises `KeyError` where the site does not have it."""
        return {**self._titles, "book": False, "dossiers": [self._dossier(name)], "actors": []}

    def book(self) -> Mapping[str, object]:
        """The data of a document about all dossiers, with the index of actors."""
        return {
            **self._titles,
            "book": True,
            "verified": print_data(self.site.verified),
            "dossiers": [self._dossier(name) for name in self.site.about],
            "actors": _index(self.site),
        }

    @property
    def _titles(self) -> Mapping[str, object]:
        return {"title": self.site.title, "subtitle": self.site.subtitle}


Pdf = Artefact[Callable[[Manuscript], Print]]
"""An artefact that is printed: its maker gives the order."""

_TYPE = "application/pdf"


def artefacts(dossiers: Iterable[str]) -> tuple[Pdf, ...]:
    """The PDFs of a site with these dossiers, by id: each on two papers and in large print, and the book."""
    book: Pdf = Artefact(
        paths.BOOK,
        "briefing book",
        _TYPE,
        Subject.DOSSIERS,
        make=lambda manuscript: Print(paths.written(paths.BOOK), "briefing", manuscript.book, "a4"),
    )
    return (*(pdf for name in dossiers for pdf in _beside(name)), book)


def _beside(dossier: str) -> tuple[Pdf, ...]:
    """The PDFs of one dossier."""
    return (
        _pdf(dossier, "PDF, A4"),
        _pdf(dossier, "PDF, US Letter", "letter", paper="us-letter"),
        _pdf(dossier, "PDF, large print", "large", large=True),
    )


def _pdf(dossier: str, title: str, variant: str = "", *, paper: str = "a4", large: bool = False) -> Pdf:
    plain = paths.beside(dossier, f"{dossier}.pdf")
    path = _named(plain, variant) if variant else plain
    return Artefact(
        path,
        title,
        _TYPE,
        Subject.DOSSIER,
        make=lambda manuscript: Print(
            paths.written(path),
            "briefing",
            partial(manuscript.dossier, dossier),
            paper,
            large=large,
            dossier=dossier,
        ),
        heading=Heading.DIRECT,
        dossier=dossier,
    )


def _dossier(page: DossierPage) -> dict[str, object]:
    """The print data of a dossier. What git knows is left to the page, so that no commit prints it anew."""
    data = print_data(replace(page, revision="", edit_url="", edits={}, changed={}, history=None))
    assert isinstance(data, dict)
    for name in ("edits", "named", "former", "history", "changed", "said_on"):
        del data[name]
    return {**data, "code": code(page.permalink), "extract": []}


def code(address: str) -> list[str]:
    """The QR code of an address: a text of zeros and ones for each row, without the quiet zone.

    There is none without an address that fits.
    """
    if not address:
        return []
    try:
        symbol = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        return []
    return ["".join("1" if dark else "0" for dark in row) for row in symbol.matrix]


def _index(site: Site) -> list[dict[str, object]]:
    """The actors that the dossiers name, by kind and name.

    Each has the places where it speaks and where it is spoken of.
    """
    kinds: dict[str, list[dict[str, object]]] = {}
    for actor in sorted(site.actors, key=lambda page: (page.title.casefold(), page.path)):
        if actor.own or actor.about:
            kinds.setdefault(actor.kind, []).append(_actor(actor))
    order = [kind for actor in site.actors if (kind := actor.kind) in kinds]
    return [{"kind": f"{kind}s", "actors": kinds[kind]} for kind in dict.fromkeys(order)]


def _actor(actor: ActorPage) -> dict[str, object]:
    places = {"own": print_data(list(actor.own)), "about": print_data(list(actor.about))}
    return {"name": actor.title, "page": actor.path, **places}


class UnknownSection(Exception):
    """A section was asked for that no dossier has; the message names what there is."""


def extract(order: Print, sections: Iterable[str]) -> Print:
    """An order for some sections only, with the notes and sources of these; numbers stay those of the page.

    Raises `UnknownSection`.
    """
    names = frozenset(sections)
    for name in sorted(names.difference(NAMES)):
        close = likest(name, NAMES)
        hint = f"did you mean `{close}`? There are" if close else "there are"
        raise UnknownSection(f"there is no section `{name}`; {hint}: {', '.join(NAMES)}")
    dossiers: Any = order.data["dossiers"]
    data = {**order.data, "dossiers": [_cut(dossier, names) for dossier in dossiers], "actors": []}
    return replace(order, path=_named(order.path, "extract"), make=lambda: data)


def _cut(dossier: Mapping[str, Any], names: Set[str]) -> dict[str, Any]:
    sections = [section for section in dossier["sections"] if section["name"] in names]
    marks = set(_marks(sections))
    sources = [{**group, "notes": [*_notes(group["notes"], marks)]} for group in dossier["sources"]]
    return {
        **dossier,
        "sections": sections,
        "sources": [group for group in sources if group["notes"]],
        "extract": [
            section["heading"] + ("" if section["content"] else " (nothing)") for section in sections
        ],
    }


def _marks(data: object) -> Iterator[str]:
    """The places of all citations within print data."""
    if isinstance(data, list):
        for item in data:
            yield from _marks(item)
    elif isinstance(data, Mapping):
        if data.keys() >= {"id", "number", "note"}:
            yield data["id"]
        for item in data.values():
            yield from _marks(item)


def _notes(notes: list[Mapping[str, Any]], marks: set[str]) -> Iterator[Mapping[str, Any]]:
    for note in notes:
        uses = [use for use in note["uses"] if use in marks]
        if uses:
            yield {**note, "uses": uses}


def enlarge(order: Print) -> Print:
    """The same in large print."""
    return replace(order, path=_named(order.path, "large"), large=True)


def _named(path: str, variant: str) -> str:
    """The path of a variant: its name stands after a hyphen."""
    return f"{path.removesuffix('.pdf')}-{variant}.pdf"


def print_data(view: object) -> object:
    """A view as plain data for the print template.

    It has mappings, lists, strings and numbers; None stands for what is absent.
    """
    if dataclasses.is_dataclass(view) and not isinstance(view, type):
        return {field.name: print_data(getattr(view, field.name)) for field in dataclasses.fields(view)}
    if isinstance(view, tuple | list):
        return [print_data(item) for item in view]
    return view
