"""CSL items as BibTeX, in the dialect of BibLaTeX, whose dates are EDTF too.

Checked with pybtex, biber and pandoc.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from babel import Locale, UnknownLocaleError

from generator.references.items import edtf
from generator.references.model import CslItem

_TYPES = {
    "article": "article", "article-journal": "article", "article-magazine": "article",
    "article-newspaper": "article", "book": "book", "chapter": "incollection", "classic": "book",
    "dataset": "dataset", "entry": "inreference", "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference", "legal_case": "jurisdiction", "legislation": "legislation",
    "manuscript": "unpublished", "pamphlet": "booklet", "paper-conference": "inproceedings",
    "patent": "patent", "periodical": "periodical", "personal_communication": "letter", "post": "online",
    "post-weblog": "online", "report": "report", "review": "article", "review-book": "article",
    "software": "software", "thesis": "thesis", "webpage": "online",
}  # fmt: skip
_CONTAINER = {
    "article": "journaltitle",
    "incollection": "booktitle",
    "inreference": "booktitle",
    "inproceedings": "booktitle",
}
_PUBLISHER = {
    "report": "institution",
    "thesis": "institution",
    "online": "organization",
    "unpublished": "howpublished",
    "letter": "howpublished",
}
_WORK = frozenset({"report", "thesis", "patent"})
_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#",
    "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
})  # fmt: skip


def library(items: Iterable[CslItem]) -> str:
    """A `.bib` file of several items."""
    return "\n".join(entry(item) for item in items)


def entry(item: CslItem) -> str:
    """One item as an entry, with a field on each line."""
    kind = _TYPES.get(item["type"], "misc")
    key = item["id"].replace("/", ":")
    lines = "".join(f"  {field:<12} = {{{value}}},\n" for field, value in _fields(item, kind))
    return f"@{kind}{{{key},\n{lines}}}\n"


def _fields(item: CslItem, kind: str) -> Iterator[tuple[str, str]]:
    for role in ("author", "editor", "translator"):
        if role in item:
            yield role, " and ".join(_name(name) for name in item[role])
    for variable, field in (
        ("title", "title"),
        ("title-short", "shorttitle"),
        ("original-title", "origtitle"),
    ):
        if variable in item:
            yield field, _title(item[variable])
    yield from _publication(item, kind)
    for variable, field in (("issued", "date"), ("accessed", "urldate")):
        if written := edtf(item, variable):
            yield field, written
    yield from (
        (field, _address(item[variable]))
        for variable, field in (("URL", "url"), ("DOI", "doi"))
        if variable in item
    )
    if found := _language(item.get("language", "")):
        yield "langid", found


def _publication(item: CslItem, kind: str) -> Iterator[tuple[str, str]]:
    """Where it appeared: publication, publisher, place, numbers."""
    if item["type"] in ("article-newspaper", "article-magazine"):
        yield "entrysubtype", item["type"].removeprefix("article-")
    container, publisher = item.get("container-title"), item.get("publisher")
    field = _PUBLISHER.get(kind, "publisher")
    if container and kind in _CONTAINER:
        yield _CONTAINER[kind], _title(container)
        container = None
    if hosts := [_list_item(host) for host in (container, publisher) if host]:
        yield ("organization" if kind == "misc" else field), " and ".join(hosts)
    if "publisher-place" in item:
        yield "location", _list_item(item["publisher-place"])
    if "genre" in item:
        yield ("type" if kind in _WORK else "note"), _text(item["genre"])
    numbers = (("volume", "volume"), ("issue" if "issue" in item else "number", "number"), ("page", "pages"))
    yield from (
        (name, re.sub("[-–]+", "--", _text(item[variable])) if name == "pages" else _text(item[variable]))
        for variable, name in numbers
        if variable in item
    )


def _text(text: str) -> str:
    return text.translate(_SPECIAL)


def _address(url: str) -> str:
    """An address is set as it is, but braces must balance."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _title(text: str) -> str:
    """A title whose capitals no style may lower: words with a capital in them stand in braces."""
    return " ".join(_guarded(word, first=place == 0) for place, word in enumerate(text.split(" ")))


def _guarded(word: str, *, first: bool) -> str:
    capital = re.search(r"[^\W\d_]", word) if first else None
    inner = word[capital.end() :] if capital else word
    if not any(sign.isupper() for sign in inner):
        return _text(word)
    before, core, after = re.fullmatch(r"(\W*)(.*?)(\W*)", word, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{_text(before)}{{{_text(core)}}}{_text(after)}"


def _list_item(text: str) -> str:
    """One name of a list, in braces where `and` would cut it."""
    safe = _text(text)
    return f"{{{safe}}}" if re.search(r"\band\b", safe, re.IGNORECASE) else safe


def _name(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"{{{_text(name['literal'])}}}"
    family = " ".join(
        part for part in (_text(name.get("non-dropping-particle", "")), _part(name["family"])) if part
    )
    return ", ".join(
        part for part in (family, _part(name.get("suffix", "")), _part(name.get("given", ""))) if part
    )


def _part(text: str) -> str:
    """A part of a name, in braces where it would be cut or taken apart.

    A comma or `and` would cut it; a family name would be taken apart.
    """
    safe = _text(text)
    return f"{{{safe}}}" if "," in safe or re.search(r"\band\b", safe, re.IGNORECASE) else safe


def _language(tag: str) -> str:
    """A language's name as babel and polyglossia write it."""
    try:
        return (Locale.parse(tag.partition("-")[0]).get_language_name("en") or "").lower() if tag else ""
    except (UnknownLocaleError, ValueError):
        return ""
