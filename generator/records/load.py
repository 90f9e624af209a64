"""Text to typed records: each file becomes one record that knows where its values stand.

Every error of a file is reported at once, at the place where an editor must act: a missing field at its
mapping, an unknown key at the key, anything else at the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath

from pydantic import ValidationError

from generator.findings.codes import Code
from generator.findings.diagnostics import (
    Diagnostic,
    Finding,
    Fix,
    Position,
    Related,
    Replacement,
    Span,
)
from generator.records.compose import compose
from generator.records.desk import Actors, Desk
from generator.records.dossier import Dossier
from generator.records.form import mistakes
from generator.records.shape import shape_at
from generator.records.source import Source
from generator.records.wording import Wording
from generator.records.yamltree import MAX_FINDINGS, Document, plain, scalars

_WRAPPED = re.compile(r"\s*(?:\"[^\"]+\"|[“”„][^“”„]+[“”]|«[^«»]+»|»[^«»]+«)\s*\Z")
_WHERE = re.compile(r"(?:briefings|seeds)/[^/]+\.yaml\Z")
ACTORS = "briefings/actors.yaml"
DESK = "briefings/desk.yaml"
LOCK = "seeds/evidence.lock"
REGISTER = "briefings/published-ids.txt"

Model = Dossier | Source | Actors | Desk


@dataclass(frozen=True, slots=True)
class Loaded:
    """One file that was read without error: its path, its document and its record."""

    path: str
    document: Document
    record: Model


@dataclass(frozen=True, slots=True)
class Library:
    """All files of a corpus.

    `failed` holds the ids of records whose files could not be read: nobody is told twice.
    """

    loaded: tuple[Loaded, ...]
    failed: frozenset[str]
    documents: Mapping[str, Document]

    def diagnose(self, finding: Finding) -> Diagnostic:
        """The finding, placed in its file."""
        related = tuple(
            Related(place.message, place.path, self.documents[place.path].place(place.pointer))
            for place in finding.related
        )
        document = self.documents.get(finding.path)
        common = (finding.code, finding.message, finding.path)
        if document is None:
            start = Position(max(finding.line, 1), 1)
            return Diagnostic(
                *common, Span(start, start), hint=finding.hint, pointer=finding.pointer, related=related
            )
        if finding.needle:
            span = document.find(finding.pointer, finding.needle, finding.nth, anywhere=finding.anywhere)
        else:
            span = document.place(finding.pointer, at_key=finding.at_key)
        fix = _fix(document, finding.fix) if finding.fix else None
        return Diagnostic(*common, span, hint=finding.hint, pointer=finding.pointer, related=related, fix=fix)


def _fix(document: Document, replacement: Replacement) -> Fix | None:
    """The fix, placed; None where the characters to replace do not stand as such in the file.

    A citation may be in its long form.
    """
    pointer, needle, text = replacement.pointer, replacement.needle, replacement.text
    if document.has((*pointer, "paragraph")):
        pointer, needle, text = (*pointer, "paragraph"), needle.rpartition("#")[2], text.rpartition("#")[2]
    span = document.find(pointer, needle, replacement.nth)
    return Fix(span, text) if document.cut(span) == needle else None


MISPLACED_FILE = Code(
    "misplaced-file",
    what="A YAML file lies where the generator does not look for one.",
    why=(
        "Dossiers lie in `briefings/`, sources in `seeds/`, without subfolders, and end in `.yaml`. A file "
        "elsewhere would be silently left out."
    ),
    bad="# briefings/old/harbour.yaml\nid: harbour\n",
    good="# briefings/harbour.yaml\nstatus: closed\n",
)


def load(files: Mapping[str, bytes]) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every YAML file of a mapping of path to bytes.

    Gives the records and all that is wrong with their form.
    """
    loaded: list[Loaded] = []
    failed: set[str] = set()
    documents: dict[str, Document] = {}
    diagnostics: list[Diagnostic] = []
    for path in sorted(files):
        if path in (LOCK, REGISTER):
            continue
        if not _WHERE.match(path):
            diagnostics.append(
                Diagnostic(
                    MISPLACED_FILE,
                    "no record is looked for here",
                    path,
                    hint="name it briefings/ID.yaml or seeds/ID.yaml",
                )
            )
            continue
        document, problems = compose(path, files[path])
        record: Model | None = None
        if document is not None:
            documents[path] = document
            record, problems = _record(document)
        diagnostics.extend(problems)
        if document is not None and record is not None:
            loaded.append(Loaded(path, document, record))
        else:
            failed |= _ids(path, document)
    return Library(tuple(loaded), frozenset(failed), documents), tuple(diagnostics)


def _ids(path: str, document: Document | None) -> set[str]:
    """The ids that a file would have defined, as far as they can be read."""
    ids = {PurePosixPath(path).stem}
    if document is not None:
        ids |= {str(scalar.value) for pointer, scalar in scalars(document.root) if pointer[-1] == "id"}
    elif path == ACTORS:
        ids.add("*")
    return ids


def model_of(path: str) -> type[Model]:
    """The model of the record that a file holds, by where it lies."""
    if path.startswith("seeds/"):
        return Source
    return {ACTORS: Actors, DESK: Desk}.get(path, Dossier)  # type: ignore[return-value]


def _record(document: Document) -> tuple[Model | None, tuple[Diagnostic, ...]]:
    model = model_of(document.path)
    record: Model | None = None
    problems: list[Diagnostic] = []
    try:
        record = model.model_validate(plain(document.root))
    except ValidationError as error:
        problems = list(mistakes(document, model, error))
    problems.extend(islice(_outer_marks(document, model), MAX_FINDINGS))
    return (None if problems else record), tuple(problems)


OUTER_MARKS = Code(
    "outer-marks",
    what="Words that are quoted stand between quotation marks.",
    why="The page sets the marks itself; these would be taken for the source's own.",
    bad=(
        "quotations:\n"
        "  - speaker: harbour-master\n"
        "    text: “We are not enemies, we are neighbours with one door”\n"
        "    cites: [courier-0302#2]\n"
    ),
    good=(
        "quotations:\n"
        "  - speaker: harbour-master\n"
        "    text: We are not enemies, we are neighbours with one door\n"
        "    cites: [courier-0302#2]\n"
    ),
)


def _outer_marks(document: Document, model: type[Model]) -> Iterator[Diagnostic]:
    """Exact words that stand between quotation marks as a whole."""
    for pointer, scalar in scalars(document.root):
        if isinstance(scalar.value, str) and _WRAPPED.match(scalar.value):
            shape = shape_at(model, pointer)
            if shape and shape.wording is Wording.EXACT:
                message = f"`{shape.key}` stands between quotation marks"
                hint = "leave out the outer quotation marks; the page sets them"
                yield Diagnostic(OUTER_MARKS, message, document.path, scalar.span, hint=hint, pointer=pointer)
