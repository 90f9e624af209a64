"""What is wrong with the form of a record: pydantic's errors, each at the place where an editor must act.

A missing field is placed at its mapping, an unknown key at the key, anything else at the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.findings.codes import Code
from generator.findings.diagnostics import Diagnostic, Pointer
from generator.records.compose import WRONG_TYPE
from generator.records.fields import FILL_IN, NOT_FILLED_IN, TEXT_TOO_LONG, Record
from generator.records.shape import fields, model_at, models, shape_at
from generator.records.wording import Names
from generator.records.yamltree import MAX_FINDINGS, Document, Sequence
from generator.text.likeness import likest

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


ONE_ACTOR = (
    "name one actor: write the statement once for each who said it, or name the body that spoke for them"
)
"""What to write where several are named as the one who speaks."""

MISSING_FIELD = Code(
    "missing-field",
    what="A key that is required is missing.",
    why=(
        "A page could not be made without it. A judgement, for example, always has a likelihood and a "
        "confidence."
    ),
    bad=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    confidence: low\n"
        "    basis: Both restated their terms.\n"
        "    cites: [courier-0302#4]\n"
    ),
    good=(
        "judgements:\n"
        "  - id: no-deal\n"
        "    text: A settlement is unlikely.\n"
        "    likelihood: unlikely\n"
        "    confidence: low\n"
        "    basis: Both restated their terms.\n"
        "    cites: [courier-0302#4]\n"
    ),
)

MISSING_CITATION = Code(
    "missing-citation",
    what="A sentence rests on no passage.",
    why=(
        "Every sentence of the site can be traced to a passage. In prose, a citation follows the last "
        "words of each paragraph."
    ),
    bad="summary:\n  - text: They agreed.\n",
    good="summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n",
)

UNKNOWN_KEY = Code(
    "unknown-key",
    what="A key is not one that this record has.",
    why="It is nearly always a slip, and what it holds would be lost.",
    bad="gaps:\n  - text: Who called the meeting.\nhandlng: TLP:GREEN\n",
    good="handling: TLP:GREEN\n",
)

MISSING_VALUE = Code(
    "missing-value",
    what="A key or an item of a list has no value.",
    why="It was forgotten, or it begins with a #, which makes a remark of it.",
    bad="title:\n",
    good="title: Harbour dispute\n",
)

MISSING_ITEM = Code(
    "missing-item",
    what="A list that must hold something is empty.",
    why="A dossier without a bottom line helps nobody.",
    bad="summary: []\n",
    good="summary:\n  - text: They agreed to talk.\n    cites: [gazette-0301#4]\n",
)

UNKNOWN_WORD = Code(
    "unknown-word",
    what="A word is not in the vocabulary of its key.",
    why=(
        "Likelihood, confidence, kinds and grades have fixed words, so that two dossiers mean the same by "
        "them. The methodology page lists them."
    ),
    bad="status: actve\n",
    good="status: active\n",
)

OUT_OF_RANGE = Code(
    "out-of-range",
    what="A number is outside its range.",
    why="Paragraphs are counted from 1.",
    bad="summary:\n  - text: They agreed.\n    cites: [{source: gazette-0301, paragraph: 0}]\n",
    good="summary:\n  - text: They agreed.\n    cites: [{source: gazette-0301, paragraph: 4}]\n",
)


def places(error: ValidationError) -> frozenset[Pointer]:
    """Every place at which pydantic found a mistake."""
    details = error.errors(include_url=False, include_context=False, include_input=False)
    return frozenset(tuple(detail["loc"]) for detail in details)


def mistakes(document: Document, model: type[Record], error: ValidationError) -> Iterator[Diagnostic]:
    """What pydantic found in a document that should be a record of a model, `MAX_FINDINGS` at most."""
    errors = error.errors(include_url=False, include_context=True)
    enclosing = {tuple(details["loc"][:end]) for details in errors for end in range(len(details["loc"]))}
    causes = (
        details
        for details in errors
        if details["type"] != "too_short" or tuple(details["loc"]) not in enclosing
    )
    told = [_diagnostic(document, model, details) for details in islice(causes, MAX_FINDINGS)]
    meant = {pointer for one in told if one.code is UNKNOWN_KEY for pointer in _meant(document, model, one)}
    return (
        one for one in told if one.code not in (MISSING_FIELD, MISSING_CITATION) or one.pointer not in meant
    )


def _meant(document: Document, model: type[Record], unknown: Diagnostic) -> Iterator[Pointer]:
    """The places of the keys that an unknown key may stand for: none of them is missing beside it."""
    *above, key = unknown.pointer
    keys = _keys(model, unknown.pointer[:-1])
    meant = _like(str(key), keys) or _of_same_sort(model, tuple(above), str(key))
    if meant:
        yield (*above, meant)
    item = _item_above(document, model, unknown.pointer)
    if item:
        yield (*item, str(key))


def _item_above(document: Document, model: type[Record], pointer: Pointer) -> Pointer:
    """The last item of the list above a key of the record, where that key belongs to it; else nothing."""
    names = [entry.name for entry in document.root.entries]
    if len(pointer) != 1 or pointer[0] not in names:
        return ()
    for name in reversed(names[: names.index(str(pointer[0]))]):
        items = document.node((name,))
        if isinstance(items, Sequence) and items.items:
            item = (name, len(items.items) - 1)
            return item if pointer[0] in _keys(model, item) else ()
        if name in _keys(model, ()):
            return ()
    return ()


def _of_same_sort(model: type[Record], place: Pointer, key: str) -> str:
    """The key that is here what an unknown one is in other records, such as `speaker` for `by`."""
    sorts = {shape.names for within in models(model) for shape in fields(within) if shape.key == key}
    here = [shape for shape in fields(model_at(model, place)) if shape.names in sorts - {None}]
    wanted = [shape.key for shape in here if not shape.listed]
    return wanted[0] if len(wanted) == 1 else ""


def _diagnostic(document: Document, model: type[Record], details: ErrorDetails) -> Diagnostic:
    kind, loc = details["type"], tuple(details["loc"])
    key = next((str(step) for step in reversed(loc) if isinstance(step, str)), "")
    if kind == "missing":
        return _missing(document, loc)
    if kind == "extra_forbidden":
        keys = _keys(model, loc[:-1])
        close = _like(key, keys) or _of_same_sort(model, loc[:-1], key)
        hint = _unknown_key_hint(close, keys, in_list=len(loc) > 1 and isinstance(loc[-2], int))
        if _item_above(document, model, loc):
            column = document.place(_item_above(document, model, loc)).start.column
            hint = f"indent it like the keys of the item above: begin it in column {column}"
        return Diagnostic(
            UNKNOWN_KEY,
            f"there is no key `{key[:60]}` here",
            document.path,
            document.place(loc, at_key=True),
            hint=hint,
            pointer=loc,
        )
    named = f"`{key}`" if loc and loc[-1] == key else f"an item of `{key}`"
    code, message, hint = _describe(kind, named, details)
    if code is WRONG_TYPE:
        hint = _right_type(model, loc, details["input"]) or hint
        message = f"{named} names one actor, not a list of them" if hint is ONE_ACTOR else message
    if not hint:
        hint = (
            "write `source-id#paragraph`"
            if key == "cites"
            else "write below it, indented: " + ", ".join(f"`{key}: ...`" for key in _keys(model, loc)[:8])
        )
    return Diagnostic(code, message, document.path, document.place(loc), hint=hint, pointer=loc)


def _right_type(model: type[Record], loc: Pointer, value: object) -> str:
    """What to write in place of a value of the wrong type, where that is plain from the value."""
    shape = shape_at(model, loc)
    if shape is None or (loc and loc[-1] != shape.key):
        return ""
    if not shape.listed:
        return ONE_ACTOR if isinstance(value, list) and shape.names is Names.ACTOR else ""
    if isinstance(value, dict) and value:
        return (
            f"begin the item with a dash: `- {next(iter(value))}: ...`, and indent its other lines like that"
        )
    text = value.strip() if isinstance(value, str) and "\n" not in value else ""
    if text.startswith("-") and text.strip("-"):
        return f"a space is missing behind the dash: write `- {text.lstrip('-')[:60]}`"
    short = text and len(text) <= 60 and (shape.names or shape.model)
    return f"put it between brackets: `[{text.strip('[]')}]`" if short else ""


def _missing(document: Document, loc: Pointer) -> Diagnostic:
    span = document.place(loc[:-1])
    if loc[-1] == "cites":
        hint = "add `cites: [source-id#paragraph]`"
        return Diagnostic(
            MISSING_CITATION,
            "this statement rests on no passage",
            document.path,
            span,
            hint=hint,
            pointer=loc,
        )
    hint = f"add a line `{loc[-1]}: ...`"
    return Diagnostic(
        MISSING_FIELD, f"the key `{loc[-1]}` is missing", document.path, span, hint=hint, pointer=loc
    )


def _describe(kind: str, named: str, details: ErrorDetails) -> tuple[Code, str, str]:
    context: dict[str, Any] = details.get("ctx") or {}
    if isinstance(details["input"], str) and details["input"].startswith(FILL_IN):
        return NOT_FILLED_IN, f"{named} is not filled in yet", _wanted(details["input"], context)
    if "code" in context:
        return context["code"], context["message"], context["hint"]
    if details["input"] is None:
        return (
            MISSING_VALUE,
            f"{named} is empty",
            "write its value after the colon, or delete the line; put text that begins with # between quotes",
        )
    if kind == "enum":
        return _unknown_word(named, details["input"], str(context["expected"]))
    if kind in _TYPES:
        what, hint = _TYPES[kind]
        return WRONG_TYPE, f"{named} must be {what}", hint
    if kind == "too_short" and named == "`cites`":
        return (
            MISSING_CITATION,
            "this statement rests on no passage",
            "add `source-id#paragraph` to the list",
        )
    if kind == "too_short":
        return MISSING_ITEM, f"{named} must have at least one item", "add an item, or delete the key"
    if kind == "string_too_long":
        return TEXT_TOO_LONG, f"{named} is too long", f"use at most {context['max_length']} characters"
    bounds = (
        (word, context[name]) for name, word in (("ge", "at least"), ("le", "at most")) if name in context
    )
    word, bound = next(bounds, ("within", "its range"))
    return OUT_OF_RANGE, f"{named} must be {word} {bound}", "write a number within the range"


def _wanted(value: str, context: dict[str, Any]) -> str:
    """What to write in place of a value that says what is wanted, or whose key does."""
    if "expected" in context:
        return _unknown_word("", "", str(context["expected"]))[2]
    request = value.removeprefix(FILL_IN).strip()
    return f"write {request}" if request else str(context.get("hint", "write the value"))


def _unknown_word(named: str, value: object, expected: str) -> tuple[Code, str, str]:
    words = [word.strip().strip("'") for word in expected.replace(" or ", ", ").split(",")]
    text = str(value).lower() if isinstance(value, bool) else str(value)[:60]
    choices = "one of: " + ", ".join(words)
    near = likest(text, words)
    hint = f"did you mean `{near}`? ({choices})" if near else f"write {choices}"
    if near == value:
        hint = f"write {near} without quotes"
    return UNKNOWN_WORD, f"`{text}` is not a word for {named}", hint


def _keys(model: type[Record], loc: Pointer) -> list[str]:
    """The keys that are allowed in the mapping at `loc`."""
    return [shape.key for shape in fields(model_at(model, loc))]


def _like(key: str, keys: Iterable[str]) -> str:
    """The key that was meant by one with a slip in it."""
    return likest(key[:60].replace("_", "-"), keys) or likest(key[:60], keys)


def _unknown_key_hint(close: str, keys: list[str], *, in_list: bool) -> str:
    if close:
        return f"did you mean `{close}`?"
    text = "; put a text with a colon in it between double quotes" if in_list else ""
    return f"the keys are: {', '.join(keys)}{text}"
