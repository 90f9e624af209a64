"""The corpus as data for programs: every export of a site. Each module that declares some is entered once."""

from __future__ import annotations

from generator.export import bibliography, calendar, data, feed, jsonld, schemas, verification, webannotations
from generator.export.material import Export, Material

EXPORTERS = (
    data.artefacts,
    verification.artefacts,
    bibliography.artefacts,
    jsonld.artefacts,
    webannotations.artefacts,
    schemas.artefacts,
    feed.artefacts,
    calendar.artefacts,
)
"""What declares exports, in the order in which pages offer them. Each gives artefacts, unmade."""


def artefacts(material: Material) -> tuple[Export, ...]:
    """Every export of a site. Nothing is made yet; making needs a corpus without errors."""
    return tuple(artefact for exporter in EXPORTERS for artefact in exporter(material))
