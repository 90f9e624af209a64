"""The evidence map: statements by sources, what of each source is used, what is known of origins, reviews.

Every place on the charts is worked out here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from generator.evidence.backing import Backing
from generator.evidence.coverage import Coverage, SourceCoverage
from generator.records.dossier import Dossier
from generator.records.vocabulary import Corroboration, Relation
from generator.view import paths, series, standing
from generator.view.entries import Entries
from generator.view.evidence_map import (
    Chart,
    CoveragePage,
    DossierMap,
    Lane,
    Line,
    Review,
    Share,
    Sign,
    SourceUse,
    StatementRow,
    Support,
    WeakStatement,
)
from generator.view.parts import Link
from generator.view.series import Sheet, Stack

MOST_ROWS = 300
"""Above so many statements the map has a row for each dossier instead."""

_TOP, _PITCH, _MARK, _GAP = 20, 9, 5, 6
_WIDTH, _WIDEST, _NARROWEST, _NUMBER = 320, 56, 2, 18
_BAND, _NAME = 40, 16
_SLIM = 2 * _WIDEST


_ROOM = 3
"""A map of dossiers, not of statements, has room for so many times the statements of a page of a series."""


def coverage_pages(entries: Entries) -> tuple[CoveragePage, ...]:
    """The evidence map of the site; in a series by the titles of the dossiers."""
    in_dossier = entries.evidence.coverage.in_dossier
    sheets = series.sheets(
        paths.COVERAGE,
        "Evidence map",
        entries.corpus.ordered,
        stack=lambda dossier: Stack(dossier.title, dossier.id),
        weigh=lambda dossier: max(1, len(in_dossier.get(dossier.id, ()))),
        order=lambda dossier: series.alphabetical(dossier.title),
        room=_ROOM,
    )
    return tuple(_page(entries, sheet) for sheet in sheets)


def _page(entries: Entries, sheet: Sheet[Dossier]) -> CoveragePage:
    """A page of the map: of all dossiers, or of some and the sources that their statements cite."""
    coverage = entries.evidence.coverage
    dossiers = entries.corpus.ordered if sheet.opens else sheet.items
    in_order = {name: number for number, name in enumerate(entries.corpus.sources, 1)}
    backings = tuple(backing for dossier in dossiers for backing in coverage.in_dossier.get(dossier.id, ()))
    names = list(in_order) if sheet.opens else _sources(backings, in_order)
    numbers = {name: number for number, name in enumerate(names, 1)}
    uses = tuple(_use(entries, number, name, coverage.sources[name]) for name, number in numbers.items())
    detailed = len(backings) <= MOST_ROWS
    maps = tuple(_dossier_map(entries, dossier, coverage, numbers, detailed=detailed) for dossier in dossiers)
    reviews = _reviews(entries, coverage, {dossier.id for dossier in dossiers})
    page = CoveragePage(
        path=sheet.path,
        title=sheet.title,
        description="Which statements rest on which sources, and what in the sources is not used.",
        made_from="",
        edit_url="",
        series=sheet.series,
        lead=_lead(backings, len(names)),
        uses=uses,
        whole=None if detailed else _whole(maps, uses),
        maps=maps,
        unused=_unused(entries, coverage) if sheet.opens else (),
        reviews=reviews,
        undated=len(dossiers) - len(reviews),
        statements=len(backings),
        weak=sum(map(_weak, backings)),
        wide=any(row.chart is not None and row.chart.width > _SLIM for row in maps),
    )
    return _contents(page) if sheet.series and sheet.opens else page


def _contents(page: CoveragePage) -> CoveragePage:
    """The first page of a series: it has the map of dossiers where that is small, and the next reviews."""
    reviews = page.reviews[: series.MOST]
    if len(page.uses) + sum(len(row.shares) for row in page.maps) > series.MOST:
        return replace(page, uses=(), whole=None, maps=(), reviews=reviews)
    return replace(page, reviews=reviews)


def _unused(entries: Entries, coverage: Coverage) -> tuple[Link, ...]:
    """The sources that nothing rests on, as many as there is room for."""
    names = coverage.unused
    links = tuple(_source(entries, name) for name in names[: series.MOST])
    more = len(names) - len(links)
    return (*links, Link(f"{more:,} more of the list of sources", paths.SOURCES)) if more else links


def _lead(backings: tuple[Backing, ...], sources: int) -> str:
    totals = f"{_count(len(backings), 'statement')}, judgements included, on {_count(sources, 'source')}."
    known = (
        ("Resting on a single origin", Corroboration.SINGLE),
        ("On several sources whose independence is unknown", Corroboration.UNKNOWN),
        ("On no source for the whole", Corroboration.IN_PARTS),
    )
    numbers = Counter(backing.corroboration for backing in backings)
    counts = ((words, numbers[corroboration]) for words, corroboration in known)
    return " ".join([totals, *(f"{words}: {count:,}." for words, count in counts if count)])


def _weak(backing: Backing) -> bool:
    """Whether no two independent origins are known."""
    return backing.corroboration is not Corroboration.INDEPENDENT


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _source(entries: Entries, name: str) -> Link:
    return Link(_named(entries, name), paths.source(name))


def _named(entries: Entries, name: str) -> str:
    """A source's short name, with what became of it."""
    source = entries.corpus.sources[name]
    return f"{source.short} ({source.standing.state.word})" if source.standing else source.short


