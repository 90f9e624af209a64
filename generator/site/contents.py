"""What the Markdown of a page gives, kept until its words, its settings or where its links lead change."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import UserDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from material.plugins.search.plugin import SearchIndex  # type: ignore[import-untyped]
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.theme import Theme
from mkdocs.utils import meta

from generator.cache import Cache
from generator.site.forks import in_shares

_SETTINGS = ("markdown_extensions", "mdx_configs", "use_directory_urls", "validation")
"""What `mkdocs.yml` says of Markdown and its links, which is all that MkDocs renders a page by."""


def digest(*parts: str | bytes) -> str:
    """A hash of some parts, none of which can be taken for a piece of another."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()


def as_text(value: object) -> str:
    """A value of a configuration as a text, equal where the values are."""
    return json.dumps(value, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, UserDict):
        return dict(value)
    if isinstance(value, Theme):
        return [value.dirs, sorted(value.static_templates), dict(value.items())]
    if isinstance(value, BasePlugin):
        return [type(value).__qualname__, value.config]
    if isinstance(value, Callable):  # type: ignore[arg-type]
        return f"{value.__module__}.{getattr(value, '__qualname__', value)}"
    return repr(value)


@dataclass(frozen=True)
class Content:
    """What is known of a page without reading its content back.

    `base` stands for its Markdown and settings, `key` for these and the files that its `lookups` lead to;
    `title` is what MkDocs calls the page, `heading` its first heading, `links` are those to anchors.
    """

    base: str
    key: str
    lookups: list[str]
    title: Any
    heading: str | None
    meta: dict[str, Any]
    anchors: list[str]
    links: list[tuple[str, dict[str, str]]]


Inclusion = Callable[[InclusionLevel], bool]
"""Whether files of a level are part of a site."""


def excluded(file: File) -> bool:
    """Whether a file is a draft or no part of the site."""
    return bool(file.inclusion.is_excluded())  # type: ignore[no-untyped-call]


class Glances:
    """Counts when templates look at the content of another page than its own, or at the list of all."""

    def __init__(self) -> None:
        self.number = 0


class AllPages(Sequence[File]):
    """The list of all pages, as templates are given it: to look at it is a glance."""

    def __init__(self, files: Sequence[File], glances: Glances) -> None:
        self._files = files
        self.glances = glances

    def __len__(self) -> int:
        self.glances.number += 1
        return len(self._files)

    def __getitem__(self, index: Any) -> Any:
        self.glances.number += 1
        return self._files[index]


class Lookups(Files):
    """The files of a site; `asked` has the paths that were asked for."""

    def __init__(self, files: Files, glances: Glances) -> None:
        super().__init__(files)
        self.asked: dict[str, None] = {}
        self._led_to = cache(self._one)
        self.glances = glances

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path."""
        self.asked[path] = None
        return super().get_file_from_path(path)

    def documentation_pages(self, *, inclusion: Inclusion = InclusionLevel.is_included) -> Sequence[File]:
        """The pages, as a list that notes glances."""
        return AllPages(super().documentation_pages(inclusion=inclusion), self.glances)

    def led_to(self, paths: Sequence[str]) -> str:
        """What some paths lead to."""
        return "\n".join(map(self._led_to, paths))

    def _one(self, path: str) -> str:
        file = super().get_file_from_path(path)
        return f"{file.src_uri} {file.url} {excluded(file)}" if file else ""


class SearchText(SearchIndex):  # type: ignore[misc]
    """The index of the search, put together from `parts`: the entries of each page, as JSON."""

    def __init__(self, **config: Any) -> None:
        super().__init__(**config)
        self.parts: list[str] = []

    def add_entry_from_context(self, page: Page) -> None:
        """Do nothing: the entries of a page are made with its content."""

    def entries_of(self, page: Page) -> str:
        """The entries of a page as the plugin makes them, without the brackets of their list."""
        self.entries: list[Any] = []
        super().add_entry_from_context(page)
        entries, self.entries = self.entries, []
        return json.dumps(entries, separators=(",", ":"), default=str)[1:-1]

    def generate_search_index(self, prev: SearchIndex | None) -> str:
        """The index as the plugin writes it."""
        head = super().generate_search_index(prev).removesuffix("]}")
        return f"{head}{','.join(filter(None, self.parts))}]}}"


class _Part:
    """A part of a page that is read back when it is wanted; from another page that is a glance."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, page: SitePage, owner: type) -> Any:
        if not page.active:
            page.contents.lookups.glances.number += 1
        if self._name not in page.__dict__:
            page.contents.read_back(page)
        return page.__dict__[self._name]

    def __set__(self, page: SitePage, value: object) -> None:
        page.__dict__[self._name] = value


class SitePage(Page):
    """A page of MkDocs that can be what is kept; `kept` is nothing where it is to be made each time.

    `search` has its entries in the index of the search, as JSON.
    """

    content = _Part()
    toc = _Part()
    markdown = _Part()
    search: Any = _Part()
    contents: Contents
    kept: Content | None
    base: str

    @staticmethod
    def of(page: Page, contents: Contents) -> SitePage:
        """A page that MkDocs has made, which is one of these from here on."""
        page.__class__ = SitePage
        assert isinstance(page, SitePage)
        page.contents, page.kept, page.base = contents, None, ""
        return page

    @property
    def name(self) -> str:
        """The path of its Markdown."""
        return self.file.src_uri

    def take(self, content: Content, files: Files) -> None:
        """Be what is kept; the content itself stays where it is."""
        self.kept = content
        self.title, self.meta = content.title, dict(content.meta)
        self._title_from_render = content.heading
        self.present_anchor_ids = set(content.anchors)
        linked = ((files.src_uris.get(path), links) for path, links in content.links)
        self.links_to_anchors = {file: links for file, links in linked if file}
        for part in ("content", "toc", "markdown", "search"):
            self.__dict__.pop(part, None)


