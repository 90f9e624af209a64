"""Views to Markdown pages and to the data of printed pages.

Templates see views only. Every expression in a template is escaped for Markdown and for HTML at once:
characters that mean something to either become numeric character references, which every Markdown dialect
leaves alone.
"""

from __future__ import annotations

import dataclasses
import html
import json
import posixpath
import re
from collections.abc import Mapping
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from generator.pages import stylesheet
from generator.view import evidence_map, model, parts, paths

_TEMPLATES: Mapping[type[model.Page], str] = {
    model.OverviewPage: "overview",
    model.DossiersPage: "dossiers",
    model.DossierPage: "dossier",
    model.ListPage: "list",
    model.PositionsPage: "positions",
    model.SourcesPage: "sources",
    model.SourcePage: "source",
    model.ActorsPage: "actors",
    model.ActorPage: "actor",
    model.ChangesPage: "changes",
    model.MethodologyPage: "methodology",
    evidence_map.CoveragePage: "coverage",
    model.FieldsPage: "fields",
    model.FindingsPage: "findings",
}
UNSEARCHED = frozenset(
    {
        paths.OVERVIEW,
        paths.DOSSIERS,
        paths.POSITIONS,
        paths.TIMELINE,
        paths.QUOTATIONS,
        paths.WATCH,
        paths.ACTORS,
        paths.COVERAGE,
    }
)
"""Pages that repeat what dossiers say; search would only find it twice."""

_SPECIAL = re.compile(r"[\\`*_{}\[\]|~^=#!$@<>&\"]")
_UNMARKED = re.compile(r"[\w.:/+-]+( [\w.:/+-]+)*", re.ASCII)
_LEADING = re.compile(r"\A(?:[-+:>?.(]|\d+[.)])")


def escape(text: str, *, leading: bool = True) -> Markup:
    """Text that Markdown and HTML both show as it is, on one line.

    It does so in running text and in attribute values alike.

    `leading` says that it may come first on a line, where `1.` or `-` would begin a list.
    """
    safe = _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))
    if leading:
        safe = _LEADING.sub(lambda found: found[0][:-1] + f"&#{ord(found[0][-1])};", safe)
    return Markup(safe)  # noqa: S704


def curled(text: str) -> str:
    """Text with typographic quotation marks and apostrophes, as English sets them."""
    for straight, opening, closing in (('"', "“", "”"), ("'", "‘", "’")):
        if straight in text:
            text = re.sub(rf"(^|[\s(\[{{“‘—–]){straight}", rf"\1{opening}", text).replace(straight, closing)
    return text


def _finalize(value: object) -> object:
    if isinstance(value, Markup):
        return value
    return escape(curled(value)) if isinstance(value, str) else value


def _run(words: parts.Words, first: bool) -> Markup:
    """Words of prose: spaces at either end are kept, since a mark or an emphasis may follow.

    `first` on its line.
    """
    if words.text.isspace():
        return Markup(" ")
    before = " " if words.text[:1].isspace() else ""
    after = " " if words.text[-1:].isspace() else ""
    return Markup(before) + escape(curled(words.text), leading=first) + Markup(after)  # noqa: S704


def _scalar(text: str) -> Markup:
    """A double-quoted YAML scalar for front matter.

    Themes put titles into HTML unescaped, so it is escaped here.
    """
    return Markup(json.dumps(html.escape(" ".join(text.split())), ensure_ascii=False))  # noqa: S704


def _code(line: str) -> Markup:
    """A line of an example inside a `pre` element: spaces count, an empty line must not end the element."""
    return Markup(html.escape(line) or "&#8203;")  # noqa: S704


def _literal(text: str) -> Markup:
    """Words of YAML as code.

    They stand between backticks where no sign in them means anything there, else in an element.
    """
    if _UNMARKED.fullmatch(text):
        return Markup(f"`{text}`")  # noqa: S704
    return Markup("<code>{}</code>").format(escape(text))


def _ticks(text: str) -> Markup:
    """Our own descriptions, in which backticks set words of YAML apart."""
    pieces = re.split(r"`([^`]+)`", " ".join(text.split()))
    made = (
        _literal(part) if place % 2 else _run(parts.Words(part), place == 0)
        for place, part in enumerate(pieces)
    )
    return Markup("").join(made)


def _labelled(link: parts.Link, label: str) -> parts.Link:
    return dataclasses.replace(link, label=label)


@pass_context
def _href(context: Context, link: parts.Link) -> Markup:
    """The link from the page that is being made, relative, so that a builder can check and rewrite it."""
    here = context["page"].path
    target = "" if link.page == here else posixpath.relpath(link.page, posixpath.dirname(here) or ".")
    return Markup(target + (f"#{link.anchor}" if link.anchor else ""))  # noqa: S704


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator.pages", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
        auto_reload=False,
    )
    environment.filters |= {
        "scalar": _scalar,
        "code": _code,
        "literal": _literal,
        "ticks": _ticks,
        "run": _run,
        "labelled": _labelled,
        "href": _href,
    }
    return environment


_ENVIRONMENT = _environment()


def page(view: model.Page) -> str:
    """One page as Markdown with front matter."""
    template = _ENVIRONMENT.get_template(f"{_TEMPLATES[type(view)]}.md.j2")
    text = template.render(page=view, unsearched=UNSEARCHED)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def pages(site: model.Site) -> dict[str, bytes]:
    """Every page of the site, by path below the root."""
    return {paths.written(view.path): page(view).encode() for view in site.pages}


def assets() -> dict[str, bytes]:
    """The style sheets, scripts and fonts that the pages use, by path below the root."""
    folder = resources.files("generator.pages") / "assets"
    found = {paths.written(stylesheet.PATH): stylesheet.joined()}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        members = [entry] if entry.is_file() else sorted(entry.iterdir(), key=lambda e: e.name)
        for member in members:
            name = member.name if member is entry else f"{entry.name}/{member.name}"
            found[paths.written(f"assets/{name}")] = member.read_bytes()
    return found
