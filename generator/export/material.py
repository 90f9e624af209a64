"""What every export is made from, and the shape of an export."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.corpus.index import Corpus
from generator.evidence.evidence import Evidence
from generator.export.names import Names
from generator.records.dossier import Dossier
from generator.records.source import Source
from generator.references.items import source_item
from generator.references.model import CslItem
from generator.view.artefacts import Artefact
from generator.view.drafts import Drafts
from generator.view.history import Annals
from generator.view.settings import Settings

MOST = 500
"""The most that a data file of the whole site holds, in records, claims or annotations.

Where there are more, the file is an index of several.
"""

Export = Artefact[Callable[[], bytes]]
"""An artefact whose maker gives its bytes and needs nothing more."""


@dataclass(frozen=True)
class Material:
    """The evidence of a corpus without errors, the settings of its site, and the drafts of its dossiers.

    What several exports need is made once.
    """

    evidence: Evidence
    settings: Settings
    drafts: Drafts

    @property
    def corpus(self) -> Corpus:
        """The records."""
        return self.evidence.corpus

    @cached_property
    def names(self) -> Names:
        """The permanent names of all that the corpus holds."""
        return Names(self.corpus, self.settings)

    @cached_property
    def annals(self) -> Annals:
        """What is known of the changes of the dossiers."""
        return Annals(self.corpus, self.settings)

    @cached_property
    def references(self) -> Mapping[str, CslItem]:
        """Every source as a CSL item, by its id."""
        return {name: source_item(source) for name, source in self.corpus.sources.items()}

    def cited(self, dossier: Dossier) -> dict[str, Source]:
        """The sources that a dossier cites, by their ids, in the order of the sources."""
        names = self.corpus.cited[self.corpus.paths["dossier", dossier.id]]
        return {name: self.corpus.sources[name] for name in names}


def json_file(value: object) -> bytes:
    """A value as a JSON file: indented, in UTF-8, with a line feed at its end."""
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
