"""Text to typed records: each file becomes one record that knows where its values stand.

Every error of a file is reported at once, at the place where an editor must act: a missing field at its mapping, an
unknown key at the key, anything else at the value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Diagnostic, Finding, Pointer, Related
from generator.schema import Actors, Desk, Dossier, Source
from generator.yamltree import Document, compose, plain, scalars

_WHERE = re.compile(r"(?:briefings|seeds)/[^/]+\.yaml\Z")
ACTORS = "briefings/actors.yaml"
DESK = "briefings/desk.yaml"

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
        related = tuple(Related(message, path, self.documents[path].place(pointer)) for message, path, pointer in finding.related)
        document = self.documents.get(finding.path)
        common = (finding.code, finding.message, finding.path)
        if document is None:
            return Diagnostic(*common, hint=finding.hint, severity=finding.severity, pointer=finding.pointer, related=related)
        if finding.needle:
            span = document.find(finding.pointer, finding.needle, finding.nth)
        else:
            span = document.place(finding.pointer, at_key=finding.at_key)
        return Diagnostic(*common, span, finding.hint, finding.severity, finding.pointer, related)


def load(files: Mapping[str, bytes]) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every YAML file of a mapping of path to bytes. Gives the records and all that is wrong with their form."""
    loaded: list[Loaded] = []
    failed: set[str] = set()
    documents: dict[str, Document] = {}
    found: list[Diagnostic] = []
    for path in sorted(files):
        if not _WHERE.match(path):
            found.append(Diagnostic("misplaced-file", "no record is looked for here", path, hint="name it briefings/ID.yaml or seeds/ID.yaml"))
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
    try:
        return model.model_validate(plain(document.root)), ()
    except ValidationError as error:
        return None, tuple(_diagnostic(document, model, details) for details in error.errors(include_url=False))


_TYPES = {
    "string_type": ("text", "put the value between quotes, or write a sentence"),
    "int_type": ("a whole number", "write digits only, without quotes"),
    "tuple_type": ("a list", "begin each item with `- `"),
    "list_type": ("a list", "begin each item with `- `"),
    "model_type": ("a mapping of keys to values", "write `key: value` lines"),
    "model_attributes_type": ("a mapping of keys to values", "write `key: value` lines"),
}


def _diagnostic(document: Document, model: type[BaseModel], details: ErrorDetails) -> Diagnostic:
    kind, loc = details["type"], tuple(details["loc"])
    key = str(loc[-1]) if loc else ""
    if kind == "missing":
        return _missing(document, loc)
    if kind == "extra_forbidden":
        hint = _unknown_key_hint(key, _keys(model, loc[:-1]))
        return Diagnostic("unknown-key", f"there is no key `{key[:60]}` here", document.path, document.place(loc, at_key=True), hint, pointer=loc)
    code, message, hint = _describe(kind, key, details)
    return Diagnostic(code, message, document.path, document.place(loc), hint, pointer=loc)


def _missing(document: Document, loc: Pointer) -> Diagnostic:
    span = document.place(loc[:-1])
    if loc[-1] == "cites":
        hint = "add `cites: [source-id#paragraph]`"
        return Diagnostic("missing-citation", "this statement rests on no passage", document.path, span, hint, pointer=loc)
    hint = f"add a line `{loc[-1]}: ...`"
    return Diagnostic("missing-field", f"the key `{loc[-1]}` is missing", document.path, span, hint, pointer=loc)


def _describe(kind: str, key: str, details: ErrorDetails) -> tuple[str, str, str]:
    context: dict[str, Any] = details.get("ctx") or {}
    if "hint" in context:
        return kind, str(context["message"]), str(context["hint"])
    if kind == "enum":
        return _unknown_word(key, details["input"], str(context["expected"]))
    if kind in _TYPES:
        what, hint = _TYPES[kind]
        return "wrong-type", f"`{key}` must be {what}", hint
    if kind == "too_short" and key == "cites":
        return "missing-citation", "this statement rests on no passage", "add `source-id#paragraph` to the list"
    if kind == "too_short":
        return "missing-item", f"`{key}` must have at least one item", "add an item, or delete the key"
    if kind == "string_too_long":
        return "text-too-long", f"`{key}` is too long", f"use at most {context['max_length']} characters"
    return "out-of-range", f"`{key}`: {details['msg'].lower()}", "write a number within the range"


def _unknown_word(key: str, given: object, expected: str) -> tuple[str, str, str]:
    words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
    text = str(given)[:60]
    close = get_close_matches(text.lower().replace(" ", "-"), [w.lower() for w in words], 1, 0.6)
    near = next((w for w in words if close and w.lower() == close[0]), None)
    listed = "one of: " + ", ".join(words)
    hint = f"did you mean `{near}`? ({listed})" if near else f"write {listed}"
    return "unknown-word", f"`{text}` is not a word for `{key}`", hint


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


def _unknown_key_hint(key: str, keys: list[str]) -> str:
    close = get_close_matches(key.replace("_", "-"), keys, 1, 0.6) or get_close_matches(key, keys, 1, 0.6)
    return f"did you mean `{close[0]}`?" if close else "the keys are: " + ", ".join(keys)
