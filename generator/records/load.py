"""Text to typed records: each file becomes one record that knows where its values stand.

Every error of a file is reported at once, at the place where an editor must act: a missing field at its
mapping, an unknown key at the key, anything else at the value. What is sound of a record is read all the
same, so that one mistake does not hide another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import PurePosixPath
from typing import Any, cast

from pydantic import ValidationError

from generator.findings.codes import Code
from generator.findings.diagnostics import (
    Diagnostic,
    Finding,
    Fix,
    Pointer,
    Position,
    Related,
    RelatedPlace,
    Replacement,
    Span,
)
from generator.records.compose import compose
from generator.records.desk import Actors, Desk
from generator.records.dossier import Dossier
from generator.records.fields import ID
from generator.records.form import MISSING_FIELD, mistakes, places
from generator.records.hidden import HIDDEN_CHARACTER, hidden, named
from generator.records.partial import Places, names, partial, unit
from generator.records.shape import Text, shape_at, strings
from generator.records.sound import sound
from generator.records.source import Source
from generator.records.wording import Wording
from generator.records.yamltree import MAX_FINDINGS, Document, Node, Plain, Scalar, plain, scalars

_WRAPPED = re.compile(
    r"\s*(?:\"(?P<words>[^\"]+)\"|[“”„](?P<curly>[^“”„]+)[“”]|«(?P<angled>[^«»]+)»|»(?P<turned>[^«»]+)«)\s*\Z"
)
_WHERE = re.compile(r"(?:briefings|seeds)/[^/]+\.yaml\Z")
ACTORS = "briefings/actors.yaml"
DESK = "briefings/desk.yaml"
LOCK = "seeds/evidence.lock"
SIGNATURE = f"{LOCK}.sig"
REGISTER = "briefings/published-ids.txt"

Model = Dossier | Source | Actors | Desk


@dataclass(frozen=True, eq=False)
class Loaded:
    """One file that was read: its path and its record. The same file, read again, is the same one.

    Where items of the record's lists could not be read, `places` says where the others stand in the file.
    """

    path: str
    record: Model
    unread: frozenset[Pointer] = frozenset()
    places: Places = field(default_factory=dict)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the record."""
        return tuple(strings(self.record))

    def written(self, pointer: Pointer) -> Pointer:
        """Where in the file a value of the record stands."""
        items = self.places.get(str(pointer[0])) if len(pointer) > 1 else None
        return (pointer[0], items[int(pointer[1])], *pointer[2:]) if items else pointer


@dataclass(frozen=True)
class Library:
    """All files of a corpus.

    `faulty` are the documents of the files with something to report, and `sound` are the other files: whoever
    must know a place in one of these has it composed by `document`.

    `failed` holds the ids of records that could not be read, or not whole, and the names of their entries
    that were left out (`owner#id`, and `owner#*` where the id could not be read): nobody is told twice.
    """

    loaded: tuple[Loaded, ...]
    failed: frozenset[str]
    faulty: Mapping[str, Document]
    sound: Mapping[str, bytes] = field(default_factory=dict)
    _composed: dict[str, Document] = field(default_factory=dict, init=False, repr=False)

    def document(self, path: str) -> Document | None:
        """The document of a file, in which every value knows its place; None where there is none."""
        if path in self.sound and path not in self._composed:
            document, _ = compose(path, self.sound[path])
            assert document is not None
            self._composed[path] = document
        return self._composed.get(path) or self.faulty.get(path)

    @cached_property
    def _incomplete(self) -> Mapping[str, Loaded]:
        return {loaded.path: loaded for loaded in self.loaded if loaded.places}

    def _written(self, path: str, pointer: Pointer) -> Pointer:
        loaded = self._incomplete.get(path)
        return loaded.written(pointer) if loaded else pointer

    def diagnose(self, finding: Finding) -> Diagnostic:
        """The finding, placed in its file."""
        if finding.path in self._incomplete:
            finding = _moved(finding, self._incomplete[finding.path])
        related = tuple(map(self._related, finding.related))
        document = self.document(finding.path)
        common = (finding.code, finding.message, finding.path)
        if document is None:
            start = Position(max(finding.line, 1), 1)
            return Diagnostic(
                *common,
                Span(start, start),
                hint=finding.hint,
                pointer=finding.pointer,
                related=related,
                about=finding.about,
            )
        if finding.needle:
            span = document.find(finding.pointer, finding.needle, finding.nth, anywhere=finding.anywhere)
        else:
            span = document.place(finding.pointer, at_key=finding.at_key)
        fix = _fix(document, finding.fix) if finding.fix else None
        return Diagnostic(
            *common,
            span,
            hint=finding.hint,
            pointer=finding.pointer,
            related=related,
            fix=fix,
            about=finding.about,
        )

    def _related(self, place: RelatedPlace) -> Related:
        document = self.document(place.path)
        assert document is not None
        return Related(place.message, place.path, document.place(self._written(place.path, place.pointer)))


