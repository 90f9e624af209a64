"""The pipeline: a mapping of path to bytes in, a mapping of path to bytes and diagnostics out. Pure.

The command line, the plugin and the tests all call this.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial

from generator.changes.sides import Side
from generator.corpus.entries import SourceText
from generator.corpus.index import Corpus, assemble
from generator.evidence import lock
from generator.evidence.evidence import Evidence
from generator.evidence.signature import Flaw, Notary, Refusal, Signature, SignedLock, Verdict, no_notary
from generator.export import registry as exports
from generator.export.material import Export, Material
from generator.findings.codes import Severity
from generator.findings.diagnostics import Diagnostic, Finding, Fix, has_errors, mended
from generator.pages import render
from generator.printing import orders as printing
from generator.printing.orders import Manuscript, Pdf, Print
from generator.records.decode import NOT_UTF8
from generator.records.dossier import Dossier
from generator.records.fields import UNKNOWN_STYLE
from generator.records.lines import line_of
from generator.records.load import DESK, LOCK, REGISTER, SIGNATURE, Library, load
from generator.records.source import Source
from generator.records.vocabulary import Level, LockPolicy
from generator.references.model import PLAIN, Citer
from generator.rules import allowed, glyphs, meant, registry, trust
from generator.rules.catalogue import CODES
from generator.rules.glyphs import ANY, Faces
from generator.view import paths
from generator.view.artefacts import Artefact
from generator.view.dossier import own_item
from generator.view.drafts import Drafts
from generator.view.impact import Impact, impact
from generator.view.model import DossierPage
from generator.view.reach import Keep, Reach, anew, digest
from generator.view.settings import Settings
from generator.view.site import items, view


@dataclass(frozen=True, slots=True)
class Tally:
    """What a check counted: dossiers, entries and citations; how each source was verified, and who signed."""

    dossiers: int
    entries: int
    citations: int
    levels: Mapping[str, Level]
    signature: Signature | None


def _tally(evidence: Evidence) -> Tally:
    corpus, verdict = evidence.corpus, evidence.verdict
    counts = len(corpus.dossiers), len(corpus.entries), len(corpus.citations)
    return Tally(*counts, evidence.levels, verdict if isinstance(verdict, Signature) else None)


@dataclass(frozen=True)
class Checked:
    """Everything that is wrong with a corpus, sorted, and its evidence, which is read when it is asked for.

    `counted` is its `tally`, where that is known without its evidence.
    """

    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, bytes]
    known: Callable[[], Evidence]
    counted: Tally | None = None

    @cached_property
    def evidence(self) -> Evidence:
        """The evidence of the records."""
        return self.known()

    @cached_property
    def tally(self) -> Tally:
        """What is counted of the records."""
        return self.counted or _tally(self.evidence)

    @cached_property
    def documents(self) -> Mapping[str, str]:
        """The text of each file, for whoever shows a finding in its line."""
        return _documents(self.files)

    @property
    def unverified(self) -> tuple[str, ...]:
        """The sources without a text."""
        return tuple(name for name, level in self.tally.levels.items() if level is not Level.TEXTS)

    @property
    def corpus(self) -> Corpus:
        """The records."""
        return self.evidence.corpus

    @property
    def ok(self) -> bool:
        """Whether the corpus may be published."""
        return not has_errors(self.diagnostics)


def _documents(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: data.decode("utf-8-sig", "replace").replace("\r\n", "\n") for path, data in files.items()}


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for circles of objects: records have none, and each search walks all that were read so far.

    With it, a dossier among a thousand took 1.6 times as long to read as one among a hundred; without it,
    just as long.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.freeze()
            gc.unfreeze()  # all that was made counts as old now, and is not searched at once
            gc.enable()


@contextmanager
def _frozen() -> Iterator[None]:
    """A search for circles of objects passes over what is there: templates make some as they go."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@_uncollected()
def check(
    files: Mapping[str, bytes],
    texts: Mapping[str, bytes],
    *,
    citer: Citer = PLAIN,
    faces: Faces = ANY,
    refused: Iterable[Diagnostic] = (),
    notary: Notary = no_notary,
    level: Level | None = None,
) -> Checked:
    """Load the records in `files` and hold them against every rule.

    `texts` are the source texts by file name; `refused` says what of the tree is not among the files.

    `citer` knows which citation styles there are, `faces` which characters can be printed; `notary` verifies
    the signature of a lock that must be signed. `level` is what the evidence of every source must reach;
    nothing is asked beyond the best at hand where it is None, and with `Level.NONE` a preview is made, in
    which what is cited and not yet verified is no more than a warning.
    """
    library, problems = load(files)
    evidence, unreadable = _evidence(library, files, texts, notary)
    findings = (
        *unreadable,
        *registry.check(evidence),
        *_style(evidence.corpus, citer),
        *glyphs.unprintable(library, faces),
        *(trust.unreached(evidence, level) if level else ()),
        *trust.missing_texts(evidence, texts),
    )
    problems = meant.with_ids(problems, library, evidence.corpus)
    diagnostics = {*refused, *problems, *(library.diagnose(finding) for finding in findings)}
    if level is Level.NONE:
        diagnostics = {
            replace(diagnostic, eased=not diagnostic.code.stops_preview) for diagnostic in diagnostics
        }
    told = allowed.without_allowed(diagnostics, _documents(files), CODES)
    ordered = tuple(sorted(told, key=lambda diagnostic: diagnostic.order))
    return Checked(ordered, files, lambda: evidence)