def _use(entries: Entries, number: int, name: str, coverage: SourceCoverage) -> SourceUse:
    cited = sum(1 for paragraph in coverage.cited if paragraph not in coverage.excused)
    counts = (("cited", cited), ("excused", len(coverage.excused)), ("open", len(coverage.open)))
    total, x, bar = sum(count for _, count in counts) or 1, 0.0, []
    for kind, count in counts:
        width = round(100 * count / total, 2)
        bar.append(Sign(kind, round(x, 2), 0, width, height=8))
        x += width
    return SourceUse(
        number,
        _source(entries, name),
        cited,
        len(coverage.excused),
        open=len(coverage.open),
        bar=tuple(sign for sign in bar if sign.width),
    )


def _reviews(entries: Entries, coverage: Coverage, names: set[str]) -> tuple[Review, ...]:
    return tuple(
        Review(entries.dossier_link(dossier.id), dossier.review_by.words)
        for dossier in coverage.reviews
        if dossier.review_by and dossier.id in names
    )


def _dossier_map(
    entries: Entries, dossier: Dossier, coverage: Coverage, numbers: dict[str, int], detailed: bool
) -> DossierMap:
    backings = coverage.in_dossier.get(dossier.id, ())
    weak = tuple(
        WeakStatement(entries.home(backing.entry), standing.origins(entries.evidence.reliance, backing))
        for backing in backings
        if _weak(backing)
    )
    counts = Counter(
        name for backing in backings for name in {citation.source for citation in backing.entry.record.cites}
    )
    shares = tuple(Share(_source(entries, name), counts[name]) for name in _sources(backings, numbers))
    rows = tuple(_row(entries, backing) for backing in backings) if detailed else ()
    chart = _chart(entries, dossier, backings, numbers) if detailed and backings else None
    return DossierMap(entries.dossier_link(dossier.id), chart, len(backings), rows, weak=weak, shares=shares)


def _sources(backings: tuple[Backing, ...], numbers: dict[str, int]) -> list[str]:
    return sorted(
        {citation.source for backing in backings for citation in backing.entry.record.cites},
        key=numbers.__getitem__,
    )


def _row(entries: Entries, backing: Backing) -> StatementRow:
    grouped: dict[tuple[str, Relation], set[int]] = {}
    for citation in backing.entry.record.cites:
        grouped.setdefault((citation.source, citation.relation), set()).add(citation.paragraph)
    supports = (
        _support(entries, name, relation, sorted(numbers)) for (name, relation), numbers in grouped.items()
    )
    return StatementRow(
        entries.home(backing.entry, backing.entry.record.sentence),
        tuple(supports),
        standing.origins(entries.evidence.reliance, backing),
    )


def _support(entries: Entries, name: str, relation: Relation, numbers: list[int]) -> Support:
    links = tuple(Link(str(number), paths.source(name), f"p{number}") for number in numbers)
    return Support(_named(entries, name), "" if relation is Relation.SUPPORTS else relation.label, links)


