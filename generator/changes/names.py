"""What records are called on either side, so that a new id of one is not a change of all that name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.records.shape import FieldShape
from generator.records.wording import Names

_KEY = re.compile(r"@([a-z0-9-]+)#")


@dataclass(frozen=True, slots=True)
class Renames:
    """The new ids of records that have another one than before, by the old; entries go by `dossier#id`."""

    dossiers: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    actors: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)

    def dossier(self, name: str) -> str:
        """What a dossier is called now."""
        return self.dossiers.get(name, name)

    def entry(self, name: str) -> str:
        """What an entry is called now, after its dossier's name and its own."""
        dossier, _, identity = name.partition("#")
        return self.entries.get(name, f"{self.dossier(dossier)}#{identity}")

    def prose(self, text: str) -> str:
        """A prose field with the sources that it cites called as they are now."""
        return _KEY.sub(lambda key: f"@{self.sources.get(key[1], key[1])}#", text)

    def now(self, shape: FieldShape, value: str, dossier: str) -> str:
        """What a field of a record names, by its new name; references to entries are written out.

        `dossier` is that of the record, for references without one.
        """
        if shape.names is Names.ENTRY:
            return self.entry(value if "#" in value else f"{dossier}#{value}")
        table = {
            Names.DOSSIER: self.dossiers,
            Names.SOURCE: self.sources,
            Names.ORIGIN: self.sources,
            Names.ACTOR: self.actors,
        }
        return table[shape.names].get(value, value) if shape.names else value
