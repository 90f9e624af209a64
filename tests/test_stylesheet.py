"""The style sheet is joined from a file for each component, and nothing of it is lost or left over."""

from __future__ import annotations

import re

import pytest

from generator.pages import render, stylesheet
from tests.conftest import ROOT

FOLDER = ROOT / "generator/pages/styles"
each = pytest.mark.parametrize("name", stylesheet.COMPONENTS)


def written(name: str) -> str:
    return (FOLDER / f"{name}.css").read_text("utf-8")


def test_every_file_of_the_folder_is_a_component_and_none_twice() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        f"{name}.css" for name in stylesheet.COMPONENTS
    )


def test_pages_load_all_components_in_their_order_with_nothing_but_blank_space_changed() -> None:
    published = render.assets()["docs/assets/briefings.css"].decode()
    assert published.split() == " ".join(map(written, stylesheet.COMPONENTS)).split()
    assert f"- {stylesheet.PATH}\n" in (ROOT / "mkdocs.yml").read_text("utf-8")


@each
def test_a_component_is_whole_and_laid_out_for_people(name: str) -> None:
    text = written(name)
    assert text.startswith("/* ")
    assert text.endswith("}\n")
    assert max(map(len, text.splitlines())) <= 110
    rules = re.sub(r'/\*.*?\*/|"[^"\n]*"', "", text, flags=re.DOTALL)
    assert rules.count("{") == rules.count("}")


@each
def test_no_string_goes_over_a_line(name: str) -> None:
    """Joining could change one that did."""
    text = re.sub(r"/\*.*?\*/", "", written(name), flags=re.DOTALL)
    assert all(line.count('"') % 2 == 0 for line in text.splitlines())
