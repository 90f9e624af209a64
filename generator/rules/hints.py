"""What an editor may have meant by a name that is not there: a like one, or where the entry stands now."""

from __future__ import annotations

from collections.abc import Iterable

from generator.corpus import register
from generator.corpus.index import Corpus
from generator.text.likeness import likest


def did_you_mean(name: str, names: Iterable[str], otherwise: str) -> str:
    """A hint that names the closest of the known names, or says something else where none is close."""
    close = likest(name, names)
    return f"did you mean `{close}`?" if close else otherwise


def where_now(corpus: Corpus, key: str, dossier: str, otherwise: str) -> str:
    """A hint that says where an entry is that does not stand under `dossier#id`, or says something else.

    It is the one of that id in another dossier, where there is one; else one of a like id, or the one that is
    new since ids were published, where one is gone and one has come. `dossier` is where the hint is read.
    """
    where, _, name = key.partition("#")
    moved = [other for other in corpus.named if other.partition("#")[2] == name]
    if len(moved) == 1:
        to = moved[0].partition("#")[0]
        shown = name if to == dossier else moved[0]
        return f"it stands in {corpus.paths['dossier', to]} now: write `{shown}`"
    ids = [one.partition("#")[2] for one in corpus.named if one.startswith(f"{where}#")]
    close = likest(name, ids) or renamed(corpus, where, name)
    if not close:
        return otherwise
    return f"did you mean `{close if where == dossier else f'{where}#{close}'}`?"


def renamed(corpus: Corpus, dossier: str, name: str) -> str:
    """The id that an entry may have now which was published under another; empty where that is not clear.

    It is the one that is like it, or the only one that is new where the only published one is gone.
    """
    published = register.read(corpus.register or "").ids
    here = [key for key in corpus.named if key.startswith(f"{dossier}#")]
    new = [key.partition("#")[2] for key in here if key not in published]
    gone = [
        key
        for key in published
        if key.startswith(f"{dossier}#") and key not in corpus.named and key not in corpus.tombstones
    ]
    only = new[0] if len(new) == 1 and gone == [f"{dossier}#{name}"] else ""
    return likest(name, new) or only
