"""How an entry stands: which of its sources were corrected or withdrawn.

Also what is known of its origins.
"""

from __future__ import annotations

from generator.corpus.entries import PlacedEntry
from generator.evidence.backing import Backing
from generator.evidence.reliance import Reliance
from generator.records.source import Source
from generator.records.vocabulary import Corroboration
from generator.view import paths
from generator.view.parts import Link, Notice

ANCHOR = "standing"
"""The place of the notice on the page of a source."""


def notice(source: Source, lead: str = "Source {}") -> Notice | None:
    """What readers must know about a source; None when nothing became of it.

    `lead` is the notice's first words.
    """
    standing = source.standing
    if standing is None:
        return None
    word = standing.state.word
    link = Link(source.short, paths.source(source.id), ANCHOR)
    return Notice(
        word, lead.format(word), standing.date.words, standing.reason, url=standing.url or "", link=link
    )


def notices(reliance: Reliance, entry: PlacedEntry) -> tuple[Notice, ...]:
    """One notice for each source of an entry that was corrected or withdrawn; its own sources come first."""
    by_source: dict[str, Notice] = {}
    for ground in reliance.grounds(entry):
        source = reliance.corpus.sources[ground.citation.source]
        lead = "Rests on a {} source" if ground.through else "Source {}"
        if source.id not in by_source and (source_notice := notice(source, lead)):
            by_source[source.id] = source_notice
    return tuple(by_source.values())


def origins(reliance: Reliance, backing: Backing) -> str:
    """What is known of the origins of an entry, in words.

    A single one is named where it is not the source itself. Empty for what only asks, and where nothing bears
    an entry out.
    """
    if not backing.entry.record.asserts:
        return ""
    match backing.corroboration:
        case Corroboration.INDEPENDENT:
            return f"{len(backing.stated)} independent origins"
        case Corroboration.UNKNOWN:
            return f"{len(backing.sources)} sources, independence unknown"
        case Corroboration.SINGLE:
            return _single(reliance, backing)
        case Corroboration.IN_PARTS:
            return f"{_sources(backing.least)} for each part"
    return ""


def _single(reliance: Reliance, backing: Backing) -> str:
    through = len(backing.sources)
    if through == 1 and (len(backing.origins) > 1 or backing.origins == backing.sources):
        return "1 source"
    name = reliance.origin_names.get(backing.origins[0], backing.origins[0])
    return f"1 origin: {name}" + (f", through {through} sources" if through > 1 else "")


def _sources(count: int) -> str:
    return f"{count} source{'' if count == 1 else 's'}"