@_uncollected()
def read(files: Mapping[str, bytes], texts: Mapping[str, bytes], notary: Notary = no_notary) -> Evidence:
    """The evidence of records, held against no rule: for whoever knows already what is wrong with them."""
    library, _ = load(files)
    return _evidence(library, files, texts, notary)[0]


def _evidence(
    library: Library, files: Mapping[str, bytes], texts: Mapping[str, bytes], notary: Notary
) -> tuple[Evidence, list[Finding]]:
    """The evidence of the records of a library, and a finding for each text that cannot be read."""
    at_hand, unreadable = _decode(library, texts)
    corpus = assemble(library, at_hand, _text(files, LOCK), _text(files, REGISTER))
    return Evidence(corpus, _verdict(corpus, files, notary)), unreadable


@_uncollected()
def side(files: Mapping[str, bytes], *, notary: Notary = no_notary) -> Side:
    """One side of a comparison: the records in `files` as far as they can be read, held against no rule.

    No text of a source is asked for; `notary` verifies the signature of a lock that must be signed.
    """
    library, problems = load(files)
    evidence, _ = _evidence(library, files, {}, notary)
    faulty = dict.fromkeys(problem.path for problem in problems if problem.severity is Severity.ERROR)
    return Side(evidence, tuple(faulty))


def _verdict(corpus: Corpus, files: Mapping[str, bytes], notary: Notary) -> Verdict | None:
    """What is known of the lock's signature; None where the desk asks for none, or there is no lock."""
    desk = corpus.desk
    if desk is None or desk.lock is not LockPolicy.SIGNED or corpus.lock is None:
        return None
    if SIGNATURE not in files:
        return Refusal(Flaw.MISSING, f"the desk asks for a signature, and there is no {SIGNATURE}")
    day = lock.read(corpus.lock).day
    if not day:
        return Refusal(Flaw.BROKEN, "it does not say on which day it was signed")
    return notary(SignedLock(files[LOCK], files[SIGNATURE], desk.signers, desk.principals, day=day))


def mend(checked: Checked) -> dict[str, bytes]:
    """The files that change when every safe fix is made, by path."""
    by_path: dict[str, list[Fix]] = {}
    for diagnostic in checked.diagnostics:
        if diagnostic.fix:
            by_path.setdefault(diagnostic.path, []).append(diagnostic.fix)
    return {path: mended(checked.documents[path], fixes).encode() for path, fixes in by_path.items()}


def _text(files: Mapping[str, bytes], path: str) -> str | None:
    """The text of a file that is not YAML; None where there is none."""
    return files[path].decode("utf-8-sig", "replace") if path in files else None


def _style(corpus: Corpus, citer: Citer) -> Iterator[Finding]:
    """The desk's citation style must be one that there is."""
    problem = citer.unusable(corpus.desk.style) if corpus.desk else None
    if problem:
        yield Finding(UNKNOWN_STYLE, problem.message, DESK, ("style",), hint=problem.hint)


def _decode(library: Library, texts: Mapping[str, bytes]) -> tuple[dict[str, SourceText], list[Finding]]:
    at_hand: dict[str, SourceText] = {}
    findings: list[Finding] = []
    for loaded in library.loaded:
        if isinstance(loaded.record, Source) and loaded.record.text in texts:
            try:
                at_hand[loaded.record.text] = SourceText.read(texts[loaded.record.text])
            except UnicodeDecodeError as error:
                message = f"the text `{loaded.record.text}` is not UTF-8: byte {error.start + 1}"
                findings.append(
                    Finding(
                        NOT_UTF8,
                        message,
                        loaded.path,
                        ("text",),
                        hint="save the text with the encoding UTF-8",
                    )
                )
    return at_hand, findings


@dataclass(frozen=True)
class Built:
    """A site's generated files by path below the root, and the PDFs still to be printed.

    Both are empty on errors. `pages` is the number of the files that are pages.
    """

    checked: Checked
    files: Mapping[str, bytes]
    prints: tuple[Print, ...]
    pages: int = 0


@dataclass(frozen=True)
class Artefacts:
    """Every artefact of a site, unmade: those that are printed and those that programs read."""

    pdfs: tuple[Pdf, ...]
    exports: tuple[Export, ...]

    @property
    def all(self) -> tuple[Artefact[object], ...]:
        """All of them, in the order in which pages offer them."""
        return (*self.pdfs, *self.exports)


