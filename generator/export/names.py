"""The permanent names (IRIs) of everything that the Linked Data speaks of.

A name is a web address where there is one, else a URN.
"""

from __future__ import annotations

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.records.source import Source
from generator.view import paths
from generator.view.settings import Settings

_URN = "urn:x-briefings:"


class Names:
    """Names what a corpus holds. A site whose address is not known has URNs, which name but lead nowhere."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        self._corpus = corpus
        self._settings = settings

    @property
    def site(self) -> str:
        """The site, and the desk that makes it."""
        return self._settings.permalink(paths.OVERVIEW) or f"{_URN}site"

    def dossier(self, name: str) -> str:
        """A dossier."""
        return self._settings.permalink(paths.dossier(name)) or f"{_URN}dossier:{name}"

    def entry(self, entry: PlacedEntry) -> str:
        """An entry of a dossier: its permanent link."""
        anchor = self._corpus.anchors[entry]
        return (
            self._settings.permalink(paths.dossier(entry.dossier), anchor)
            or f"{self.dossier(entry.dossier)}#{anchor}"
        )

    def actor(self, name: str) -> str:
        """An actor."""
        return self._settings.permalink(paths.actor(name)) or f"{_URN}actor:{name}"

    def source(self, source: Source) -> str:
        """A source: its own address, else a URN. Its page on the site is about it and is not it."""
        return source.url or f"{_URN}source:{source.id}"

    def source_id(self, name: str) -> str:
        """A source by its id."""
        return self.source(self._corpus.sources[name])

    def word(self, name: str) -> str:
        """A word that schema.org lacks: a place on the page that explains the vocabularies."""
        return self._settings.permalink(paths.METHODOLOGY, name) or f"{_URN}word:{name}"

    def methodology(self) -> str:
        """The page that says what a paragraph is."""
        return self._settings.permalink(paths.METHODOLOGY, "evidence") or f"{_URN}methodology"
