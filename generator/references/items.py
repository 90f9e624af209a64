"""Records as CSL items (CSL 1.0.2, its JSON input model)."""

from __future__ import annotations

from generator.records.desk import Desk
from generator.records.dossier import Dossier
from generator.records.source import Name, Source
from generator.records.vocabulary import SourceType
from generator.references.model import CslItem
from generator.text.edtf import Edtf, Point


def source_item(source: Source) -> CslItem:
    """A source record as a CSL item.

    The meaning of a foreign title stands in brackets after it, as the manuals of style want it: CSL has no
    variable for it (`original-title` is the title that a published translation was made from).
    """
    set_here = [(key, value) for key, variable, value in source.variables if variable.csl]
    item: CslItem = {"id": source.id, **{key: _value(value) for key, value in set_here}}
    if source.translated_title:
        item["title"] = f"{source.title} [{source.translated_title}]"
    doubted = {key: value.text for key, value in set_here if isinstance(value, Edtf) and value.uncertain}
    return item | ({"custom": doubted} if doubted else {})


def _value(value: SourceType | Edtf | str | tuple[Name, ...]) -> object:
    if isinstance(value, tuple):
        return [name(person) for person in value]
    if isinstance(value, SourceType):
        return value.word
    return date(value) if isinstance(value, Edtf) else value


def dossier_item(dossier: Dossier, desk: Desk, edition: str, permalink: str) -> CslItem:
    """A dossier as others cite it: a report by the desk.

    It is dated by its day, with its edition and its address.
    """
    item: CslItem = {
        "id": dossier_id(dossier.id),
        "type": "report",
        "title": dossier.title,
        "author": [{"literal": desk.title}],
        "genre": "Dossier",
        "number": f"edition {edition}",
        "issued": date(dossier.as_of),
    }
    return item | ({"URL": permalink} if permalink else {}) | {"language": "en"}


def dossier_id(name: str) -> str:
    """The id of a dossier's own reference; no source can have it."""
    return f"dossier/{name}"


def name(person: Name) -> dict[str, str]:
    """A CSL name."""
    return {key: str(value) for key, value in person.model_dump(by_alias=True, exclude_none=True).items()}


def date(day: Edtf) -> dict[str, object]:
    """A CSL date: one point or two, `circa` where EDTF says approximate (`~`), uncertain (`?`) or both (`%`).

    CSL knows one sort of doubt only, so an item keeps an uncertain date as it was written under `custom`.
    """
    points = [day.start] if day.start == day.end else [day.start, day.end]
    circa = any(point.quality for point in points)
    return {"date-parts": [_parts(point) for point in points], **({"circa": True} if circa else {})}


def _parts(point: Point) -> list[int]:
    return [part for part in (point.year, point.month, point.day) if part is not None]


def edtf(item: CslItem, variable: str) -> str:
    """The date of an item in EDTF; empty when it has none."""
    written: str = item.get("custom", {}).get(variable, "")
    if written or variable not in item:
        return written
    mark = "~" if item[variable].get("circa") else ""
    return "/".join(
        "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(parts)) + mark
        for parts in item[variable]["date-parts"]
    )
