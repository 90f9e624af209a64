"""Text to typed records: each file becomes one record that knows where its values stand.

Every error of a file is reported at once, at the place where an editor must act: a missing field at its mapping, an
unknown key at the key, anything else at the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.findings.diagnostics import (
    Diagnostic,
    Finding,
    Fix,
    Pointer,
    Position,
    Related,
    Replacement,
    Span,
)
from generator.records.compose import compose
from generator.records.fields import FILL_IN
from generator.records.schema import Actors, Desk, Dossier, Source
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
    """All files of a corpus. `failed` holds the ids of records whose files could not be read: nobody is told twice."""

    loaded: tuple[Loaded, ...]
    failed: frozenset[str]
    documents: Mapping[str, Document]

    def diagnose(self, finding: Finding) -> Diagnostic:
        """The finding, placed in its file."""
        related = tuple(
            Related(message, path, self.documents[path].place(pointer))
            for message, path, pointer in finding.related
        )
        document = self.documents.get(finding.path)
        common = (finding.code, finding.message, finding.path)
        if document is None:
            start = Position(max(finding.line, 1), 1)
            return Diagnostic(
                *common, Span(start, start), finding.hint, finding.severity, finding.pointer, related
            )
        if finding.needle:
            span = document.find(finding.pointer, finding.needle, finding.nth, anywhere=finding.anywhere)
        else:
            span = document.place(finding.pointer, at_key=finding.at_key)
        fix = _fix(document, finding.fix) if finding.fix else None
        return Diagnostic(*common, span, finding.hint, finding.severity, finding.pointer, related, fix)


def _fix(document: Document, wanted: Replacement) -> Fix | None:
    """The fix, placed; None where the characters to replace do not stand as such in the file. A citation may be in its long form."""
    pointer, needle, text = wanted.pointer, wanted.needle, wanted.text
    if document.has((*pointer, "paragraph")):
        pointer, needle, text = (*pointer, "paragraph"), needle.rpartition("#")[2], text.rpartition("#")[2]
    span = document.find(pointer, needle, wanted.nth)
    return Fix(span, text) if document.cut(span) == needle else None


def load(files: Mapping[str, bytes]) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every YAML file of a mapping of path to bytes. Gives the records and all that is wrong with their form."""
    loaded: list[Loaded] = []
    failed: set[str] = set()
    documents: dict[str, Document] = {}
    found: list[Diagnostic] = []
    for path in sorted(files):
        if path in (LOCK, REGISTER):
            continue
        if not _WHERE.match(path):
            found.append(
                Diagnostic(
                    "misplaced-file",
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
        found.extend(problems)
        if document is not None and record is not None:
            loaded.append(Loaded(path, document, record))
        else:
            failed |= _ids(path, document)
    return Library(tuple(loaded), frozenset(failed), documents), tuple(found)


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
    found: list[Diagnostic] = []
    try:
        record = model.model_validate(plain(document.root))
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=True)
        around = {tuple(details["loc"][:end]) for details in errors for end in range(len(details["loc"]))}
        own = (
            details
            for details in errors
            if details["type"] != "too_short" or tuple(details["loc"]) not in around
        )
        found = [_diagnostic(document, model, details) for details in islice(own, MAX_FINDINGS)]
    found.extend(islice(_outer_marks(document), MAX_FINDINGS))
    return (None if found else record), tuple(found)


def _outer_marks(document: Document) -> Iterator[Diagnostic]:
    """Words given as a quotation that stand between quotation marks as a whole."""
    for pointer, scalar in scalars(document.root):
        quotes = pointer[-1] == "quote" or (pointer[0] == "quotations" and pointer[-1] == "text")
        if quotes and isinstance(scalar.value, str) and _WRAPPED.match(scalar.value):
            message, hint = (
                f"`{pointer[-1]}` stands between quotation marks",
                "leave out the outer quotation marks; the page sets them",
            )
            yield Diagnostic("outer-marks", message, document.path, scalar.span, hint, pointer=pointer)


_TYPES = {
    "string_type": ("text", "put the value between quotes, or write a sentence"),
    "int_type": ("a whole number", "write digits only, without quotes"),
    "tuple_type": (
        "a list",
        "put the items in brackets, `[one, two]`, or each on a line of its own after `- `",
    ),
    "list_type": (
        "a list",
        "put the items in brackets, `[one, two]`, or each on a line of its own after `- `",
    ),
    "model_type": ("a mapping of keys to values", ""),
    "model_attributes_type": ("a mapping of keys to values", ""),
}


def _diagnostic(document: Document, model: type[BaseModel], details: ErrorDetails) -> Diagnostic:
    kind, loc = details["type"], tuple(details["loc"])
    key = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    if kind == "missing":
        return _missing(document, loc)
    if kind == "extra_forbidden":
        hint = _unknown_key_hint(
            key, _keys(model, loc[:-1]), in_list=len(loc) > 1 and isinstance(loc[-2], int)
        )
        return Diagnostic(
            "unknown-key",
            f"there is no key `{key[:60]}` here",
            document.path,
            document.place(loc, at_key=True),
            hint,
            pointer=loc,
        )
    named = f"`{key}`" if loc and loc[-1] == key else f"an item of `{key}`"
    code, message, hint = _describe(kind, named, details)
    if not hint:
        hint = (
            "write `source-id#paragraph`"
            if key == "cites"
            else "write below it, indented: " + ", ".join(f"`{k}: ...`" for k in _keys(model, loc)[:8])
        )
    return Diagnostic(code, message, document.path, document.place(loc), hint, pointer=loc)


def _missing(document: Document, loc: Pointer) -> Diagnostic:
    span = document.place(loc[:-1])
    if loc[-1] == "cites":
        hint = "add `cites: [source-id#paragraph]`"
        return Diagnostic(
            "missing-citation", "this statement rests on no passage", document.path, span, hint, pointer=loc
        )
    hint = f"add a line `{loc[-1]}: ...`"
    return Diagnostic(
        "missing-field", f"the key `{loc[-1]}` is missing", document.path, span, hint, pointer=loc
    )


def _describe(kind: str, named: str, details: ErrorDetails) -> tuple[str, str, str]:
    context: dict[str, Any] = details.get("ctx") or {}
    if isinstance(details["input"], str) and details["input"].startswith(FILL_IN):
        return "not-filled-in", f"{named} is not filled in yet", _wanted(details["input"], context)
    if "hint" in context:
        return kind, str(context["message"]), str(context["hint"])
    if details["input"] is None:
        return (
            "wrong-type",
            f"{named} is empty",
            "write its value after the colon, or delete the line; put text that begins with # between quotes",
        )
    if kind == "enum":
        return _unknown_word(named, details["input"], str(context["expected"]))
    if kind in _TYPES:
        what, hint = _TYPES[kind]
        return "wrong-type", f"{named} must be {what}", hint
    if kind == "too_short" and named == "`cites`":
        return (
            "missing-citation",
            "this statement rests on no passage",
            "add `source-id#paragraph` to the list",
        )
    if kind == "too_short":
        return "missing-item", f"{named} must have at least one item", "add an item, or delete the key"
    if kind == "string_too_long":
        return "text-too-long", f"{named} is too long", f"use at most {context['max_length']} characters"
    bounds = (
        (word, context[name]) for name, word in (("ge", "at least"), ("le", "at most")) if name in context
    )
    word, bound = next(bounds, ("within", "its range"))
    return "out-of-range", f"{named} must be {word} {bound}", "write a number within the range"


def _wanted(given: str, context: dict[str, Any]) -> str:
    """What to write in place of a value that says what is wanted, or whose key does."""
    if "expected" in context:
        return _unknown_word("", "", str(context["expected"]))[2]
    asked = given.removeprefix(FILL_IN).strip()
    return f"write {asked}" if asked else str(context.get("hint", "write the value"))


def _unknown_word(named: str, given: object, expected: str) -> tuple[str, str, str]:
    words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
    text = str(given).lower() if isinstance(given, bool) else str(given)[:60]
    listed = "one of: " + ", ".join(words)
    close = get_close_matches(text.lower().replace(" ", "-"), [w.lower() for w in words], 1, 0.6)
    near = next((w for w in words if close and w.lower() == close[0]), None)
    hint = f"did you mean `{near}`? ({listed})" if near else f"write {listed}"
    if near == given:
        hint = f"write {near} without quotes"
    return "unknown-word", f"`{text}` is not a word for {named}", hint


def _keys(model: type[BaseModel], loc: Pointer) -> list[str]:
    """The keys that are allowed in the mapping at `loc`."""
    for step in loc:
        if isinstance(step, str):
            inner = next((f.annotation for n, f in model.model_fields.items() if step in (n, f.alias)), None)
            model = _model_inside(inner) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in getattr(annotation, "__args__", ()) if (m := _model_inside(a))), None)


def _unknown_key_hint(key: str, keys: list[str], *, in_list: bool) -> str:
    short = key[:60]
    same = [name for name in keys if name.lower() == short.lower()]
    close = (
        same
        or get_close_matches(short.replace("_", "-"), keys, 1, 0.6)
        or get_close_matches(short, keys, 1, 0.6)
    )
    if close:
        return f"did you mean `{close[0]}`?"
    return (
        "the keys are: "
        + ", ".join(keys)
        + ("; put a text with a colon in it between double quotes" if in_list else "")
    )