def _moved(finding: Finding, loaded: Loaded) -> Finding:
    """A finding about a record that was not read whole, at its place in the file."""
    fix = finding.fix and replace(finding.fix, pointer=loaded.written(finding.fix.pointer))
    return replace(finding, pointer=loaded.written(finding.pointer), fix=fix)


def _fix(document: Document, replacement: Replacement) -> Fix | None:
    """The fix, placed; None where the characters to replace do not stand as such in the file.

    A citation may be in its long form.
    """
    pointer, needle, text = replacement.pointer, replacement.needle, replacement.text
    if document.has((*pointer, "paragraph")):
        pointer, needle, text = (*pointer, "paragraph"), needle.rpartition("#")[2], text.rpartition("#")[2]
    span = document.find(pointer, needle, replacement.nth)
    fits = document.cut(span) == needle and ("\n" not in text or _alone(document, pointer, span))
    return Fix(span, text) if fits else None


def _alone(document: Document, pointer: Pointer, span: Span) -> bool:
    """Whether a value follows its key at the beginning of a line, so that another key may follow below."""
    start = Position(span.start.line, 1)
    return document.cut(Span(start, span.start)).rstrip() == f"{pointer[-1]}:"


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

    Gives the records, as far as they can be read, and all that is wrong with their form.
    """
    loaded: list[Loaded] = []
    failed: set[str] = set()
    faulty: dict[str, Document] = {}
    unquestioned: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for path in sorted(files):
        if path in (LOCK, SIGNATURE, REGISTER):
            continue
        diagnostics.extend(_named(path))
        if not _WHERE.match(path):
            diagnostics.append(
                Diagnostic(MISPLACED_FILE, "no record is looked for here", path, hint=_right_place(path))
            )
            failed |= _lost(path)
            continue
        if (whole := _sound(path, files[path])) is not None:
            unquestioned[path] = files[path]
            loaded.append(whole)
            continue
        document, problems = compose(path, files[path])
        diagnostics.extend(problems)
        if document is None:
            failed |= _lost(path)
            continue
        faulty[path] = document
        record, problems = _record(document)
        diagnostics.extend(problems)
        if record is not None:
            loaded.append(record)
        if record is None or record.unread:
            failed |= _lost(path, document, record)
    return Library(tuple(loaded), frozenset(failed), faulty, unquestioned), tuple(diagnostics)


def _right_place(path: str) -> str:
    """What to do with a file that lies in a folder below, or has another ending."""
    where, what = PurePosixPath(path), "seeds" if path.startswith("seeds/") else "briefings"
    if ID.match(where.stem):
        return f"records lie in one folder and end in .yaml: rename it to {what}/{where.stem}.yaml"
    return "name it briefings/ID.yaml or seeds/ID.yaml"


def _named(path: str) -> Iterator[Diagnostic]:
    """A finding for each sign of a file's name that cannot be seen."""
    for offset in hidden(path):
        message = f"invisible character {named(path[offset])} in the name of this file"
        yield Diagnostic(HIDDEN_CHARACTER, message, path, hint="rename the file")


