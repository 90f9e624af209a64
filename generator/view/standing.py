"""How an entry stands: which of its sources were corrected or withdrawn.

Also to how many origins its support goes back.
"""

from __future__ import annotations

from generator.corpus.entries import PlacedEntry
from generator.evidence.reliance import Reliance
from generator.records.source import Source
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


def origins(reliance: Reliance, entry: PlacedEntry) -> str:
    """The number of independent origins in words. A single one is named where it is not the source itself."""
    ids = reliance.origins(entry)
    if not entry.record.asserts or not ids:
        return ""
    if len(ids) > 1:
        return f"{len(ids)} independent origins known"
    cited = {ground.citation.source for ground in reliance.grounds(entry)}
    return "One origin" if ids[0] in cited else f"One origin: {reliance.origin_names.get(ids[0], ids[0])}"
