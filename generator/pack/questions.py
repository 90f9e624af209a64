"""What a published dossier claims of its sources, read from its data and from nothing else.

Standard library only, and Python 3.9: the verifier of an evidence pack holds this file word for word. So it
is the verifier that says what must be proven, and no list that came with the pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.text.marks import quoted
from generator.text.matching import CITED, digest

LABELS = frozenset({"name", "also"})
"""The keys whose texts are names: what stands between quotation marks there is nobody's words."""
PROSE = "background"
"""The field that is prose, with its citations in the text."""
EXACT = ("quotations", "text")
"""The section, and the key of its entries, whose text is a source's as a whole."""
UNCITED = frozenset({"gaps", "changes", "retired"})
"""The sections whose entries need not rest on a passage."""
_LIST_ITEM = re.compile(r"^[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+|>[ \t]?)+", re.MULTILINE)
_MARKUP = re.compile(r"\\([^\w\s])|\*+")


OF_A_RECORD = ("grade", "origin", "standing", "provenance", "uncited")
"""The fields of a source's record in which the desk speaks, and may quote the source's own text."""


class Passage(NamedTuple):
    """A paragraph of a source, counted from 1."""

    source: str
    number: int

    @property
    def key(self) -> str:
        """`source#paragraph`."""
        return f"{self.source}#{self.number}"


class Claim(NamedTuple):
    """What is claimed: by whom, the exact words if any, and the passages of which one bears it out."""

    name: str
    words: str
    passages: tuple[Passage, ...]

    def row(self, passage: Passage) -> str:
        """The line of the lock that vouches for the claim."""
        return f"cites {self.name} {passage.key} {digest(self.words)}"

    def edit(self, passage: Passage) -> str:
        """How the line of the lock begins that has the source's own words, where brackets edit these."""
        return f"edited {passage.key} {digest(self.words)}"


class Data(NamedTuple):
    """A dossier and its actors as they are published, read for what they claim of the sources."""

    dossier: Mapping[str, Any]
    actors: Mapping[str, Mapping[str, Any]]

    def citations(self) -> Iterator[Claim]:
        """Each citation, with the words that it quotes."""
        for owner, _, entry in self._entries():
            for cite in entry.get("cites", ()):
                yield Claim(owner, cite.get("quote", ""), (Passage(cite["source"], int(cite["paragraph"])),))
        for _, passages in self._prose():
            yield from (Claim(self._owner(PROSE), "", (passage,)) for passage in passages)

    def quotations(self) -> Iterator[Claim]:
        """Each run of words that is given as a source's own, with the passages of which one has them."""
        whole = tuple(dict.fromkeys(passage for claim in self.citations() for passage in claim.passages))
        for owner, section, entry in self._entries():
            own = _passages(entry)
            if section == EXACT[0]:
                yield Claim(owner, entry[EXACT[1]], own[:1])
            texts = {key: value for key, value in entry.items() if (section, key) != EXACT and key != "cites"}
            yield from (Claim(owner, words, own or whole) for text in _texts(texts) for words in quoted(text))
        for key, value in self.dossier.items():
            if key != PROSE and isinstance(value, str):
                yield from (Claim(self._owner(key), words, whole) for words in quoted(value))
        for text, passages in self._prose():
            yield from (Claim(self._owner(PROSE), words, passages) for words in quoted(text))

    def uncited(self) -> Iterator[tuple[str, str]]:
        """What asserts something and rests on no passage: who the lock calls it, and what is wrong."""
        for owner, section, entry in self._entries():
            if section not in UNCITED and section != "actors" and not entry.get("cites"):
                yield owner, "the entry cites no passage"
        for text, passages in self._prose():
            if not passages:
                yield self._owner(PROSE), f"a paragraph cites no passage: “{text[:60]}”"

    def unquoted(self, claims: Iterable[Claim]) -> int:
        """How many entries and paragraphs of prose quote nothing, so that only a reader can judge them.

        `claims` are those of the data.
        """
        quoting = {claim.name for claim in claims if claim.words}
        entries = [owner for owner, section, entry in self._entries() if entry.get("cites")]
        return sum(owner not in quoting for owner in entries) + sum(
            not quoted(text) for text, _ in self._prose()
        )

    def _owner(self, field: str) -> str:
        return f"{self.dossier['id']}/{field}"

    def _entries(self) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
        """What the records say piece by piece: who the lock calls it, its section, and itself."""
        for section, value in self.dossier.items():
            for entry in value if isinstance(value, list) else ():
                entry = entry if isinstance(entry, dict) else {"text": entry}
                named = section not in UNCITED and entry.get("id")
                yield f"{self.dossier['id']}#{entry['id']}" if named else self._owner(section), section, entry
        for name, actor in self.actors.items():
            yield f"actors#{name}", "actors", actor

    def _prose(self) -> Iterator[tuple[str, tuple[Passage, ...]]]:
        """Each paragraph of the prose as its words, and the passages that it cites."""
        text = self.dossier.get(PROSE) or ""
        for block in re.split(r"\n[ \t]*\n", _LIST_ITEM.sub("\n\n", text)):
            keys = [key.strip()[1:] for cited in CITED.findall(block) for key in cited.split(";")]
            words = " ".join(_MARKUP.sub(lambda mark: mark[1] or "", CITED.sub("", block)).split())
            if words or keys:
                yield words, tuple(map(_passage, keys))


def of_record(record: Mapping[str, Any]) -> Iterator[str]:
    """The words that a source's record gives as the source's own."""
    return (words for field in OF_A_RECORD for text in _texts(record.get(field)) for words in quoted(text))


def _passages(entry: Mapping[str, Any]) -> tuple[Passage, ...]:
    return tuple(Passage(cite["source"], int(cite["paragraph"])) for cite in entry.get("cites", ()))


def _texts(value: Any) -> Iterator[str]:
    """Every text in some data, but for names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from () if key in LABELS else _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _passage(key: str) -> Passage:
    source, _, number = key.partition("#")
    return Passage(source, int(number))
