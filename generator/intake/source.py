"""Adding a source: read a file or a web page, propose its record, and put text and record in place.

It touches files and the network.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from generator import disk
from generator.intake import extract, fetch, propose
from generator.intake.extract import Article
from generator.records.fields import FileName, Id

_PAGES = frozenset({".html", ".htm", ".xhtml"})
_TEXTS = frozenset({".txt", ".md", ".markdown", ""})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_ID: TypeAdapter[str] = TypeAdapter(Id)
_FILE: TypeAdapter[str] = TypeAdapter(FileName)


class WrongUse(Exception):
    """What was asked for cannot be done as asked; the message says what to do instead."""


class NotAdded(Exception):
    """The source cannot be added; the message says why."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be added: the id, the record, the article, and where both go.

    `text` is None when the text lies there already.
    """

    name: str
    record: str
    article: Article
    record_file: Path
    text_file: Path
    text: bytes | None


def texts_at_risk(root: Path, folder: Path) -> bool:
    """Whether git would commit what is written into a folder.

    It would inside the repository, but not in its `seeds/texts`.
    """
    base = root.resolve()
    top = next((place for place in (base, *base.parents) if (place / ".git").exists()), base)
    target = folder.resolve()
    return target.is_relative_to(top) and target != base / "seeds/texts"


def propose_source(
    place: str,
    root: Path,
    folder: Path,
    name: str,
    *,
    today: str,
    agent: str,
    allow_private: bool = False,
) -> Proposal:
    """Read a FILE or URL and propose its record. Nothing is written. Raises `WrongUse` and `NotAdded`.

    `allow_private` lets a URL lead to this machine or its network.
    """
    if texts_at_risk(root, folder):
        raise WrongUse(
            f"git would commit the text: {folder} lies in the repository. "
            "Use seeds/texts, or a folder outside (--texts)"
        )
    article, accessed, own = _article(place, today, agent, allow_private)
    source_id = _named(name) if name else propose.name_of(article, Path(place).stem if own else "")
    record_file = root / "seeds" / f"{source_id}.yaml"
    text_file = _in_place(own, folder) or folder / f"{source_id}.txt"
    text = None if own and text_file == own else article.text.encode()
    sha256 = hashlib.sha256(text_file.read_bytes() if text is None else text).hexdigest()
    for file in (record_file, text_file) if text is not None else (record_file,):
        if file.exists() or file.is_symlink():
            raise NotAdded(
                f"{file.name} is there already, and nothing is overwritten: choose another id with --id"
            )
    return Proposal(
        source_id,
        propose.record(article, source_id, text_file.name, sha256, accessed=accessed),
        article,
        record_file,
        text_file=text_file,
        text=text,
    )


def add(proposal: Proposal, root: Path) -> None:
    """Write the text and the record of a proposal below a root. Raises `OSError`."""
    if proposal.text is not None:
        disk.write(proposal.text_file, proposal.text)
    disk.place(root, proposal.record_file.relative_to(root).as_posix(), proposal.record.encode())


def _article(place: str, today: str, agent: str, allow_private: bool) -> tuple[Article, str, Path | None]:
    """The article at a place, the day on which it was fetched if it was, and its file if it has one."""
    path = Path(place)
    scheme = _SCHEME.match(place)
    if scheme and not path.exists():
        return _from_web(place, scheme[1], agent, allow_private), today, None
    if not path.is_file():
        raise WrongUse(f"there is no file {place}")
    if path.suffix.lower() not in _PAGES | _TEXTS:
        raise WrongUse(f"{path.name} is neither a text (.txt, .md) nor a page (.html)")
    if path.stat().st_size > fetch.MOST_BYTES:
        raise NotAdded(f"{path.name} is larger than {fetch.MOST_BYTES:,} bytes")
    data = path.read_bytes()
    try:
        return extract.from_html(data) if path.suffix.lower() in _PAGES else extract.from_text(data), "", path
    except extract.NoArticle as error:
        raise NotAdded(f"{path.name} {error}") from error


def _from_web(place: str, scheme: str, agent: str, allow_private: bool) -> Article:
    if scheme.lower() not in fetch.SCHEMES:
        raise WrongUse(
            f"{scheme}: is not fetched, only http: and https: are. For a file, write its path alone"
        )
    try:
        url = fetch.address(place)
    except ValueError as error:
        raise WrongUse(f"{place} is not an address that can be fetched: {error}") from error
    try:
        page = fetch.fetch(url, agent, allow_private=allow_private)
        return (
            extract.from_html(page.data, page.url, page.charset)
            if page.is_html
            else extract.from_text(page.data)
        )
    except (fetch.NotFetched, extract.NoArticle) as error:
        raise NotAdded(f"{url}: {error}") from error


def _named(name: str) -> str:
    try:
        return _ID.validate_python(name)
    except ValidationError as error:
        raise WrongUse(
            f"`{name[:60]}` is not an id: "
            "use small letters, digits and single hyphens, such as `gazette-0301`"
        ) from error


def _in_place(own: Path | None, folder: Path) -> Path | None:
    """The file itself, when it is a text that lies among the texts already.

    It also needs a name that a record may give.
    """
    if own is None or own.suffix.lower() in _PAGES or own.resolve().parent != folder.resolve():
        return None
    try:
        _FILE.validate_python(own.name)
    except ValidationError:
        return None
    return own
