"""Where each page lies below the site's root. The one place that makes page paths."""

OVERVIEW = "index.md"
DOSSIERS = "dossiers/index.md"
SOURCES = "sources/index.md"
ACTORS = "actors/index.md"
POSITIONS = "positions.md"
TIMELINE = "timeline.md"
QUOTATIONS = "quotations.md"
WATCH = "watch.md"
CHANGES = "changes.md"
METHODOLOGY = "methodology.md"
PROOF = "proof.md"
COVERAGE = "coverage.md"
FIELDS = "editing/fields.md"
FINDINGS = "editing/findings.md"
BOOK = "briefing-book.pdf"
FEED = "feed.xml"
CALENDAR = "watch.ics"


def dossier(name: str) -> str:
    """The page of a dossier."""
    return f"dossiers/{name}/index.md"


def changes(name: str) -> str:
    """The changes of a dossier, statement by statement."""
    return beside(name, "changes.md")


def feed(name: str) -> str:
    """The changes of a dossier as a feed."""
    return beside(name, "feed.xml")


def edition(name: str, number: int) -> str:
    """A former edition of a dossier."""
    return beside(name, f"editions/{number}/index.md")


def source(name: str) -> str:
    """The page of a source."""
    return f"sources/{name}.md"


def actor(name: str) -> str:
    """The page of an actor."""
    return f"actors/{name}.md"


def below(page: str, name: str) -> str:
    """A page of a series, below the page that has its contents."""
    return f"{page.removesuffix('.md')}/{name}.md"


def beside(name: str, file: str) -> str:
    """A file beside a dossier's page."""
    return f"dossiers/{name}/{file}"


def written(path: str) -> str:
    """Where a page or file of the site is written, below the root of the records."""
    return f"docs/{path}"


def on_site(path: str) -> str:
    """Where what is `written` at a path lies below the site's root."""
    return path.removeprefix("docs/")


def url(page: str) -> str:
    """The address of a page below the site's root, as MkDocs makes it with directory addresses."""
    if page.endswith("index.md"):
        return page[: -len("index.md")]
    return page[: -len(".md")] + "/"
