"""The changes of all dossiers, and of each, as feeds (Atom, RFC 4287), newest first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import escape
from typing import NamedTuple
from xml.etree import ElementTree

from generator.changes.history import Told
from generator.evidence.levels import Verification
from generator.export.material import Export, Material
from generator.records.dossier import Dossier
from generator.view import paths
from generator.view.artefacts import Artefact, Subject
from generator.view.parts import Alteration, Link, Words
from generator.view.settings import Settings
from generator.view.verified import sentence

ElementTree.register_namespace("", "http://www.w3.org/2005/Atom")
_MOST = 100
_TYPE = "application/atom+xml"
_TOLD = 20
"""How many changes of a commit an entry tells."""


class _News(NamedTuple):
    """An entry of a feed. `tell` makes its title, the type of its content and that, where it is shown.

    `title` is that of its dossier, in a feed of several.
    """

    moment: str
    id: str
    link: Link
    tell: Callable[[], tuple[str, str, str]]
    title: str = ""


def artefacts(material: Material) -> Iterator[Export]:
    """The feed of the site, and one of each dossier of which the history is known."""
    yield Artefact(paths.FEED, "feed", _TYPE, Subject.CHANGES, make=lambda: feed(material))
    for dossier in material.corpus.ordered:
        if material.annals.link(dossier.id):
            make = partial(dossier_feed, material, dossier)
            yield Artefact(
                paths.feed(dossier.id), "feed", _TYPE, Subject.DOSSIER, make=make, dossier=dossier.id
            )


def feed(material: Material) -> bytes:
    """The newest hundred changes of the dossiers: what a desk says of them, and each significant commit.

    What a desk says has no time of day, so midnight UTC stands for it.
    """
    desk = material.corpus.desk
    title, subtitle = (desk.title, desk.subtitle) if desk else ("", "")
    news = [
        entry._replace(title=dossier.title)
        for dossier in material.corpus.ordered
        for entry in _news(material, dossier)
    ]
    return _document(
        material,
        news,
        _Head(material.names.site, title, subtitle, Link("", paths.CHANGES), path=paths.FEED),
        material.evidence.verification(),
        day=max((dossier.as_of.text for dossier in material.corpus.ordered), default="2000-01-01"),
    )


def dossier_feed(material: Material, dossier: Dossier) -> bytes:
    """The newest hundred changes of a dossier, told as in the feed of the site."""
    path = paths.feed(dossier.id)
    name = f"{material.names.dossier(dossier.id)}{'feed.xml' if material.settings.site_url else ':feed'}"
    return _document(
        material,
        _news(material, dossier),
        _Head(name, dossier.title, dossier.scope, Link("", paths.changes(dossier.id)), path=path),
        material.evidence.verification(material.corpus.paths["dossier", dossier.id]),
        day=dossier.as_of.text,
    )


class _Head(NamedTuple):
    """What a feed says of itself: its id, title and subtitle, the page that it repeats, and where it lies."""

    id: str
    title: str
    subtitle: str
    page: Link
    path: str


def _document(
    material: Material, news: Iterable[_News], head: _Head, verification: Verification, day: str
) -> bytes:
    """A feed of the newest of some entries; `day` stands for the last change where there is none."""
    newest = sorted(news, key=lambda entry: entry.moment, reverse=True)[:_MOST]
    settings, desk = material.settings, material.corpus.desk
    root = _element("feed")
    _add(root, "title", head.title)
    _add(root, "subtitle", " – ".join(filter(None, (head.subtitle, sentence(verification)))))
    _add(root, "id", head.id)
    _add(root, "updated", newest[0].moment if newest else _midnight(day))
    _add(_add(root, "author"), "name", desk.title if desk else "")
    if settings.site_url:
        _add(root, "link", rel="self", type=_TYPE, href=settings.file(head.path))
        _add(root, "link", rel="alternate", type="text/html", href=settings.permalink(head.page.page))
    for entry in newest:
        _entry(root, entry, settings)
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _news(material: Material, dossier: Dossier) -> Iterator[_News]:
    """The changes of a dossier."""
    home = Link("", paths.dossier(dossier.id), "changes")
    for change in dossier.changes:
        digest = hashlib.sha256(f"{dossier.id} {change.date.text} {change.text}".encode()).hexdigest()[:12]
        name = _name(material, dossier, digest)
        yield _News(_midnight(change.date.text), name, home, partial(_said, change.text))
    for step, told in material.annals.significant(dossier.id):
        name = _name(material, dossier, step.commit[:12])
        link = material.annals.place(dossier.id, step.commit) or home
        yield _News(step.moment, name, link, partial(_told, material, dossier.id, told))


def _name(material: Material, dossier: Dossier, digest: str) -> str:
    mark = "#" if material.settings.site_url else ":"
    return f"{material.names.dossier(dossier.id)}{mark}change-{digest}"


def _said(text: str) -> tuple[str, str, str]:
    """What a desk says, as title and as content."""
    return text, "text", text


def _told(material: Material, dossier: str, told: tuple[Told, ...]) -> tuple[str, str, str]:
    """What a commit changed: in the title the first and how many more, in the content all, as HTML."""
    altered = [material.annals.alteration(dossier, one) for one in told[:_TOLD]]
    more = len(told) - 1
    title = altered[0].name + "".join(words.text for words in altered[0].outcome)
    title += f", and {more} more change{'' if more == 1 else 's'}" if more else ""
    items = [_item(one, material.settings) for one in altered]
    items += [f"<li>and {len(told) - _TOLD} more</li>"] if len(told) > _TOLD else []
    return title, "html", f"<ul>{''.join(items)}</ul>"


def _item(altered: Alteration, settings: Settings) -> str:
    address = settings.permalink(altered.link.page, altered.link.anchor) if altered.link else ""
    name = escape(altered.name)
    head = f'<a href="{escape(address)}">{name}</a>' if address else name
    rows = "".join(f"<li>{_html(row)}</li>" for row in altered.rows)
    return f"<li>{head}{_html(altered.outcome)}{f'<ul>{rows}</ul>' if rows else ''}</li>"


def _html(sentence: tuple[Words, ...]) -> str:
    return "".join(
        f"<{words.style}>{escape(words.text)}</{words.style}>" if words.style else escape(words.text)
        for words in sentence
    )


def _entry(root: ElementTree.Element, news: _News, settings: Settings) -> None:
    title, kind, text = news.tell()
    entry = _add(root, "entry")
    _add(entry, "title", f"{news.title}: {title}" if news.title else title)
    _add(entry, "id", news.id)
    _add(entry, "updated", news.moment)
    if settings.site_url:
        address = settings.permalink(news.link.page, news.link.anchor)
        _add(entry, "link", rel="alternate", type="text/html", href=address)
    _add(entry, "content", text, type=kind)


def _midnight(day: str) -> str:
    return f"{day}T00:00:00Z"


def _element(name: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(f"{{http://www.w3.org/2005/Atom}}{name}", attributes)


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = _element(name, **attributes)
    child.text = text or None
    parent.append(child)
    return child
