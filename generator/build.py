"""The pipeline: a mapping of path to bytes in, a mapping of path to bytes and diagnostics out. Pure.

The command line, the plugin and the tests all call this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator import export, passages, render, rules
from generator.corpus import Corpus, assemble
from generator.diagnostics import Diagnostic, Finding, has_errors
from generator.load import Library, load
from generator.schema import Source
from generator.view import paths, view
from generator.view.model import Site
from generator.view.settings import Settings


@dataclass(frozen=True)
class Checked:
    """A corpus with everything that is wrong with it, sorted. `unverified` names the sources without a text."""

    corpus: Corpus
    diagnostics: tuple[Diagnostic, ...]
    documents: Mapping[str, str]
    unverified: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether the corpus may be published."""
        return not has_errors(self.diagnostics)


def check(files: Mapping[str, bytes], texts: Mapping[str, bytes]) -> Checked:
    """Load the records in `files` and hold them against every rule; `texts` are the source texts by file name."""
    library, problems = load(files)
    decoded, unreadable = _decode(library, texts)
    corpus = assemble(library, decoded)
    findings = (*unreadable, *rules.check(corpus))
    placed = {*problems, *(library.diagnose(finding) for finding in findings)}
    unverified = tuple(name for name in corpus.sources if name not in corpus.texts)
    documents = {path: data.decode("utf-8-sig", "replace").replace("\r\n", "\n") for path, data in files.items()}
    return Checked(corpus, tuple(sorted(placed, key=lambda d: d.order)), documents, unverified)


def _decode(library: Library, texts: Mapping[str, bytes]) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    decoded: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    for loaded in library.loaded:
        if isinstance(loaded.record, Source) and loaded.record.text in texts:
            try:
                decoded[loaded.record.text] = passages.paragraphs(texts[loaded.record.text].decode("utf-8"))
            except UnicodeDecodeError as error:
                message = f"the text `{loaded.record.text}` is not UTF-8: byte {error.start + 1}"
                findings.append(Finding("not-utf8", message, loaded.path, ("text",), "save the text with the encoding UTF-8"))
    return decoded, findings


@dataclass(frozen=True)
class Print:
    """A PDF to be made: its path below the root, the name of its template, its data and its paper (`a4` or `us-letter`)."""

    path: str
    template: str
    data: Mapping[str, object]
    paper: str


@dataclass(frozen=True)
class Built:
    """A site's generated files by path below the root, and the PDFs still to be printed. Both are empty on errors."""

    checked: Checked
    files: Mapping[str, bytes]
    prints: tuple[Print, ...]


def build(files: Mapping[str, bytes], texts: Mapping[str, bytes], settings: Settings) -> Built:
    """Check the records and, when they are sound, make every page, data file and print order of the site."""
    checked = check(files, texts)
    if not checked.ok:
        return Built(checked, {}, ())
    site = view(checked.corpus, settings)
    made = {**render.assets(), **render.pages(site), **export.exports(checked.corpus)}
    return Built(checked, made, prints(site))


def orders(built: Built, dossier: str) -> tuple[Print, ...]:
    """The print orders of one dossier, one for each paper; of the book when `dossier` is empty."""
    if not dossier:
        return tuple(order for order in built.prints if order.path == f"docs/{paths.BOOK}")
    folder = "docs/" + paths.beside(dossier, "")
    return tuple(order for order in built.prints if order.path.startswith(folder))


def prints(site: Site) -> tuple[Print, ...]:
    """The PDFs of a site: each dossier on A4 and on US Letter, and the book of all."""
    orders = []
    for page in site.dossiers:
        data = {"title": site.title, "subtitle": site.subtitle, "book": False, "dossiers": [render.print_data(page)]}
        orders.append(Print("docs/" + paths.beside(page.id, f"{page.id}.pdf"), "briefing", data, "a4"))
        orders.append(Print("docs/" + paths.beside(page.id, f"{page.id}-letter.pdf"), "briefing", data, "us-letter"))
    book = {"title": site.title, "subtitle": site.subtitle, "book": True, "dossiers": [render.print_data(page) for page in site.dossiers]}
    return (*orders, Print(f"docs/{paths.BOOK}", "briefing", book, "a4"))