def _lost(path: str, document: Document | None = None, loaded: Loaded | None = None) -> set[str]:
    """The names of the record that a file would have defined, and of what was left out of it."""
    name = PurePosixPath(path).stem
    if document is None:
        return {name, f"{name}#*"}
    if loaded is None:
        ids = {str(scalar.value) for pointer, scalar in scalars(document.root) if pointer[-1] == "id"}
        return {name, f"{name}#*", *ids}
    owner = loaded.record.id if isinstance(loaded.record, Dossier | Source) else name
    return {name, owner, *names(document, model_of(path), loaded.unread, owner)}


def model_of(path: str) -> type[Model]:
    """The model of the record that a file holds, by where it lies."""
    if path.startswith("seeds/"):
        return Source
    return {ACTORS: Actors, DESK: Desk}.get(path, Dossier)  # type: ignore[return-value]


@lru_cache(maxsize=16384)
def _sound(path: str, data: bytes) -> Loaded | None:
    """A file with which nothing is wrong, as it was read; None where something may be."""
    values = sound(path, data)
    if values is None or any(map(_WRAPPED.match, _texts(values))):
        return None
    try:
        return Loaded(path, model_of(path).model_validate(values))
    except ValidationError:
        return None


def _texts(data: Plain) -> Iterator[str]:
    """Every text of plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _texts(value)


def _record(document: Document) -> tuple[Loaded | None, tuple[Diagnostic, ...]]:
    """What can be read of the record in a document, and all that is wrong with its form."""
    model = model_of(document.path)
    data = plain(document.root)
    assert isinstance(data, dict)
    problems = list(_outer_marks(document, model, data))[:MAX_FINDINGS]
    unread = {unit(pointer) for pointer in document.unread}
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        problems = [*_of_values(document, mistakes(document, model, error)), *problems]
        unread |= {unit(pointer) for pointer in places(error)}
    if not unread:
        return Loaded(document.path, record), tuple(problems)
    rest = partial(document.path, model, data, unread)
    if rest is None:
        return None, tuple(problems)
    record = cast("Model", rest.record)
    return Loaded(document.path, record, rest.unread, places=rest.places), tuple(problems)


def _of_values(document: Document, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Problems without those of values that are missing only because they stand where no YAML is."""
    emptied = {pointer for pointer in document.unread if _is_empty(document.node(pointer))}
    fields = any(len(pointer) == 1 for pointer in emptied)
    for diagnostic in problems:
        swallowed = fields and diagnostic.code is MISSING_FIELD and len(diagnostic.pointer) == 1
        if diagnostic.pointer not in emptied and not swallowed:
            yield diagnostic


def _is_empty(node: Node | None) -> bool:
    return node is None or (isinstance(node, Scalar) and node.value is None)


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


def _outer_marks(document: Document, model: type[Model], data: dict[str, Plain]) -> Iterator[Diagnostic]:
    """A finding for exact words that stand between quotation marks as a whole; they are read without."""
    for pointer, scalar in scalars(document.root):
        match = _WRAPPED.match(scalar.value) if isinstance(scalar.value, str) else None
        if match is None:
            continue
        shape = shape_at(model, pointer)
        if shape and shape.wording is Wording.EXACT:
            _put(data, pointer, next(filter(None, match.groups())))
            message = f"`{shape.key}` stands between quotation marks"
            hint = "leave out the outer quotation marks; the page sets them"
            yield Diagnostic(OUTER_MARKS, message, document.path, scalar.span, hint=hint, pointer=pointer)


def _put(data: Any, pointer: Pointer, value: str) -> None:
    """Set a value within plain data."""
    for step in pointer[:-1]:
        data = data[step]
    data[pointer[-1]] = value