def artefacts_of(evidence: Evidence, settings: Settings, drafts: Drafts) -> Artefacts:
    """What the site of a corpus has beside its pages. Making any of it needs a corpus without errors."""
    pdfs = printing.artefacts(dossier.id for dossier in evidence.corpus.ordered)
    if settings.printed is not None:
        pdfs = tuple(pdf for pdf in pdfs if settings.prints(pdf.dossier))
    return Artefacts(pdfs, exports.artefacts(Material(evidence, settings, drafts)))


def build(
    files: Mapping[str, bytes],
    texts: Mapping[str, bytes],
    settings: Settings,
    *,
    citer: Citer = PLAIN,
    faces: Faces = ANY,
    refused: Iterable[Diagnostic] = (),
    notary: Notary = no_notary,
    level: Level | None = None,
) -> Built:
    """Check the records and, when they are sound, make every page, data file and print order of the site.

    `citer` formats all references at once, in the style of `settings` or else of the desk; `notary` and
    `level` are those of `check`.
    """
    checked = check(files, texts, citer=citer, faces=faces, refused=refused, notary=notary, level=level)
    return site_of(checked, settings, citer)


def site_of(checked: Checked, settings: Settings, citer: Citer = PLAIN, keep: Keep = anew) -> Built:
    """What `build` makes of records that were checked already.

    `keep` gives what an equal build of the same program has made.
    """
    desk = checked.corpus.desk
    if not checked.ok or desk is None:
        return Built(checked, {}, ())
    settings = replace(settings, lines=line_of(checked.files))
    reach = Reach(checked.evidence, checked.documents, settings)

    def edition(dossier: Dossier, make: Callable[[], str]) -> str:
        return keep(digest("edition", reach.of(dossier.id)), lambda: make().encode()).decode()

    with _uncollected():
        drafts = Drafts(checked.evidence, edition)
        cited = citer.cite(items(checked.corpus, drafts, settings), settings.style or desk.style)
        artefacts = artefacts_of(checked.evidence, settings, drafts)
        site = view(checked.evidence, settings, cited, artefacts.all, drafts=drafts)
    manuscript = Manuscript(site)
    orders = tuple(pdf.make(manuscript) for pdf in artefacts.pdfs)
    with _frozen():
        files = render.assets() | render.pages((site.overview,), keep)
        by_dossier = _by_dossier(artefacts.exports)
        for dossier in checked.corpus.ordered:
            item = own_item(checked.corpus, drafts, dossier, settings)["id"]
            shown = [cited.get(name) for name in (item, *reach.sources(dossier.id))]
            make = partial(_about, site.about[dossier.id], by_dossier.get(dossier.id, ()))
            kept = keep(digest("dossier", reach.of(dossier.id), shown), make)
            written = {paths.dossier(dossier.id), *(export.path for export in by_dossier.get(dossier.id, ()))}
            texts = json.loads(kept)
            files |= {path: texts[path].encode() for path in map(paths.written, sorted(written))}
        files |= render.pages(site.lists, keep)
        files |= {paths.written(export.path): export.make() for export in by_dossier.get("", ())}
    files |= {paths.written(path): page for path, page in settings.former.items()}
    return Built(checked, files, orders, 1 + len(site.about) + len(site.lists) + len(settings.former))


def _by_dossier(exports: Iterable[Export]) -> Mapping[str, list[Export]]:
    """The exports about each dossier; those about more of the site without a name."""
    groups: dict[str, list[Export]] = {}
    for export in exports:
        groups.setdefault(export.dossier, []).append(export)
    return groups


def _about(page: Callable[[], DossierPage], exports: Iterable[Export]) -> bytes:
    """The page of a dossier and its data, in JSON by their paths below the root."""
    files = render.pages((page(),)) | {paths.written(export.path): export.make() for export in exports}
    return json.dumps({path: data.decode() for path, data in files.items()}, ensure_ascii=False).encode()


def viewable(checked: Checked) -> bool:
    """Whether the records can be made into pages, even if not to be published."""
    hindered = any(
        diagnostic.severity is Severity.ERROR and diagnostic.code.hinders_impact
        for diagnostic in checked.diagnostics
    )
    return not hindered and checked.corpus.desk is not None


def impact_of(checked: Checked, source: str) -> Impact | None:
    """What rests on a source, with the pages and files that show it.

    None when the records cannot be made into pages.
    """
    if not viewable(checked) or source not in checked.corpus.sources:
        return None
    settings, drafts = Settings(), Drafts(checked.evidence)
    artefacts = artefacts_of(checked.evidence, settings, drafts).all
    site = view(checked.evidence, settings, artefacts=artefacts, drafts=drafts)
    return impact(checked.evidence, site, artefacts, source)


def orders(built: Built, dossier: str) -> tuple[Print, ...]:
    """The print orders of one dossier, one for each paper; of the book when `dossier` is empty."""
    return tuple(order for order in built.prints if order.dossier == dossier)
