"""The pages of the former editions of dossiers, made from the records that git has of them, and kept."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from generator import build
from generator.build import Checked
from generator.cache import Cache
from generator.changes.history import Edition, History
from generator.pages import render
from generator.printing import orders as printing
from generator.printing.orders import Manuscript, Print
from generator.records.vocabulary import Level
from generator.site import history, program, sides
from generator.view import paths
from generator.view.dossier import dossier_page
from generator.view.drafts import Drafts
from generator.view.entries import Entries
from generator.view.history import Annals, name_of
from generator.view.model import DossierPage
from generator.view.settings import Settings
from generator.view.site import view

MOST_KEPT = 100_000_000
"""The bytes of former editions that are kept, beyond those of the last build."""


def former(root: Path, dossiers: Iterable[str], past: History) -> dict[str, bytes]:
    """The pages of all editions of some dossiers but the newest, by their paths below the site's root.

    An edition is left out where today's rules make no page of its records, or git cannot read them.
    """
    cache = Cache(root / ".cache/editions", ".md", MOST_KEPT)

    @lru_cache(maxsize=1)
    def checked(commit: str) -> Checked:
        return _checked(root, commit)

    def page(edition: Edition) -> bytes:
        return cache.kept(program.key(edition), lambda: _page(checked(edition.commit), edition))

    wanted = [(name, edition) for name in dossiers for edition in past.editions(name)[:-1]]
    pages: dict[str, bytes] = {}
    for name, edition in sorted(wanted, key=lambda pair: pair[1].commit):  # so each commit is read once
        with suppress(OSError):
            pages[paths.edition(name, edition.number)] = page(edition)
    cache.tidy()
    return {path: made for path, made in sorted(pages.items()) if made}


class NoEdition(Exception):
    """There is no such edition; the message says which there are, or why there is none."""


def prints(root: Path, dossier: str, number: int) -> tuple[Print, ...]:
    """The print orders of an edition of a dossier, by its number. Raises `NoEdition` and `OSError`."""
    editions = history.read(root).editions(dossier)
    found = next((edition for edition in editions if edition.number == number), None)
    if found is None:
        raise NoEdition(_editions(dossier, editions))
    orders = _orders(_checked(root, found.commit), found)
    if not orders:
        raise NoEdition(f"the records of edition {number} cannot be made into a page by the rules of today")
    return orders


def _editions(dossier: str, editions: tuple[Edition, ...]) -> str:
    if not editions:
        return f"git knows no edition of `{dossier}`: that takes a repository with its whole history"
    return f"`{dossier}` has the editions 1 to {len(editions)}"


def _checked(root: Path, commit: str) -> Checked:
    """The records of a commit, without the texts of today, held against the rules of today."""
    return build.check(sides.records(root, commit), {}, notary=sides.notary(root, commit), level=Level.NONE)


def _page(checked: Checked, edition: Edition) -> bytes:
    """The page of an edition, which leads to no page of today; nothing where it has none."""
    page = _viewed(checked, edition)
    return render.page(replace(page, verified=None)).encode() if page else b""


def _orders(checked: Checked, edition: Edition) -> tuple[Print, ...]:
    """The print orders of an edition, which name it; none where it has no page."""
    page = _viewed(checked, edition)
    if page is None:
        return ()
    printed = replace(page, edition=f"{name_of(edition)} ({page.edition})")
    site = replace(view(checked.evidence, Settings()), about={edition.dossier: lambda: printed})
    pdfs = (pdf for pdf in printing.artefacts((edition.dossier,)) if pdf.dossier)
    return tuple(pdf.make(Manuscript(site)) for pdf in pdfs)


def _viewed(checked: Checked, edition: Edition) -> DossierPage | None:
    """The page of an edition; None where today's rules make none of its records."""
    found = checked.corpus.dossiers.get(edition.dossier)
    if found is None or not build.viewable(checked):
        return None
    entries, drafts, settings = Entries(checked.evidence), Drafts(checked.evidence), Settings()
    page = dossier_page(entries, drafts, found, settings, annals=Annals(checked.corpus, settings))
    name = name_of(edition)
    return replace(page, former=f"Edition {name}", named=name, made_from="")
