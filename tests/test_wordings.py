"""The schema says whose words a text is, and what is searched for quotations, likelihoods and letters follows from it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from generator import build
from generator.records.compose import compose
from generator.records.desk import Actors, Desk
from generator.records.dossier import Dossier
from generator.records.load import ACTORS, DESK
from generator.records.shape import fields, models
from generator.records.source import Source
from generator.records.wording import Wording
from generator.records.yamltree import plain
from tests.conftest import findings, harbour, harbour_texts

MODELS = list(dict.fromkeys(model for top in (Dossier, Source, Actors, Desk) for model in models(top)))
INVENTED = "It says “the toll is gone for good”."


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_text_field_says_whose_words_it_holds(model: Any) -> None:
    assert [shape.key for shape in fields(model) if shape.text and shape.wording is None] == []


def test_the_models_within_the_records_are_all_found() -> None:
    assert {"Citation", "Origin", "Gap", "Tombstone", "Name", "Standing", "Uncited", "Actor"} <= {
        model.__name__ for model in MODELS
    }


JUDGEMENT = (
    "judgements:\n  - id: no-deal\n    text: A settlement is unlikely.\n    likelihood: unlikely\n    confidence: high\n"
    f"    confidence_reason: {INVENTED}\n    basis: Both restated their terms.\n    cites: [courier-0302#4]\n"
)


@pytest.mark.parametrize(
    "part",
    [
        f"title: {INVENTED}\n",
        f"scope: {INVENTED}\n",
        f"gaps:\n  - {INVENTED}\n",
        f"gaps:\n  - text: {INVENTED}\n",
        f"changes:\n  - date: 2031-03-02\n    text: {INVENTED}\n",
        f"retired:\n  - {{id: old, date: 2031-03-02, reason: {INVENTED}}}\n",
        JUDGEMENT,
        f"timeline:\n  - date: 2031-03-01\n    place: {INVENTED}\n    text: Met.\n    cites: [gazette-0301#3]\n",
        f"# briefings/desk.yaml\nsubtitle: {INVENTED}\n",
        f"# seeds/courier-0302.yaml\ngrade:\n  reliability: B\n  credibility: 2\n  reason: {INVENTED}\n",
        "# seeds/gazette-0301.yaml\n"
        f"uncited:\n  - paragraphs: [1, 2, 7]\n    reason: furniture\n    note: {INVENTED}\n",
    ],
)
def test_an_invented_quotation_is_found_at_its_words_wherever_the_desk_writes(part: str) -> None:
    shown = re.sub(r"\A# .*\n", "", part).split("\n")
    line = next(number for number, row in enumerate(shown, 1) if INVENTED in row)
    inside = range(shown[line - 1].index("“") + 2, shown[line - 1].index("”") + 1)
    found = findings(part)
    assert [code for code, at, column in found if at == line and column in inside] == ["quotation-not-found"]


def _at(data: Any, pointer: tuple[str | int, ...], value: str) -> Any:
    """YAML data with the value at a place replaced; a short form becomes the value itself."""
    if not pointer or isinstance(data, str):
        return value
    if isinstance(data, list):
        return [
            _at(item, pointer[1:], value) if place == pointer[0] else item for place, item in enumerate(data)
        ]
    return {key: _at(item, pointer[1:], value) if key == pointer[0] else item for key, item in data.items()}


CORPUS = build.check(harbour(), harbour_texts()).corpus
DESKS_WORDS = [
    written
    for written in CORPUS.written
    if written.text.shape.wording in (Wording.DESK, Wording.ASSESSMENT, Wording.REPORT)
]


@pytest.mark.parametrize("written", DESKS_WORDS, ids=lambda w: f"{w.owner}-{w.text.pointer[-1]}")
def test_every_sentence_of_the_desk_is_searched_for_quotations(written: Any) -> None:
    files = harbour()
    document, _ = compose(written.path, files[written.path])
    assert document is not None
    changed = _at(plain(document.root), written.text.pointer, INVENTED)
    files[written.path] = json.dumps(changed, ensure_ascii=False).encode()
    assert "quotation-not-found" in [d.code.name for d in build.check(files, harbour_texts()).diagnostics]


@pytest.mark.parametrize(
    "part",
    [
        "gaps:\n  - Nobody says what “We are not enemies” is worth.\n",
        "changes:\n  - date: 2031-03-02\n    text: The words “We are not enemies” added.\n",
        "scope: What “one door” means.\n",
    ],
)
def test_a_true_quotation_outside_the_entries_is_borne_out_by_any_passage_of_the_file(part: str) -> None:
    assert findings(part) == []


def test_a_quotation_is_borne_out_by_the_passages_of_its_own_entry_and_of_no_other() -> None:
    part = "accounts:\n  - text: It says “We are not enemies”.\n    cites: [gazette-0301#4]\n"
    assert [code for code, _, _ in findings(part)] == ["quotation-not-found"]


ACTOR = "  - id: {}\n    name: Ilse Brandt\n    kind: person\n    role: {}\n    cites: [courier-0302#2]\n"


def test_findings_of_an_actor_after_a_repeated_one_stand_at_that_actor() -> None:
    files = harbour()
    above = files[ACTORS].decode()
    files[ACTORS] = (
        above + ACTOR.format("harbour-master", "harbour master") + ACTOR.format("nobody-names-me", INVENTED)
    ).encode()
    lines = above.count("\n")
    placed = [
        (d.code.name, d.span.start.line - lines) for d in build.check(files, harbour_texts()).diagnostics
    ]
    assert ("duplicate-actor", 1) in placed
    assert ("unused-actor", 6) in placed
    assert ("quotation-not-found", 9) in placed


def test_words_of_likelihood_are_weighed_where_the_schema_lets_the_desk_assess() -> None:
    both = "We have high confidence that a settlement is unlikely."
    for part in (
        f"summary:\n  - text: {both}\n    cites: [gazette-0301#4]\n",
        f"accounts:\n  - text: {both}\n    cites: [gazette-0301#4]\n",
        f"background: |\n  {both} [@gazette-0301#4].\n",
    ):
        assert "likelihood-with-confidence" in [code for code, _, _ in findings(part)]
    assert findings(f"changes:\n  - date: 2031-03-02\n    text: {both}\n") == []


def test_the_desks_own_paths_hold_the_records_that_they_are_named_after() -> None:
    assert {written.path for written in CORPUS.written if written.owner.startswith("desk/")} == {DESK}
