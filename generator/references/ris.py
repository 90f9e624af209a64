"""CSL items as RIS, the exchange format of reference managers. Checked with rispy and pandoc.

Lines end in CR LF, as the format's definition has it. A date is `YYYY/MM/DD/words`: its last part says what
is not certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.references.items import edtf
from generator.references.model import CslItem

_TYPES = {
    "article": "JOUR", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "bill": "BILL", "book": "BOOK", "broadcast": "MPCT", "chapter": "CHAP", "classic": "BOOK",
    "dataset": "DATA", "entry": "GEN", "entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE", "graphic": "ART", "hearing": "HEAR", "legal_case": "CASE", "legislation": "STAT",
    "manuscript": "UNPB", "map": "MAP", "motion_picture": "VIDEO", "musical_score": "MUSIC",
    "pamphlet": "PAMP", "paper-conference": "CONF", "patent": "PAT", "personal_communication": "PCOMM",
    "post": "ELEC", "post-weblog": "BLOG", "report": "RPRT", "review": "JOUR", "review-book": "JOUR",
    "software": "COMP", "song": "SOUND", "standard": "STAND", "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
_ROLES = (("author", "AU"), ("editor", "ED"), ("translator", "A4"))
_FIELDS = (
    ("title", "TI"), ("title-short", "ST"), ("original-title", "OP"), ("container-title", "T2"),
    ("publisher", "PB"), ("publisher-place", "CY"), ("genre", "M3"), ("volume", "VL"), ("issue", "IS"),
    ("number", "M1"), ("language", "LA"), ("DOI", "DO"), ("URL", "UR"),
)  # fmt: skip
_DOUBT = {"~": "about", "?": "perhaps", "%": "perhaps about"}


def library(items: Iterable[CslItem]) -> str:
    """A `.ris` file of several items."""
    return "\r\n".join(record(item) for item in items)


def record(item: CslItem) -> str:
    """One item as a record, from `TY` to `ER`."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in (*_lines(item), ("ER", "")))


def _lines(item: CslItem) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for role, tag in _ROLES:
        yield from ((tag, _name(name)) for name in item.get(role, ()))
    yield from ((tag, str(item[variable])) for variable, tag in _FIELDS if variable in item)
    start, _, end = str(item.get("page", "")).partition("-")
    yield from ((tag, page.strip()) for tag, page in (("SP", start), ("EP", end)) if page.strip())
    issued = edtf(item, "issued")
    yield "PY", issued[:4]
    yield "DA", _date(issued)
    if accessed := edtf(item, "accessed"):
        yield "Y2", _date(accessed)


def _date(written: str) -> str:
    """An EDTF date in four parts; the last holds what the other three cannot say."""
    first, _, last = written.partition("/")
    doubt = _DOUBT.get(first[-1], "")
    parts = [*first.rstrip("~?%").split("-"), "", ""][:3]
    said = " ".join(part for part in (doubt, f"to {last}" if last else "") if part)
    return "/".join((*parts, said))


def _name(name: dict[str, str]) -> str:
    """`Family, Given, Suffix`.

    An organisation ends in a comma, by which readers know not to take it apart.
    """
    if "literal" in name:
        return name["literal"].rstrip(",") + ("" if "," in name["literal"] else ",")
    family = " ".join(part for part in (name.get("non-dropping-particle", ""), name["family"]) if part)
    return ", ".join(part for part in (family, name.get("given", ""), name.get("suffix", "")) if part)
