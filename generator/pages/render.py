"""Views to Markdown pages and to the data of printed pages.

Templates see views only. Every expression in a template is escaped for Markdown and for HTML at once:
characters that mean something to either become numeric character references, which every Markdown dialect
leaves alone.
"""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache, partial
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.pages import escaping, stylesheet
from generator.view import model, parts, paths
from generator.view.reach import Keep, anew, digest


def _labelled(link: parts.Link, label: str) -> parts.Link:
    return dataclasses.replace(link, label=label)


@pass_context
def _href(context: Context, link: parts.Link) -> Markup:
    """The link from the page that is being made, relative, so that a builder can check and rewrite it."""
    here = context["page"].path
    target = "" if link.page == here else _way(posixpath.dirname(here), link.page)
    return Markup(target + (f"#{link.anchor}" if link.anchor else ""))  # noqa: S704


@lru_cache(maxsize=4096)
def _way(folder: str, page: str) -> str:
    """The way from a folder to a page, both below the root of the site and without dots in them."""
    here, there = folder.split("/") if folder else [], page.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join(("..",) * (len(here) - shared) + (*there[shared:],))


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=escaping.finalized,
        auto_reload=False,
    )
    environment.filters |= {
        "scalar": escaping.scalar,
        "code": escaping.code,
        "literal": escaping.literal,
        "ticks": escaping.ticks,
        "run": escaping.run,
        "labelled": _labelled,
        "href": _href,
    }
    return environment


_ENVIRONMENT = _environment()


def page(view: model.Page) -> str:
    """One page as Markdown with front matter."""
    name = type(view).__name__.removesuffix("Page").lower()
    text = _ENVIRONMENT.get_template(f"{name}.md.j2").render(page=view)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def pages(views: Iterable[model.Page], keep: Keep = anew) -> dict[str, bytes]:
    """Some pages by their paths below the root; `keep` may know one whose view is the same."""
    return {paths.written(view.path): keep(digest("page", view), partial(_encoded, view)) for view in views}


def _encoded(view: model.Page) -> bytes:
    return page(view).encode()


def assets() -> dict[str, bytes]:
    """The style sheets, scripts and fonts that the pages use, by path below the root."""
    folder = resources.files("generator.pages") / "assets"
    files = {paths.written(stylesheet.PATH): stylesheet.joined()}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        members = [entry] if entry.is_file() else sorted(entry.iterdir(), key=lambda entry: entry.name)
        for member in members:
            name = member.name if member is entry else f"{entry.name}/{member.name}"
            files[paths.written(f"assets/{name}")] = member.read_bytes()
    return files
