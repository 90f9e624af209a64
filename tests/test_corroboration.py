"""Origins are counted, not links: what relays the same agency is one, and high confidence needs more than one."""

from __future__ import annotations

import re

import pytest

from generator import build, disk
from generator.evidence.reliance import Reliance
from generator.view.settings import Settings
from tests.conftest import ROOT, Seen, findings, harbour, harbour_texts, with_part

STANDING = "standing: {{state: {}, date: 2031-04-01, reason: No.}}\n"
WIRE = "origin: {id: wire, name: Strait Wire}\n"
HIGH = "judgements:\n  - {{id: no-deal, text: No., likelihood: unlikely, confidence: high, basis: Talks., cites: [{}]{}}}\n"
REASON = ", confidence_reason: The recess is fixed by law"


def corpus(cites: str, *, gazette: str = "", courier: str = "", rests_on: str = "") -> dict[str, bytes]:
    """A harbour with one bottom line, and its two sources with other keys."""
    files = with_part(
        f"summary:\n  - text: They agreed to talk.\n    cites: [{cites}]\n    rests_on: [{rests_on}]\n"
    )
    for name, keys in (("gazette-0301", gazette), ("courier-0302", courier)):
        bare = re.sub(rb"(?m)^(?:origin: .*\n|standing:\n(?:  .*\n)+)", b"", files[f"seeds/{name}.yaml"])
        files[f"seeds/{name}.yaml"] = bare + keys.encode()
    return files


def origins(files: dict[str, bytes]) -> tuple[str, ...]:
    found = build.check(files, harbour_texts()).corpus
    return Reliance(found).origins(next(entry for entry in found.entries if entry.section == "summary"))


def shown(files: dict[str, bytes], path: str = "dossiers/harbour/index.md") -> str:
    made = build.build(files, harbour_texts(), Settings())
    assert made.checked.ok, made.checked.diagnostics
    return Seen(made.files[f"docs/{path}"].decode()).flat


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (corpus("gazette-0301#4"), ("gazette-0301",)),
        (corpus("gazette-0301#4, gazette-0301#3"), ("gazette-0301",)),
        (corpus("gazette-0301#4, courier-0302#4"), ("gazette-0301", "courier-0302")),
        # Two sources that relay the same origin, and a source with the one that it relays
        (corpus("gazette-0301#4, courier-0302#4", gazette=WIRE, courier="origin: wire\n"), ("wire",)),
        (corpus("gazette-0301#4, courier-0302#4", courier="origin: gazette-0301\n"), ("gazette-0301",)),
        (corpus("gazette-0301#4, courier-0302#4", gazette=WIRE, courier="origin: gazette-0301\n"), ("wire",)),
        # A citation knows better than its source
        (corpus("courier-0302#4, {source: courier-0302, paragraph: 3, origin: courier-0302}", courier=WIRE), ("wire", "courier-0302")),
        (corpus("gazette-0301#4, {source: courier-0302, paragraph: 3, origin: gazette-0301}"), ("gazette-0301",)),
        # Only support counts, and only of what still stands
        (corpus("gazette-0301#4, {source: courier-0302, paragraph: 4, relation: mentions}"), ("gazette-0301",)),
        (corpus("gazette-0301#4, {source: courier-0302, paragraph: 4, relation: disputes}"), ("gazette-0301",)),
        (corpus("gazette-0301#4, courier-0302#4", gazette=STANDING.format("withdrawn")), ("courier-0302",)),
        (corpus("gazette-0301#4, courier-0302#4", gazette=STANDING.format("corrected")), ("gazette-0301", "courier-0302")),
        # What a statement rests on lends its origins
        (corpus("gazette-0301#4", rests_on="toll-collected"), ("gazette-0301", "courier-0302")),
        (corpus("gazette-0301#4", rests_on="toll-suspended"), ("gazette-0301",)),
    ],
)  # fmt: skip
def test_origins_are_counted_not_links(files: dict[str, bytes], expected: tuple[str, ...]) -> None:
    assert origins(files) == expected


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (corpus("gazette-0301#4"), "They agreed to talk.1 One origin PDF"),
        (corpus("gazette-0301#4, courier-0302#4"), " 2 independent origins known PDF"),
        (
            corpus("gazette-0301#4, courier-0302#4", gazette=WIRE, courier="origin: wire\n"),
            " One origin: Strait Wire PDF",
        ),
        (corpus("gazette-0301#4", gazette=WIRE), "paragraph 4, through Strait Wire"),
    ],
)
def test_the_page_shows_how_many_there_are(files: dict[str, bytes], words: str) -> None:
    assert words in shown(files)


