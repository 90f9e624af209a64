"""Awkward source records, and the public schema of CSL-JSON in our own words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.records.source import Source

_REST = {
    "text": "x.txt", "paragraphs": 1, "provenance": {},
    "grade": {"reliability": "F", "credibility": 6, "reason": "Invented."},
}  # fmt: skip


def awkward() -> list[Source]:
    """The awkward records."""
    records = yaml.load((Path(__file__).parent / "awkward.yaml").read_text("utf-8"), yaml.BaseLoader)
    return [Source.model_validate({**_REST, "short": record["id"], **record}) for record in records]


_ROLES = """author chair collection-editor compiler composer container-author contributor curator director editor editorial-director
executive-producer guest host illustrator interviewer narrator organizer original-author performer producer recipient reviewed-author
script-writer series-creator translator"""
_DATES = "accessed available-date event-date issued original-date submitted"
_NUMBERS = """chapter-number citation-number collection-number edition first-reference-note-number issue locator number number-of-pages
number-of-volumes page page-first part-number printing-number section supplement-number version volume"""
_TEXTS = """abstract annote archive archive_collection archive_location archive-place authority call-number citation-key citation-label
collection-title container-title container-title-short dimensions division DOI event-place event-title genre ISBN ISSN jurisdiction keyword
language license medium note original-publisher original-publisher-place original-title part-title PMCID PMID publisher publisher-place
references reviewed-genre reviewed-title scale source status title title-short URL volume-title volume-title-short year-suffix"""
_TYPES = """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document entry
entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture
musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report review
review-book software song speech standard thesis treaty webpage"""


def types() -> set[str]:
    """The types of CSL 1.0.2."""
    return set(_TYPES.split())


def csl_schema() -> dict[str, Any]:
    """A JSON Schema of CSL-JSON, from the variables and types of the CSL 1.0.2 specification."""
    text: dict[str, Any] = {"type": "string", "minLength": 1}
    number = {"type": ["string", "integer"]}
    parts = {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}}
    day = {
        "properties": {
            "date-parts": {"type": "array", "minItems": 1, "maxItems": 2, "items": parts},
            "circa": {"type": "boolean"},
        }
    }
    person = {
        "properties": dict.fromkeys(
            ("family", "given", "suffix", "non-dropping-particle", "dropping-particle"), text
        ),
        "required": ["family"],
    }
    whole = {"properties": {"literal": text}, "required": ["literal"]}
    closed = {"type": "object", "additionalProperties": False}
    names = {"type": "array", "minItems": 1, "items": {"oneOf": [person | closed, whole | closed]}}
    properties: dict[str, Any] = {"id": text, "type": {"enum": _TYPES.split()}, "custom": {"type": "object"}}
    for words, form in (
        (_ROLES, names),
        (_DATES, day | closed | {"required": ["date-parts"]}),
        (_NUMBERS, number),
        (_TEXTS, text),
    ):
        properties |= dict.fromkeys(words.split(), form)
    item = {"properties": properties, "required": ["id", "type"]} | closed
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "array", "items": item}
