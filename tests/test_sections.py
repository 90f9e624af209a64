"""The table of sections and the schema of a dossier are one: no field is shown nowhere, none is shown that is not there."""

from __future__ import annotations

import re
from importlib import resources
from typing import get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from generator import build
from generator.pages import render
from generator.records.dossier import Change, Dossier, Gap, Tombstone
from generator.records.entries import Assertion, Entry
from generator.records.fields import ProseText
from generator.records.sections import CITED, CLAIMS, NAMES, SECTIONS, Content, Place, Section
from generator.rules.names import RESERVED
from generator.view.model import DossierPage
from generator.view.settings import Settings
from generator.view.site import view
from tests.conftest import harbour, harbour_texts

RECORDS: dict[Content, tuple[type, ...]] = {
    Content.ENTRIES: (Entry,),
    Content.DISPUTES: (Assertion,),
    Content.SENTENCES: (Gap,),
    Content.CHANGES: (Change,),
    Content.TOMBSTONES: (Tombstone,),
}


def is_part(field: FieldInfo) -> bool:
    """Whether a field of a dossier is a part of it that readers read: a list, or prose."""
    return get_origin(field.annotation) is tuple or ProseText in get_args(field.annotation)


def test_each_part_of_a_dossier_is_in_a_section() -> None:
    parts = {name for name, field in Dossier.model_fields.items() if is_part(field)}
    assert parts == {section.field for section in SECTIONS}


@pytest.mark.parametrize("section", SECTIONS, ids=NAMES)
def test_a_section_is_made_of_what_its_field_holds(section: Section) -> None:
    held = Dossier.model_fields[section.field].annotation
    if section.content is Content.PROSE:
        assert get_origin(held) is not tuple
    else:
        assert issubclass(get_args(held)[0], RECORDS[section.content])


def test_names_are_used_once_and_no_entry_may_have_them() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert set(NAMES) < RESERVED


def test_the_lists_whose_records_have_citations_are_those_whose_entries_rest_on_passages() -> None:
    records = {name: get_args(field.annotation) for name, field in Dossier.model_fields.items()}
    cited = {
        name for name, found in records.items() if found and "cites" in getattr(found[0], "model_fields", ())
    }
    assert set(CITED) == cited
    assert {"statements", "judgements", "quotations"} == CLAIMS


PAGES = view(build.check(harbour(), harbour_texts()).evidence, Settings()).dossiers
HEADING = re.compile(r"^## (.*?) \{ #([\w-]+)", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_has_the_sections_that_say_something_in_the_order_of_the_table(page: DossierPage) -> None:
    said = [section for section in SECTIONS if page.content(section.name, object)]
    body = [(section.heading, section.name) for section in said if section.place is not Place.END]
    end = [(section.heading, section.name) for section in said if section.place is Place.END]
    assert HEADING.findall(render.page(page)) == [*body, ("Sources", "sources"), *end]


def test_each_template_is_that_of_a_section_or_of_what_sections_are_made_of() -> None:
    known = {*NAMES, *(content.value for content in Content)}
    pages = {
        entry.name.removesuffix(".md.j2")
        for entry in (resources.files("generator.pages") / "templates/sections").iterdir()
    }
    paper = (resources.files("generator.printing") / "typst/sections.typ").read_text("utf-8")
    usual, special = (
        set(re.findall(r"^  ([\w-]+):", paper.split(f"#let {name} = (")[1].split("\n)")[0], re.MULTILINE))
        for name in ("usual", "special")
    )
    assert {content.value for content in Content} == usual <= pages <= known
    assert special <= set(NAMES)
