"""What is printed: the PDFs of a site, an extract of some sections, large print, and what only paper has. Pure.

Paper has two things that pages have not: a code that leads to the newest edition, and an index of actors by page numbers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

import segno

from generator.view import paths
from generator.view.model import ActorPage, DossierPage, Site

SECTIONS: Mapping[str, tuple[str, str]] = {
    "bottom-line": ("summary", "Bottom line"),
    "judgements": ("judgements", "What we judge"),
    "reported": ("reported", "What is reported"),
    "disputed": ("disputes", "What is disputed"),
    "accounts": ("accounts", "Where the accounts differ"),
    "positions": ("positions", "Positions"),
    "timeline": ("timeline", "Timeline"),
    "quotations": ("quotations", "In their own words"),
    "background": ("background", "Background"),
    "watch": ("watch", "What to watch"),
    "gaps": ("gaps", "What is not known"),
    "changes": ("changes", "Changes"),
    "withdrawn": ("retired", "Withdrawn entries"),
}
"""The sections of a dossier by the names that they have in the addresses of its page: their field in the print data, their heading."""


@dataclass(frozen=True)
class Print:
    """A PDF to be made: its path below the root, the name of its template, its data and its paper (`a4` or `us-letter`).

    `large` asks for large print.
    """

    path: str
    template: str
    data: Mapping[str, object]
    paper: str
    large: bool = False


def prints(site: Site) -> tuple[Print, ...]:
    """The PDFs of a site: each dossier on A4, on US Letter and in large print, and the book of all."""
    printed = {page.id: _dossier(page) for page in site.dossiers}
    orders = []
    for name, data in printed.items():
        one = {
            "title": site.title,
            "subtitle": site.subtitle,
            "book": False,
            "dossiers": [data],
            "actors": [],
        }
        order = Print("docs/" + paths.beside(name, f"{name}.pdf"), "briefing", one, "a4")
        orders += [
            order,
            replace(order, path=_named(order.path, "letter"), paper="us-letter"),
            enlarge(order),
        ]
    book = {
        "title": site.title,
        "subtitle": site.subtitle,
        "book": True,
        "dossiers": [*printed.values()],
        "actors": _index(site),
    }
    return (*orders, Print(f"docs/{paths.BOOK}", "briefing", book, "a4"))


def _dossier(page: DossierPage) -> dict[str, object]:
    data = print_data(page)
    assert isinstance(data, dict)
    return {**data, "code": code(page.permalink), "extract": []}


def code(address: str) -> list[str]:
    """The QR code of an address: a text of zeros and ones for each row, without the quiet zone; none without an address that fits."""
    if not address:
        return []
    try:
        drawn = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        return []
    return ["".join("1" if dark else "0" for dark in row) for row in drawn.matrix]


def _index(site: Site) -> list[dict[str, object]]:
    """The actors that the dossiers name, by kind and name, with the places where each speaks and where it is spoken of."""
    kinds: dict[str, list[dict[str, object]]] = {}
    for actor in sorted(site.actors, key=lambda page: (page.title.casefold(), page.path)):
        if actor.groups:
            kinds.setdefault(actor.kind, []).append(_actor(actor))
    order = [kind for actor in site.actors if (kind := actor.kind) in kinds]
    return [{"kind": f"{kind}s", "actors": kinds[kind]} for kind in dict.fromkeys(order)]


def _actor(actor: ActorPage) -> dict[str, object]:
    own = [
        entry.home
        for group in actor.groups
        if group.anchor != "what-is-said-about-them"
        for entry in group.entries
    ]
    about = [
        entry.home
        for group in actor.groups
        if group.anchor == "what-is-said-about-them"
        for entry in group.entries
    ]
    return {"name": actor.title, "page": actor.path, "own": print_data(own), "about": print_data(about)}


class UnknownSection(Exception):
    """A section was asked for that no dossier has; the message names what there is."""


def extract(order: Print, wanted: Iterable[str]) -> Print:
    """An order for some sections only, with the notes and sources of these; numbers stay those of the page.

    Raises `UnknownSection`.
    """
    asked = set(wanted)
    for name in sorted(asked - SECTIONS.keys()):
        close = get_close_matches(name, SECTIONS, 1, 0.5)
        hint = f"did you mean `{close[0]}`? There are" if close else "there are"
        raise UnknownSection(f"there is no section `{name}`; {hint}: {', '.join(SECTIONS)}")
    dossiers: Any = order.data["dossiers"]
    cut = [_cut(dossier, [name for name in SECTIONS if name in asked]) for dossier in dossiers]
    return replace(
        order, path=_named(order.path, "extract"), data={**order.data, "dossiers": cut, "actors": []}
    )


def _cut(dossier: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    kept = {SECTIONS[name][0]: dossier[SECTIONS[name][0]] for name in names}
    used = set(_marks([*kept.values()]))
    sources = [{**group, "notes": [*_notes(group["notes"], used)]} for group in dossier["sources"]]
    empty: dict[str, list[object]] = {field: [] for field, _ in SECTIONS.values()}
    headings = [SECTIONS[name][1] + ("" if dossier[SECTIONS[name][0]] else " (nothing)") for name in names]
    return {
        **dossier,
        **empty,
        **kept,
        "sources": [group for group in sources if group["notes"]],
        "extract": headings,
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


def _notes(notes: list[Mapping[str, Any]], used: set[str]) -> Iterator[Mapping[str, Any]]:
    for note in notes:
        uses = [use for use in note["uses"] if use in used]
        if uses:
            yield {**note, "uses": uses}


def enlarge(order: Print) -> Print:
    """The same in large print."""
    return replace(order, path=_named(order.path, "large"), large=True)


def _named(path: str, variant: str) -> str:
    """The path of a variant: its name stands after a hyphen."""
    return f"{path.removesuffix('.pdf')}-{variant}.pdf"


def print_data(view: object) -> object:
    """A view as plain data for the print template: mappings, lists, strings, numbers; None for what is absent."""
    if dataclasses.is_dataclass(view) and not isinstance(view, type):
        return {field.name: print_data(getattr(view, field.name)) for field in dataclasses.fields(view)}
    if isinstance(view, tuple | list):
        return [print_data(item) for item in view]
    return view
