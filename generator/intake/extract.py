"""From the bytes of a file or of a web page to an article: its paragraphs, and what it says of itself."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.text.typography import paragraphs

_BLOCKS = frozenset({"p", "head", "item", "quote", "row", "code", "list", "table", "body", "main"})
_SPACED = frozenset({"lb", "cell"})
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LONGEST_TITLE = 200
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class NoArticle(Exception):
    """Nothing in the bytes can be used.

    The message says why, as the end of a sentence that begins with their name.
    """


@dataclass(frozen=True, slots=True)
class Article:
    """A text, and what it says of itself.

    What it does not say is empty; which paragraphs are headings, only a page says.
    """

    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    from_page: bool = False
    headings: frozenset[str] = frozenset()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the text; the first is paragraph 1."""
        return paragraphs(self.text)


def from_text(data: bytes) -> Article:
    """The article in a plain text: the text as it is.

    Its first line is the title when it reads like one.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NoArticle(
            f"is not UTF-8 text (byte {error.start + 1}): save it with the encoding UTF-8"
        ) from error
    if _CONTROL.search(text):
        raise NoArticle("is not a text: it holds control characters")
    blocks = paragraphs(text)
    if not blocks:
        raise NoArticle("is empty")
    opening = blocks[0].lstrip("# ")
    return Article(text, opening if len(opening) <= _LONGEST_TITLE and not opening.endswith(".") else "")


def from_html(data: bytes, url: str = "", charset: str = "") -> Article:
    """The article of a web page, without what stands around it. `url` is where the page was fetched."""
    if b"\0" in data and not data.startswith(_UTF_16):
        raise NoArticle("is not a web page: it holds zero bytes")
    try:
        page, language = _extract(_decoded(data, charset))
    except Exception as error:  # the libraries beneath stumble over some broken pages, each in its own way
        raise NoArticle(
            f"cannot be taken apart ({type(error).__name__}): save its text as a .txt file and add that"
        ) from error
    tagged_blocks = list(_blocks(page.body)) if page is not None and page.body is not None else []
    blocks = [block for _, block in tagged_blocks]
    if page is None or not blocks:
        raise NoArticle("has no article that could be found: save its text as a .txt file and add that")
    title = page.title or ""
    if title and _plain(blocks[0]) != _plain(title):
        blocks.insert(0, " ".join(title.split()))
    authors = tuple(name.strip() for name in (page.author or "").split(";") if name.strip())
    headings = frozenset(block for tag, block in tagged_blocks if tag == "head")
    return Article(
        "\n\n".join(blocks) + "\n",
        title,
        authors,
        page.sitename or "",
        published=page.date or "",
        language=language,
        url=page.url or url,
        from_page=True,
        headings=headings,
    )


def _decoded(data: bytes, charset: str) -> bytes | str:
    try:
        return data.decode(charset) if charset else data
    except (LookupError, UnicodeDecodeError):
        return data


def _extract(page: bytes | str) -> tuple[Any, str]:
    """What trafilatura finds, None when there is nothing, and the language that the page declares."""
    from trafilatura import bare_extraction  # slow to import, and only this command needs it
    from trafilatura.utils import load_html

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).addHandler(logging.NullHandler())
    tree = load_html(page)
    if tree is None:
        return None, ""
    language = tree.get("lang") or ""
    # The newest date admitted is far away, so that the outcome does not depend on the day of the run.
    dates = {
        "original_date": True,
        "extensive_search": False,
        "outputformat": "%Y-%m-%d",
        "max_date": "9999-12-31",
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return bare_extraction(
            tree, with_metadata=True, include_comments=False, date_extraction_params=dates
        ), language


def _blocks(body: Any) -> Iterator[tuple[str, str]]:
    """The tag and text of each paragraph of trafilatura's tree.

    Headings (`head`), list items, quotations and table rows count as well.
    """
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    words: list[str] = []
    tag = ""
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS and (block := " ".join("".join(words).split())):
            yield tag, block
        if element.tag in _BLOCKS:
            words.clear()
            tag = element.tag if event == "start" else ""
        elif element.tag in _SPACED:
            words.append(" ")
        words.append((element.text if event == "start" else element.tail) or "")


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