def _lanes(numbers: list[int], widest: float = _WIDEST) -> tuple[Lane, ...]:
    """Columns of equal width; a number stands over as many of them as there is room for."""
    width = max(_NARROWEST, min(widest, _WIDTH / max(1, len(numbers))))
    step = max(1, round(_NUMBER / width + 0.49))
    return tuple(
        Lane(round(place * width, 2), round(width, 2), "" if place % step else str(number))
        for place, number in enumerate(numbers)
    )


def _chart(
    entries: Entries, dossier: Dossier, backings: tuple[Backing, ...], numbers: dict[str, int]
) -> Chart:
    names = _sources(backings, numbers)
    lanes = _lanes([numbers[name] for name in names])
    by_name = dict(zip(names, lanes, strict=True))
    lines, y, section = [], float(_TOP), ""
    for backing in backings:
        y += _GAP if section not in ("", backing.entry.section) else 0
        section = backing.entry.section
        lines.append(Line(entries.home(backing.entry).label, y, _PITCH, _signs(backing, by_name, y)))
        y += _PITCH
    alone = sum(map(_weak, backings))
    words = (
        f"{_count(len(backings), 'statement')} by {_count(len(names), 'source')}; "
        f"{alone} without two independent origins. The table below says the same."
    )
    return Chart(
        f"map-{dossier.id}",
        f"{dossier.title}: statements by sources",
        words,
        _right(lanes),
        height=y + 2,
        top=_TOP,
        lanes=lanes,
        lines=tuple(lines),
    )


def _right(lanes: tuple[Lane, ...]) -> float:
    return round(lanes[-1].x + lanes[-1].width, 2) if lanes else 0


def _signs(backing: Backing, lanes: dict[str, Lane], y: float) -> tuple[Sign, ...]:
    """One mark for each source and relation; a mention beside something weightier is left out.

    What supports is drawn full where the statement has two independent origins.
    """
    relations = dict.fromkeys((citation.source, citation.relation) for citation in backing.entry.record.cites)
    weightier = {source for source, relation in relations if relation is not Relation.MENTIONS}
    alone = "alone" if _weak(backing) else "shared"
    signs = []
    for name, relation in relations:
        if relation is Relation.MENTIONS and name in weightier:
            continue
        lane = lanes[name]
        edge = min(3.0, lane.width / 6)
        kind = alone if relation is Relation.SUPPORTS else relation.word
        signs.append(
            Sign(
                kind,
                round(lane.x + edge, 2),
                y + (_PITCH - _MARK) / 2,
                round(lane.width - 2 * edge, 2),
                height=_MARK,
            )
        )
    return tuple(signs)


def _whole(maps: tuple[DossierMap, ...], uses: tuple[SourceUse, ...]) -> Chart:
    """A row for each dossier: the height of a bar is the share of its statements that cite the source."""
    lanes = _lanes([use.number for use in uses])
    by_page = {use.link.page: lane for use, lane in zip(uses, lanes, strict=True)}
    lines = []
    for place, row in enumerate(maps):
        y = _TOP + place * (_BAND + _GAP)
        signs = tuple(
            _share(by_page[share.source.page], y, share.statements / row.statements) for share in row.shares
        )
        lines.append(
            Line(
                f"{row.dossier.label}: {_count(row.statements, 'statement')}",
                y,
                _BAND,
                signs,
                name=row.dossier.label,
            )
        )
    total = sum(row.statements for row in maps)
    words = (
        f"{_count(total, 'statement')} of {_count(len(maps), 'dossier')} "
        f"by {_count(len(uses), 'source')}. The table below says the same."
    )
    height = _TOP + len(maps) * (_BAND + _GAP) + 2
    return Chart(
        "map",
        "Dossiers by sources",
        words,
        max(_WIDTH, _right(lanes)),
        height=height,
        top=_TOP,
        lanes=lanes,
        lines=tuple(lines),
    )


def _share(lane: Lane, y: float, share: float) -> Sign:
    height = round(max(1.0, (_BAND - _NAME) * share), 2)
    edge = min(3.0, lane.width / 6)
    return Sign(
        "share",
        round(lane.x + edge, 2),
        round(y + _BAND - height, 2),
        round(lane.width - 2 * edge, 2),
        height=height,
    )
