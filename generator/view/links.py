"""Links to entries and actors, with the words by which pages name them."""

from __future__ import annotations

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.records.desk import Actor
from generator.view import paths
from generator.view.parts import Link

_SHORT = 72


def shorten(text: str) -> str:
    """The first words of a sentence, for a link to it."""
    if len(text) <= _SHORT:
        return text
    return text[:_SHORT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def home(corpus: Corpus, entry: PlacedEntry, label: str = "") -> Link:
    """The permanent link of an entry, by the first words of its sentence or by `label`."""
    words = label or shorten(entry.record.sentence)
    return Link(words, paths.dossier(entry.dossier), corpus.anchors[entry])


def from_dossier(corpus: Corpus, here: str, entry: PlacedEntry) -> Link:
    """The link to an entry from the dossier `here`; one of another dossier has its title before it."""
    prefix = "" if entry.dossier == here else f"{corpus.dossiers[entry.dossier].title}: "
    return home(corpus, entry, prefix + shorten(entry.record.sentence))


def actor(named: Actor) -> Link:
    """The link to an actor."""
    return Link(named.name, paths.actor(named.id))