@dataclass(frozen=True)
class Shares:
    """The name of the share of all pages that some are, empty where they are all.

    `others` are those that were kept by themselves and may be looked at.
    """

    own: str = ""
    others: tuple[str, ...] = ()


class Contents:
    """What the pages of a site give; `rendered` counts those whose Markdown was gone through.

    `about` stands for all that makes contents and is not in the configuration; `entries` gives those of a
    page in the index of the search, as JSON. `keys` are those by which all of it is kept.
    """

    def __init__(
        self,
        kept: Cache,
        about: str,
        config: MkDocsConfig,
        lookups: Lookups,
        *,
        shares: Shares,
        entries: Callable[[Page], str],
    ) -> None:
        self.rendered = 0
        self._cache = kept
        self._config = config
        self.lookups = lookups
        self._entries = entries
        level = logging.getLogger(mkdocs_build.__name__).getEffectiveLevel()
        self._settings = digest(about, as_text([level, *(config[name] for name in _SETTINGS)]))
        names = [self._named(name) for name in (shares.own, *shares.others)]
        self._name = names[0]
        self._known: list[Mapping[str, Any]] = [json.loads(kept.get(name) or b"{}") for name in names]
        self._behind = False
        self.keys: list[str] = []

    def fill(self, pages: Sequence[SitePage]) -> None:
        """Give each page what it has to show: what is kept, or what its Markdown gives now.

        Raises what MkDocs raises at a page that it cannot read.
        """
        wanting = [page for page in pages if not self._taken(page)]
        by_name = {page.name: page for page in wanting}
        for name, content in in_shares(self._share, wanting):
            by_name[name].take(Content(**content), self.lookups)
            self.rendered += 1
        for page in wanting:
            if page.kept is None:
                self._render(page)
        if wanting or self._behind or len(pages) != len(self._known[0]):
            self._keep(pages)
        self.keys = [self._name, *(page.kept.key for page in pages if page.kept)]

    def read_back(self, page: SitePage) -> None:
        """Give a page its content, from what is kept or, where that is gone, from its Markdown."""
        data = self._cache.get(page.kept.key) if page.kept else None
        if data is None:
            self._render(page)
            return
        body = json.loads(data)
        page.content, page.toc = body["html"], get_toc(body["toc"])
        page.search = body["search"]
        page.markdown = meta.get_data(page.file.content_string)[0]

    def _taken(self, page: SitePage) -> bool:
        try:
            source = page.file.content_bytes
        except OSError:
            return False  # MkDocs says so when it reads the page
        outside = [page.file.url, page.__dict__.get("title"), page.is_homepage, page.file.inclusion.name]
        page.base = digest(self._settings, page.name, as_text(outside), source)
        own = self._known[0]
        for index in self._known:
            known = index.get(page.name)
            if known and self._fits(known, page) and (index is own or self._cache.has(known["key"])):
                page.take(Content(**known), self.lookups)
                self._behind |= index is not own
                return True
        return False

    def _fits(self, known: Mapping[str, Any], page: SitePage) -> bool:
        return known["base"] == page.base and bool(known["key"] == self._key(page, known["lookups"]))

    def _named(self, share: str) -> str:
        """The key of what is known of a share of the pages, or of all."""
        return digest(self._settings, share) if share else self._settings

    def _key(self, page: SitePage, lookups: Sequence[str]) -> str:
        return digest(page.base, self.lookups.led_to(lookups))

    def _share(self, pages: Sequence[SitePage]) -> list[Any]:
        for page in pages:
            self._render(page)
        return [(page.name, asdict(page.kept)) for page in pages if page.kept]

    def _render(self, page: SitePage) -> None:
        self.lookups.asked.clear()
        with overheard() as said:
            mkdocs_build._populate_page(page, self._config, self.lookups)
        self.rendered += 1
        page.title = page.title
        page.search = self._entries(page)
        page.kept = None if said or not page.base else self._content(page)

    def _content(self, page: SitePage) -> Content | None:
        """What can be kept of a page that was rendered; its body is, where the rest can."""
        lookups, anchors = list(self.lookups.asked), page.present_anchor_ids or set()
        links = [
            (file.src_uri, {a: url for a, url in links.items() if file is not page.file or a not in anchors})
            for file, links in (page.links_to_anchors or {}).items()
        ]
        key = self._key(page, lookups)
        content = Content(
            base=page.base,
            key=key,
            lookups=lookups,
            title=page.title,
            heading=page._title_from_render,
            meta=dict(page.meta),
            anchors=sorted(anchors),
            links=[link for link in links if link[1]],
        )
        body = {"html": page.content, "toc": [_token(item) for item in page.toc], "search": page.search}
        try:
            if json.loads(json.dumps(content.meta)) != content.meta:
                return None
        except (TypeError, ValueError):
            return None
        self._cache.put(key, json.dumps(body).encode())
        return content

    def _keep(self, pages: Sequence[SitePage]) -> None:
        known = {page.name: asdict(page.kept) for page in pages if page.kept}
        self._cache.put(self._name, json.dumps(known).encode())


def _token(item: AnchorLink) -> dict[str, Any]:
    children = [_token(child) for child in item.children]
    return {"level": item.level, "id": item.id, "name": item.title, "children": children}


@contextmanager
def overheard() -> Iterator[list[str]]:
    """Collects what MkDocs says while it runs, of whatever weight."""
    said: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(listener)
    try:
        yield said
    finally:
        logger.removeHandler(listener)