def test_the_page_of_a_source_names_whom_it_relays() -> None:
    assert "RelaysStrait Wire" in shown(corpus("gazette-0301#4", gazette=WIRE), "sources/gazette-0301.md")


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (HIGH.format("courier-0302#4", ""), [("thin-confidence", 2, 64)]),
        (HIGH.format("courier-0302#4, courier-0302#3", ""), [("thin-confidence", 2, 64)]),
        (HIGH.format("courier-0302#4", REASON), []),
        (HIGH.format("courier-0302#4, gazette-0301#3", ""), []),
        (HIGH.format("courier-0302#4", ", rests_on: [toll-suspended]"), []),
        (HIGH.format("courier-0302#4", "").replace("high", "moderate"), []),
    ],
)
def test_high_confidence_on_one_origin_needs_a_reason(
    part: str, expected: list[tuple[str, int, int]]
) -> None:
    assert [found for found in findings(part) if found[0] == "thin-confidence"] == expected


def test_the_reason_stands_on_the_page() -> None:
    assert "Why this confidence. The recess is fixed by law" in shown(
        with_part(HIGH.format("courier-0302#4", REASON))
    )


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("# seeds/gazette-0301.yaml\norigin: strait-wirre\n", ("unknown-origin", 1, 9)),
        (
            "accounts:\n  - {text: One., cites: [{source: gazette-0301, paragraph: 3, origin: gazete-0301}]}\n",
            ("unknown-origin", 2, 71),
        ),
        (
            "# seeds/gazette-0301.yaml\norigin: {id: strait-wire, name: The Wire}\n",
            ("origin-with-two-names", 1, 33),
        ),
        ("# seeds/gazette-0301.yaml\norigin: Strait Wire\n", ("bad-id", 1, 9)),
        ("# seeds/gazette-0301.yaml\norigin: courier-0302\n", None),
    ],
)
def test_an_origin_is_a_source_or_has_one_name(part: str, expected: tuple[str, int, int] | None) -> None:
    found = [one for one in findings(part) if one[0] in ("unknown-origin", "origin-with-two-names", "bad-id")]
    assert found == ([expected] if expected else [])


def test_sources_that_relay_one_another_are_a_circle() -> None:
    files = corpus(
        "gazette-0301#4, courier-0302#4", gazette="origin: courier-0302\n", courier="origin: gazette-0301\n"
    )
    found = [d for d in build.check(files, harbour_texts()).diagnostics if d.code.name == "circular-relay"]
    assert [d.message for d in found] == [
        "the sources relay one another in a circle: courier-0302 → gazette-0301 → courier-0302"
    ]
    assert len(origins(files)) == 1


def test_a_source_that_is_its_own_origin_is_none() -> None:
    files = corpus("gazette-0301#4", gazette="origin: gazette-0301\n")
    assert build.check(files, harbour_texts()).ok
    assert origins(files) == ("gazette-0301",)


def test_the_shipped_corpus_knows_one_relay_and_supposes_no_other() -> None:
    shipped = build.check(disk.read_records(ROOT), {}).corpus
    relayed = {
        (citation.record.source, citation.record.paragraph, citation.record.origin.id)
        for citation in shipped.citations
        if citation.record.origin
    }
    assert relayed == {("reception-0514", 8, "interfax")}
    assert [source.id for source in shipped.sources.values() if source.origin] == []


def test_the_harbour_shows_an_origin() -> None:
    assert "One origin: Strait Wire" in shown(harbour())
