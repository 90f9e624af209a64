"""Page and paper say the same: what stands on a dossier's page stands on paper, and the reverse, but for what only a screen can offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from generator import build
from generator.view.settings import Commit, Settings
from tests.conftest import Seen, harbour, harbour_texts
from tests.printed import PRESS, bare, pages, shipped, stands

pytestmark = pytest.mark.slow

UNSEEN = {
    "path", "page", "id", "ids", "anchor", "iso", "as_of_iso", "language", "kind", "word", "state", "style", "name", "made_from", "edit_url", "edits", "permalink", "description",
    "note", "uses", "tag", "href", "code", "extract", "made_of", "place",
}  # fmt: skip
"""What is no text for readers: addresses, anchors, dates for machines, the names of kinds."""
FOR_SCREENS = {("downloads", "label"), ("downloads", "heading"), ("cite", "bibtex"), ("cite", "url")}
"""What only a page can offer: files to take, and what to copy from it."""
FOR_HANDS = {("verified", "address", "paper"), ("verified", "label", "page")}
"""A page leads to the guide by its title; paper, where the site has an address, by that."""
CUT = {"home"}
"""Links that a page of another list needs, not the dossier's own."""


def texts(data: Any, where: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(data, str):
        if data.strip():
            yield where, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in UNSEEN | CUT:
                yield from texts(value, (*where, key))
    elif isinstance(data, list):
        for item in data:
            yield from texts(item, where)


SETTINGS = Settings(
    "https://strait.example/", commits=(Commit("0123456789abcdef", frozenset({"briefings/actors.yaml"})),)
)
SHIPPED = shipped()
INVENTED = build.build(harbour(), harbour_texts(), SETTINGS)
EACH = [(built, name) for built in (SHIPPED, INVENTED) for name in built.checked.corpus.dossiers]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(("built", "name"), EACH, ids=[name for _, name in EACH])
def test_what_stands_on_the_page_stands_on_paper(built: build.Built, name: str, large: bool) -> None:
    order = next(order for order in build.orders(built, name) if order.large == large)
    page = bare(
        Seen(built.files[f"docs/dossiers/{name}/index.md"].decode()).text.replace("\u2060", "")
    ).lower()
    sheets = [sheet.lower() for sheet in pages(PRESS.produce(order))]
    data: Any = order.data
    dossier = data["dossiers"][0]
    shown = [section for section in dossier["sections"] if section["content"]]
    found = {
        (where, text): (bare(text).lower() in page, stands(text.lower(), sheets))
        for where, text in texts({**dossier, "sections": shown})
    }
    apart = {
        (where, text, "page" if on_page else "paper")
        for (where, text), (on_page, on_paper) in found.items()
        if on_page != on_paper
    }
    apart = {one for one in apart if (one[0][0], one[0][-1]) not in FOR_SCREENS}
    assert {one for one in apart if (one[0][0], one[0][-1], one[2]) not in FOR_HANDS} == set()
    assert sum(all(both) for both in found.values()) > 0.7 * len(found)
