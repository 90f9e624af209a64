"""The pipeline is a function: the same records give the same bytes, in whatever order they come."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Mapping

import pytest

from generator import build, disk
from generator.build import Built
from generator.view.settings import Settings
from tests.conftest import ROOT, harbour, harbour_texts, with_part

SETTINGS = Settings("https://strait.example/", "https://edit.example/main")


def built(files: dict[str, bytes]) -> Built:
    return build.build(files, harbour_texts(), SETTINGS)


def page(files: dict[str, bytes], path: str) -> str:
    return built(files).files[f"docs/{path}"].decode()


def test_the_order_of_files_does_not_matter() -> None:
    shuffled = list(harbour().items())
    random.Random(7).shuffle(shuffled)
    assert built(dict(shuffled)).files == built(harbour()).files


@pytest.mark.slow
def test_neither_hash_seed_nor_time_zone_matters() -> None:
    program = "import hashlib; from tests.test_build import *; b = built(harbour()); print(hashlib.sha256(repr((sorted(b.files.items()), [(o, o.data) for o in b.prints])).encode()).hexdigest())"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(runs) == 1


def test_a_mistake_gives_diagnostics_and_no_pages() -> None:
    result = built(with_part("status: actve\n"))
    assert [d.code.name for d in result.checked.diagnostics] == ["unknown-word"]
    assert (result.files, result.prints) == ({}, ())


def test_without_texts_quotations_are_not_verified_and_that_is_said() -> None:
    checked = build.check(with_part("gaps: [We said “never”.]\n"), {})
    assert checked.ok
    assert checked.unverified == ("courier-0302", "gazette-0301")


def test_equal_passages_share_a_number_and_list_each_use() -> None:
    text = page(harbour(), "dossiers/harbour/index.md")
    assert text.count("[4](#note-4){ #cite-") == 3
    assert 'id="note-4">4</span>' in text
    assert 'aria-label="Back to use 3 of note 4"' in text


QUOTED = 'Quoted from this paragraph: <span class="b-quote">“{}”</span>, in [{}]({})'


@pytest.mark.parametrize(
    ("change", "words", "label", "address"),
    [
        (
            "accounts:\n  - {text: They talk., cites: [courier-0302#4], see: [ferry#recess]}\n",
            "which begins on",
            "The night ferry: The recess is near.",
            "../ferry/index.md#recess",
        ),
        (
            "accounts:\n  - {text: They talk., cites: [courier-0302#4]}\n",
            "until the summer recess",
            "A settlement before the summer recess is unlikely.",
            "#no-deal-before-summer",
        ),
        (
            "judgements: []\naccounts:\n  - {text: They talk., cites: [courier-0302#4]}\n",
            "The talks are to go on",
            "The night ferry: Nothing is known of the ferry, but that skippers paid.",
            "../ferry/index.md#bottom-line-1",
        ),
        (
            "background: They talk [@gazette-0301#4].\n",
            "an official of the Strait Commission",
            "Strait Commission",
            "../../actors/strait-commission.md",
        ),
        (
            "accounts: []\ntimeline:\n  - {date: 2031-03-01, text: They talk., cites: [courier-0302#2]}\n",
            "We are not enemies, we are neighbours with one door",
            "the words of Ilse Brandt",
            "#quotation-harbour-master",
        ),
    ],
    ids=["an entry that it names", "its dossier", "another dossier", "an actor, for prose", "a quotation"],
)
def test_a_note_without_words_of_its_own_shows_what_is_quoted_from_the_paragraph_elsewhere(
    change: str, words: str, label: str, address: str
) -> None:
    ferry = harbour()["briefings/ferry.yaml"].decode()
    recess = "  - {id: recess, kind: reported, text: The recess is near., cites: [{source: courier-0302, paragraph: 4, quote: which begins on}]}\n"
    files = with_part(change) | {
        "briefings/ferry.yaml": ferry.replace("retired:", f"{recess}retired:").encode()
    }
    assert QUOTED.format(words, label, address) in page(files, "dossiers/harbour/index.md")


def test_a_note_says_where_nothing_at_all_is_quoted_from_its_paragraph() -> None:
    notes = page(harbour(), "dossiers/harbour/index.md").split("## Sources")[1]
    bare = [line for line in notes.splitlines() if "Nothing is quoted from this paragraph." in line]
    assert ["#p3" in line or "#p5" in line for line in bare] == [True, True, True]


def test_a_quoted_passage_leads_to_the_words_at_the_publisher() -> None:
    assert "&#35;:&#126;:text&#61;suspended%20for%20as%20long%20as%20we%20are%20talking" in page(
        harbour(), "dossiers/harbour/index.md"
    )


def test_a_disputed_statement_stands_beside_what_disputes_it_and_nowhere_else() -> None:
    text = page(harbour(), "dossiers/harbour/index.md")
    disputed = text.split("## What is disputed")[1].split("\n## ")[0]
    assert "toll-suspended" in disputed
    assert "toll-collected" in disputed
    assert text.count('id="toll-suspended"') == 1


def test_a_dispute_across_dossiers_shows_both() -> None:
    files = with_part(
        "statements:\n  - {id: toll, kind: reported, text: No toll was paid., cites: [courier-0302#3], disputed_by: ['ferry#skippers-paid']}\n"
    )
    disputed = page(files, "dossiers/harbour/index.md").split("## What is disputed")[1].split("\n## ")[0]
    assert "Skippers paid on Friday." in disputed
    assert "[The night ferry](../ferry/index.md)" in disputed


def test_the_page_of_a_source_lists_what_rests_on_each_paragraph() -> None:
    text = page(harbour(), "sources/gazette-0301.md")
    sixth = text.split("### Paragraph 6 ")[1].split("\n### ")[0]
    assert "The toll is suspended." in sixth
    assert "Actors" in sixth
    assert "<b>Page furniture.</b>" in text.split("### Paragraph 7 ")[1]


def test_a_citation_in_prose_is_listed_with_the_words_before_it() -> None:
    third = page(harbour(), "sources/gazette-0301.md").split("### Paragraph 3 ")[1].split("\n### ")[0]
    assert "[The quarrel is older than the ports](../dossiers/harbour/index.md#background)" in third
    assert "[The boards of the two ports have met](../index.md)" in third


def test_what_is_said_about_an_actor_stands_on_its_page() -> None:
    assert "What is said about them" in page(harbour(), "actors/north-port.md")


def test_the_same_event_in_two_dossiers_is_one_entry_of_the_timeline() -> None:
    event = "timeline:\n  - {date: 2031-03-01, text: The toll is suspended., cites: [gazette-0301#6]}\n"
    files = with_part("# briefings/ferry.yaml\n" + event)
    text = page(files, "timeline.md")
    assert text.count("The toll is suspended.") == 1
    assert text.split("The toll is suspended.")[1].split("\n")[0].count("](dossiers/") == 2


def test_the_edition_changes_with_the_records_and_only_with_them() -> None:
    def edition(files: Mapping[str, bytes]) -> str:
        data = build.build(files, harbour_texts(), SETTINGS).prints[0].data["dossiers"]
        assert isinstance(data, list)
        return str(data[0]["edition"])

    assert edition(harbour()) == edition(harbour())
    assert edition(with_part("status: closed\n")) != edition(harbour())
    assert edition(
        {**harbour(), "briefings/harbour.yaml": b"# a remark\n" + harbour()["briefings/harbour.yaml"]}
    ) == edition(harbour())


def test_the_shipped_corpus_is_clean(texts: Mapping[str, bytes]) -> None:
    checked = build.check(disk.read_records(ROOT), texts)
    assert checked.diagnostics == ()
    assert checked.unverified == ()
    assert len(checked.corpus.dossiers) == 5
