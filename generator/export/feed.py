"""The changes of all dossiers as a feed (Atom, RFC 4287), newest first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from xml.etree import ElementTree

from generator.evidence.evidence import Evidence
from generator.export.material import Export, Material
from generator.export.names import Names
from generator.records.dossier import Change, Dossier
from generator.view import paths
from generator.view.artefacts import Artefact, Subject
from generator.view.settings import Settings
from generator.view.verified import sentence

ElementTree.register_namespace("", "http://www.w3.org/2005/Atom")
_MOST = 100
_TYPE = "application/atom+xml"


def artefacts(material: Material) -> Iterator[Export]:
    """The feed of the site."""
    yield Artefact(
        paths.FEED,
        "feed",
        _TYPE,
        Subject.CHANGES,
        make=lambda: feed(material.evidence, material.names, material.settings),
    )


def feed(evidence: Evidence, names: Names, settings: Settings) -> bytes:
    """The newest hundred changes. A change has no time of day, so midnight UTC stands for it."""
    corpus = evidence.corpus
    changes = [(dossier, change) for dossier in corpus.ordered for change in dossier.changes]
    newest = sorted(changes, key=lambda pair: pair[1].date.text, reverse=True)[:_MOST]
    root = _element("feed")
    _add(root, "title", corpus.desk.title if corpus.desk else "")
    about = (corpus.desk.subtitle if corpus.desk else "", sentence(evidence.verification()))
    _add(root, "subtitle", " – ".join(filter(None, about)))
    _add(root, "id", names.site)
    _add(
        root,
        "updated",
        _time(
            newest[0][1].date.text
            if newest
            else max((dossier.as_of.text for dossier in corpus.ordered), default="2000-01-01")
        ),
    )
    _add(_add(root, "author"), "name", corpus.desk.title if corpus.desk else "")
    if settings.site_url:
        _add(root, "link", rel="self", type=_TYPE, href=settings.file(paths.FEED))
        _add(root, "link", rel="alternate", type="text/html", href=settings.permalink(paths.CHANGES))
    for dossier, change in newest:
        _entry(root, dossier, change, names, settings=settings)
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _entry(
    root: ElementTree.Element, dossier: Dossier, change: Change, names: Names, settings: Settings
) -> None:
    entry = _add(root, "entry")
    _add(entry, "title", f"{dossier.title}: {change.text}")
    digest = hashlib.sha256(f"{dossier.id} {change.date.text} {change.text}".encode()).hexdigest()[:12]
    _add(entry, "id", f"{names.dossier(dossier.id)}{'#' if settings.site_url else ':'}change-{digest}")
    _add(entry, "updated", _time(change.date.text))
    if settings.site_url:
        _add(
            entry,
            "link",
            rel="alternate",
            type="text/html",
            href=settings.permalink(paths.dossier(dossier.id), "changes"),
        )
    _add(entry, "content", change.text, type="text")


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"


def _element(name: str, **attributes: str) -> ElementTree.Element:
    return ElementTree.Element(f"{{http://www.w3.org/2005/Atom}}{name}", attributes)


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = _element(name, **attributes)
    child.text = text or None
    parent.append(child)
    return child
