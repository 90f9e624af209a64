"""MkDocs' build, which makes again only what would come out otherwise: byte for byte what MkDocs writes.

It takes the steps of `mkdocs.commands.build.build` in their order and calls its functions, some of which are
not public: hence the line of MkDocs that it is tied to. With another line, or with a plugin, a hook or an
extension of which it cannot know what goes into a page, it leaves the whole build to MkDocs and says so.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin

from jinja2 import Environment
from material.plugins.search.plugin import SearchPlugin  # type: ignore[import-untyped]
from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from generator.cache import Cache
from generator.site.contents import (
    AllPages,
    Contents,
    Glances,
    Inclusion,
    Lookups,
    SearchText,
    Shares,
    SitePage,
    as_text,
    digest,
    excluded,
    overheard,
)
from generator.site.foreseeing import Foreseeable, left_to_mkdocs
from generator.site.forks import in_shares
from generator.site.program import program
from generator.site.shard import Shard
from generator.site.standing import INDEX, Compiled, Standing, Templates

log = logging.getLogger(mkdocs_build.__name__)

MOST_KEPT = 500_000_000
"""The bytes that the contents of pages take at most, but for those of the last build."""

_ELSEWHERE = ("site_dir", "config_file_path", "exclude_docs", "draft_docs", "not_in_nav", "dev_addr", "watch")
"""What `mkdocs.yml` says that no page shows, or that shows in the files there are."""


@dataclass(frozen=True)
class Made:
    """What a build made: pages whose Markdown was rendered, pages that were put into the theme, pages kept.

    `plain` says why all of it was left to MkDocs; its pages are not counted then.
    """

    rendered: int = 0
    finished: int = 0
    kept: int = 0
    plain: str = ""


PutInto = Callable[[Files, MkDocsConfig], None]
"""Lets MkDocs find files that stand nowhere."""


def kept(root: Path) -> Cache:
    """Where the contents of pages are kept, and what is known of the site that stands."""
    return Cache(root / ".cache/site", ".json", MOST_KEPT)


class Builder:
    """Builds a site, keeping what it made in the folder `.cache` of a root.

    `shards` are those of which other machines have made the contents of pages.
    """

    def __init__(self, root: Path, shards: Sequence[Shard] = ()) -> None:
        self._cache = kept(root)
        self._compiled = Compiled()
        self._shards = shards

    def build(
        self, config: MkDocsConfig, old: Path, *, full: bool = False, serve_url: str | None = None
    ) -> Made:
        """Build into the folder that the configuration names; `old` is the site that stands, if there is one.

        With `full` MkDocs does it. Raises what `mkdocs.commands.build.build` raises.
        """
        if plain := "it was asked for" if full else left_to_mkdocs(config):
            mkdocs_build.build(config, serve_url=serve_url)
            return Made(plain=plain)
        with _as_mkdocs_ends(config):
            shares = Shares(others=tuple(map(str, self._shards)))
            made = _Build(config, self._cache, self._compiled, old, serve_url=serve_url, shares=shares).run()
        if made.rendered:
            self._cache.tidy()
        return made

    def share(self, config: MkDocsConfig, shard: Shard, put_into: PutInto) -> list[str]:
        """Render the share of a machine and write no page: the keys by which it is kept.

        There are none where MkDocs would build alone. Raises what `build` raises.
        """
        if left_to_mkdocs(config):
            return []
        with _as_mkdocs_ends(config):
            shares = Shares(str(shard), ("",))
            build = _Build(config, self._cache, self._compiled, Path(config.site_dir), shares=shares)
            keys = build.share(shard, put_into)
        self._cache.tidy()
        return keys


@contextmanager
def _as_mkdocs_ends(config: MkDocsConfig) -> Iterator[None]:
    """Ends a build as MkDocs ends its own. Raises what it raises."""
    counter = utils.CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        logging.getLogger("mkdocs").addHandler(counter)
    try:
        yield
        _abort_on(counter)
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            log.error(str(error))  # noqa: TRY400 - as MkDocs says it
            raise Abort("Aborted with a BuildError!") from error
        raise
    finally:
        logging.getLogger("mkdocs").removeHandler(counter)


def _abort_on(counter: utils.CountHandler) -> None:
    if counts := counter.get_counts():
        said = ", ".join(f"{number} {level.lower()}s" for level, number in counts)
        raise Abort(f"Aborted with {said} in strict mode!")


class _Build:
    """One build; `run` is `mkdocs.commands.build.build`, step by step."""

    _search: SearchText | None
    _env: Environment
    _templates: Templates
    _files: Lookups
    _nav: Navigation
    _pages: list[SitePage]
    _all: AllPages
    _contents: Contents
    _site: str

    def __init__(
        self,
        config: MkDocsConfig,
        cache: Cache,
        compiled: Compiled,
        old: Path,
        *,
        shares: Shares,
        serve_url: str | None = None,
    ) -> None:
        self._config = config
        self._shares = shares
        self._cache = cache
        self._compiled = compiled
        self._serve_url = serve_url
        self._included: Inclusion = InclusionLevel.is_in_serve if serve_url else InclusionLevel.is_included
        name = "served" if serve_url else str(old)
        self._standing = Standing(cache, name, old, Path(config.site_dir))
        self._glances = Glances()

    def run(self) -> Made:
        """Build the site."""
        config = self._begin()
        utils.clean_directory(config.site_dir)
        files = self._gather()
        self._read(self._wanted())
        self._env = config.plugins.on_env(self._env, config=config, files=files)
        self._foresee()
        self._copy()
        for name in config.theme.static_templates:
            self._build_theme_template(name)
        for name in config.extra_templates:
            mkdocs_build._build_extra_template(name, files, config, self._nav)
        finished = self._finish()
        for page in self._pages:
            page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
        entries = {page.name: self._entries(page) for page in self._pages}
        if self._search:
            self._search.parts = list(entries.values())
        config.plugins.on_post_build(config=config)
        self._standing.keep(self._templates.seen, entries)
        return Made(self._contents.rendered, finished, len(self._pages) - finished)

    def share(self, shard: Shard, put_into: PutInto) -> list[str]:
        """Render the share of a machine, of which nothing is written: the keys by which it is kept."""
        self._begin()
        self._gather(put_into)
        self._read(shard.share(sorted(self._wanted(), key=lambda file: file.src_uri)))
        return self._contents.keys

    def _begin(self) -> MkDocsConfig:
        config = self._config = self._config.plugins.on_config(self._config)
        self._search = _searching(config)
        config.plugins.on_pre_build(config=config)
        return config

    def _gather(self, put_into: PutInto = lambda *_: None) -> Files:
        """The files of the site, from `docs/`, theme and plugins, and the navigation over its pages."""
        config = self._config
        files = get_files(config)
        put_into(files, config)
        self._env = config.theme.get_env()
        self._env.loader = self._templates = Templates(config.theme.dirs)
        self._env.bytecode_cache = self._compiled
        files.add_files_from_theme(self._env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = get_navigation(files, config)
        self._nav = config.plugins.on_nav(nav, config=config, files=files)
        self._files = Lookups(files, self._glances)
        return files

    def _wanted(self) -> list[File]:
        """The files that are pages of the site."""
        return [
            file for file in self._files if file.is_documentation_page() and self._included(file.inclusion)
        ]

    def _read(self, files: Sequence[File]) -> None:
        """Give pages their contents."""
        config, drafts = self._config, []
        entries = self._search.entries_of if self._search else _no_entries
        about = digest(program(), as_text(self._search and self._search.config))
        self._contents = Contents(
            self._cache, about, config, self._files, shares=self._shares, entries=entries
        )
        for file in files:
            if file.page is None:
                if self._serve_url and excluded(file):
                    drafts.append(urljoin(self._serve_url, file.url))
                Page(None, file, config)
        self._pages = [SitePage.of(cast(Page, file.page), self._contents) for file in files]
        self._all = AllPages(files, self._glances)
        self._contents.fill(self._pages)
        if drafts:
            log.info("Pages that are in this preview alone, being drafts:\n  - %s", "\n  - ".join(drafts))

    def _foresee(self) -> None:
        """Make out what all pages show, and whether the old site was made with the same templates."""
        config = self._config
        self._templates.look(self._env, self._standing.templates)
        self._standing.trust(
            self._templates.seen, bool(self._templates.dated - config.theme.static_templates)
        )
        settings = {name: value for name, value in config.items() if name not in _ELSEWHERE}
        plugins = [plugin.shows() for plugin in config.plugins.values() if isinstance(plugin, Foreseeable)]
        translations = [
            path.read_bytes()
            for folder in config.theme.dirs
            for path in sorted(Path(folder, "locales").rglob("*.mo"))
        ]
        self._site = digest(
            program(),
            as_text([settings, plugins, [_outline(item) for item in self._nav.items]]),
            *translations,
        )

    def _copy(self) -> None:
        """Copy what is no page; nothing is linked where MkDocs writes later, as it writes through links."""
        config = self._config
        written = {*config.theme.static_templates, *config.extra_templates, "sitemap.xml.gz", INDEX}
        written.update(page.file.dest_uri for page in self._pages)
        for file in self._files:
            if file.is_documentation_page() or not self._included(file.inclusion):
                continue
            source, path = file.abs_src_path, file.dest_uri
            if source is None or path in written or not self._standing.link_copy(path, source):
                file.copy_file()

    def _build_theme_template(self, name: str) -> None:
        key = digest(self._site, name)
        if not self._standing.link(name, key):
            before = self._glances.number
            with overheard() as said:
                mkdocs_build._build_theme_template(name, self._env, self._files, self._config, nav=self._nav)
            if not said and self._glances.number == before and name not in self._templates.dated:
                self._standing.note(self._standing.made(name, key))

    def _finish(self) -> int:
        """Put the pages into the theme, but for those that stand: how many those were not."""
        number = Counter(page.file.dest_uri for page in self._pages)
        apart = {page.name for page in self._pages if page.kept and number[page.file.dest_uri] == 1}
        wanting = [page for page in self._pages if page.name not in apart or not self._stands(page)]
        for page in wanting[:1]:
            self._finish_page(page)  # which compiles the templates, for all processes
        by_name = {page.name: page for page in wanting[1:]}
        shared = [page for page in wanting[1:] if page.name in apart]
        for name, made, entries, templates in in_shares(self._share, shared):
            by_name.pop(name).search = entries
            self._standing.note(made)
            self._templates.seen.update(templates)
        for page in by_name.values():
            self._finish_page(page)
        return len(wanting)

    def _stands(self, page: SitePage) -> bool:
        return self._standing.link(page.file.dest_uri, self._key(page))

    def _key(self, page: SitePage) -> str:
        content = page.kept.key if page.kept else ""
        about = [page.title, page.edit_url, excluded(page.file)]
        return digest(self._site, content, page.name, as_text(about))

    def _share(self, pages: Sequence[SitePage]) -> list[Any]:
        done = [(page, self._made(page)) for page in pages]
        return [
            (page.name, made, page.search, self._templates.seen) for page, made in done if made is not None
        ]

    def _finish_page(self, page: SitePage) -> None:
        self._standing.note(self._made(page) or [])

    def _made(self, page: SitePage) -> list[list[str]] | None:
        """Put a page into the theme: what can be noted of it, None where MkDocs had something to say."""
        before = self._glances.number
        with overheard() as said:
            mkdocs_build._build_page(
                page, self._config, self._all, self._nav, env=self._env, excluded=excluded(page.file)
            )
        if said:
            return None
        foreseen = page.kept and self._glances.number == before
        return self._standing.made(page.file.dest_uri, self._key(page)) if foreseen else []

    def _entries(self, page: SitePage) -> str:
        known = None if "search" in page.__dict__ else self._standing.entries(page.name)
        return page.search if known is None else known


def _searching(config: MkDocsConfig) -> SearchText | None:
    """The index of the search, in the place of the plugin's own; nothing where the site has none."""
    for plugin in config.plugins.values():
        if isinstance(plugin, SearchPlugin) and plugin.config.enabled:
            index = plugin.search_index = SearchText(**plugin.config)
            return index
    return None


def _no_entries(_: Page) -> str:
    return ""


def _outline(item: StructureItem) -> list[Any]:
    """What pages may show of an entry of the navigation."""
    children = [_outline(child) for child in item.children or ()]  # type: ignore[attr-defined]
    about = [getattr(item, name, None) for name in ("url", "canonical_url", "abs_url", "edit_url", "meta")]
    return [type(item).__name__, item.title, *about, children]
