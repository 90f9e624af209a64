"""What the evidence map shows, frozen: charts with every place worked out, and the tables beneath them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.view.model import Page
from generator.view.parts import Link


@dataclass(frozen=True, slots=True)
class Sign:
    """A mark on a chart. `kind` is `shared`, `alone`, `disputes`, `mentions` or `share`."""

    kind: str
    x: float
    y: float
    width: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of a chart: where it begins, how wide it is, and its number.

    The number is empty where there is no room.
    """

    x: float
    width: float
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a chart: the words that a pointer shows, where it lies, and its marks.

    `name` is written above it if it is set.
    """

    title: str
    y: float
    height: float
    signs: tuple[Sign, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows by columns. `id` names it on its page."""

    id: str
    title: str
    description: str
    width: float
    height: float
    top: float
    lanes: tuple[Lane, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """The paragraphs of one source that a statement cites: what they do for it, and a link to each."""

    source: str
    relation: str
    passages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement in the table: its link, what it cites, and in words what is known of its origins."""

    link: Link
    supports: tuple[Support, ...]
    origins: str


@dataclass(frozen=True, slots=True)
class WeakStatement:
    """A statement without two independent origins: its link, and in words what is known of its origins."""

    link: Link
    origins: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many statements of a dossier cite a source."""

    source: Link
    statements: int


@dataclass(frozen=True, slots=True)
class DossierMap:
    """The statements of a dossier: chart, rows, the weak ones, and the share of each source."""

    dossier: Link
    chart: Chart | None
    statements: int
    rows: tuple[StatementRow, ...]
    weak: tuple[WeakStatement, ...]
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source: its number on the charts, and how many of its paragraphs are cited, excused and open.

    The marks are a bar of 100.
    """

    number: int
    link: Link
    cited: int
    excused: int
    open: int
    bar: tuple[Sign, ...]

    @property
    def total(self) -> int:
        """How many paragraphs it has."""
        return self.cited + self.excused + self.open


@dataclass(frozen=True, slots=True)
class Review:
    """The day by which a dossier is to be reviewed, in words."""

    dossier: Link
    day: str


@dataclass(frozen=True, slots=True)
class CoveragePage(Page):
    """The evidence map. `wide` says that charts have many columns.

    `whole` is set where there are too many statements for a row each: then a row is a dossier.
    """

    searched = False
    lead: str = ""
    uses: tuple[SourceUse, ...] = ()
    whole: Chart | None = None
    maps: tuple[DossierMap, ...] = ()
    unused: tuple[Link, ...] = ()
    reviews: tuple[Review, ...] = ()
    undated: int = 0
    statements: int = 0
    weak: int = 0
    wide: bool = False
