"""From an article to the record that is proposed for it.

That is YAML with what the article says of itself, the rest to be filled in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from generator.intake.extract import Article
from generator.records.fields import FILL_IN, Language, Url
from generator.records.hidden import visible
from generator.records.vocabulary import Omission, SourceType
from generator.text import edtf

_LONGEST_ID, _LONGEST_LINE, _LONGEST_NAME = 40, 300, 60
_HEADING_WORDS = 8
_NOTICE_LENGTH = 400
_ENDS = '.!?…:;,)]"”’»'
_COMMENTS = re.compile(
    r"(?:leave|post|add) a (?:comment|reply)|email address will not be published|"
    r"comments? (?:is|are) (?:closed|moderated)|\bspam\b",
    re.I,
)
_NOTICES = re.compile(
    r"\bcookies?\b|all rights reserved|^©|^(?:share|follow|related|see also|read (?:more|also))\b"
    r"|\b(?:subscribe|sign up)\b.{0,40}\b(?:newsletter|updates|alerts)\b",
    re.I,
)
_SAFE = re.compile(r"[^\W\d_](?:[\w ,.;()/'’“”«»…–—-]*[\w.)'’”»…])?|https?://[^\s#]+|\d{4}-\d\d(?:-\d\d)?")
_URL: TypeAdapter[str] = TypeAdapter(Url)
_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


@dataclass(frozen=True, slots=True)
class Furniture:
    """Paragraphs that probably no dossier needs, and what they seem to hold."""

    paragraphs: tuple[int, ...]
    note: str


def name_of(article: Article, fallback: str = "") -> str:
    """An id for the source, from where it appeared and the month and day of its date.

    Where it appeared is the publication, else its host, the title or `fallback`.
    """
    host = (urlsplit(_valid(_URL, article.url)).hostname or "").removeprefix("www.").split(".")[0]
    words = next(filter(None, map(_slug, (article.site, host, article.title, fallback))), "source")
    date = _date(article.published)
    tail = f"-{date[5:7]}{date[8:10]}" if len(date) >= 7 else f"-{date}" if date else ""
    return words[: _LONGEST_ID - len(tail)].rstrip("-") + tail


def _slug(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", bare)).strip("-")


def furniture(article: Article) -> tuple[Furniture, ...]:
    """The paragraphs that look like a title, headings, a comment form or notices.

    They are for the editor to look at.
    """
    by_note: dict[str, list[int]] = {}
    for number, text in enumerate(article.paragraphs, 1):
        if note := _looks_like(article, number, text):
            by_note.setdefault(note, []).append(number)
    return tuple(Furniture(tuple(numbers), note) for note, numbers in by_note.items())


def _looks_like(article: Article, number: int, text: str) -> str:
    if number == 1 and article.title and text.lstrip("# ") == " ".join(article.title.split()):
        return "The title, which the record gives."
    if len(text) <= _NOTICE_LENGTH and _COMMENTS.search(text):
        return "The comment form and what belongs to it."
    if len(text) <= _NOTICE_LENGTH and _NOTICES.search(text):
        return "Notices around the article."
    if (
        text in article.headings
        if article.from_page
        else len(text.split()) <= _HEADING_WORDS and text[-1] not in _ENDS
    ):
        return "Headings or labels."
    return ""


def record(article: Article, name: str, text: str, sha256: str, accessed: str = "") -> str:
    """The YAML of a record called `name` whose text is the file `text`, with the hash of its bytes.

    `accessed` is the day on which a page was fetched.
    """
    lines = ["# yaml-language-server: $schema=../docs/schema/source.json"]
    lines += [f"{key}: {scalar(value)}" for key, value in _fields(article, name, text, accessed) if value]
    authors = [f"  - {scalar(author)}" for author in map(_line, article.authors) if author]
    place = next(index for index, line in enumerate(lines) if line.startswith("title: ")) + 1
    lines[place:place] = ["author:", *authors] if authors else []
    lines += [f"sha256: {sha256}"]
    lines += [f"paragraphs: {len(article.paragraphs)}", *_to_judge(article), *_uncited(article)]
    return "\n".join(lines) + "\n"


def _fields(article: Article, name: str, text: str, accessed: str) -> Iterator[tuple[str, str]]:
    title, site, date = _line(article.title), _line(article.site), _date(article.published)
    yield "id", name
    yield "short", _short(title, site, date)
    yield "type", (SourceType.WEBPAGE if article.from_page else SourceType.DOCUMENT).word
    yield "title", title or f"{FILL_IN} the title as published"
    yield "container-title", site
    yield "issued", date or FILL_IN
    yield "accessed", accessed
    yield "URL", _valid(_URL, article.url)
    yield "language", _language(article.language) or FILL_IN
    yield "text", text


def _short(title: str, site: str, date: str) -> str:
    who = _cut(site or title, _LONGEST_NAME)
    when = edtf.parse(date).words if date else ""
    return ", ".join(filter(None, (who, when))) if who else f"{FILL_IN} the name that citations show"


def _line(text: str) -> str:
    """Text of a page on one line: without what cannot be seen, and not endless."""
    return _cut(" ".join(visible(text).split()), _LONGEST_LINE)


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 2].rstrip() + " …"


def _date(text: str) -> str:
    try:
        return edtf.parse(text).text
    except edtf.BadDate:
        return ""


def _language(tag: str) -> str:
    primary, *subtags = tag.strip().replace("_", "-").split("-")
    return _valid(_LANGUAGE, "-".join((primary.lower(), *subtags)))


def _valid(adapter: TypeAdapter[str], text: str) -> str:
    try:
        return adapter.validate_python(text)
    except ValidationError:
        return ""


def _stated(article: Article) -> str:
    """What the text says of itself, as far as a program can tell: which facts its page names."""
    facts = {
        "its title": article.title,
        "its author": article.authors,
        "the publication": article.site,
        "its date": article.published,
    }
    names = [name for name, value in facts.items() if value]
    if not (article.from_page and names):
        return f"{FILL_IN} what the text says of itself"
    return f"Its page names {' and '.join(filter(None, (', '.join(names[:-1]), names[-1])))}."


def _to_judge(article: Article) -> list[str]:
    return [
        "grade:",
        f"  reliability: {FILL_IN}",
        f"  credibility: {FILL_IN}",
        f"  reason: {FILL_IN} why, in one sentence",
        "provenance:",
        "  stated:",
        f"    - {scalar(_stated(article))}",
        "  inferred:",
        f"    - {FILL_IN} what the desk concludes, and from what",
        "  unknown:",
        f"    - {FILL_IN} what could not be established",
    ]


def _uncited(article: Article) -> list[str]:
    groups = furniture(article)
    lines = ["uncited:"] if groups else []
    for group in groups:
        numbers = ", ".join(map(str, group.paragraphs))
        lines += [
            f"  - paragraphs: [{numbers}]",
            f"    reason: {Omission.FURNITURE.word}",
            f"    note: {scalar(group.note)}",
        ]
    return lines


def scalar(text: str) -> str:
    """A text as one YAML scalar that reads as that text, bare where nothing in it means something to YAML."""
    if _SAFE.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t").replace("\n", "\\n") + '"'
    )
