"""Whether all that goes into a page can be known beforehand; where it cannot, MkDocs builds alone."""

from __future__ import annotations

import logging
from functools import cache
from importlib import metadata
from typing import Protocol, runtime_checkable

import mkdocs
from material.plugins.search.plugin import SearchPlugin  # type: ignore[import-untyped]
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig

LINE = "1.6."
"""The line of MkDocs whose steps `builder` takes."""


@runtime_checkable
class Foreseeable(Protocol):
    """A plugin that says what it puts into pages, beside what `mkdocs.yml` says of it."""

    def shows(self) -> str:
        """A text that is another whenever pages would come out otherwise, all else being as it was."""


def left_to_mkdocs(config: MkDocsConfig) -> str:
    """Why a site is built by MkDocs alone; nothing where it is not."""
    if not mkdocs.__version__.startswith(LINE):
        return f"MkDocs is {mkdocs.__version__}, and not of the line {LINE}x"
    for name, plugin in config.plugins.items():
        if type(plugin) is not SearchPlugin and not isinstance(plugin, Foreseeable):
            return f"{name} may change any page"
    for extension in config.markdown_extensions:
        if extension not in _own_extensions():
            return f"the extension {extension} of Markdown may read other files"
    if logging.getLogger(mkdocs_build.__name__).isEnabledFor(logging.DEBUG):
        return "MkDocs tells of each of its steps"
    return ""


@cache
def _own_extensions() -> frozenset[str]:
    """The names of the extensions that come with Python-Markdown."""
    entries = metadata.entry_points(group="markdown.extensions")
    own = [entry for entry in entries if entry.module.startswith("markdown.extensions.")]
    return frozenset([*(entry.name for entry in own), *(entry.module for entry in own)])
