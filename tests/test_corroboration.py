"""Origins are counted, not links: what relays the same agency is one, and high confidence needs more than one."""

from __future__ import annotations

import re

import pytest

from generator import build, disk
from generator.evidence.backing import Backing
from generator.evidence.evidence import Evidence
from generator.view.settings import Settings
from tests.conftest import ROOT, Seen, findings, harbour, harbour_texts, with_part

STANDING = "standing: {{state: {}, date: 2031-04-01, reason: No.}}\n"
WIRE = "origin: {id: wire, name: Strait Wire}\n"
HIGH = "judgements:\n  - {{id: no-deal, text: No., likelihood: unlikely, confidence: high, basis: Talks., cites: [{}]{}}}\n"
OWN = "origin: {id: gazette-0301, ground: Its correspondent was there.}\n"
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


def backing(files: dict[str, bytes]) -> Backing:
    """What backs the bottom line of the harbour."""
    evidence = Evidence(build.check(files, harbour_texts()).corpus)
    return evidence.backings[next(entry for entry in evidence.corpus.entries if entry.section == "summary")]


def origins(files: dict[str, bytes]) -> tuple[str, ...]:
    return backing(files).origins


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
        (corpus("courier-0302#4, {source: courier-0302, paragraph: 3, origin: {id: courier-0302, ground: It was there.}}", courier=WIRE), ("wire", "courier-0302")),
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
        (corpus("gazette-0301#4"), "They agreed to talk.1 1 source PDF"),
        (corpus("gazette-0301#4", gazette=WIRE), " 1 origin: Strait Wire PDF"),
        (corpus("gazette-0301#4, courier-0302#4"), " 2 sources, independence unknown PDF"),
        (corpus("gazette-0301#4, courier-0302#4", gazette=OWN), " 2 sources, independence unknown PDF"),
        (corpus("gazette-0301#4, courier-0302#4", gazette=OWN, courier=WIRE), " 2 independent origins PDF"),
        (
            corpus("gazette-0301#4, courier-0302#4", gazette=WIRE, courier="origin: wire\n"),
            " 1 origin: Strait Wire, through 2 sources PDF",
        ),
        (
            corpus("gazette-0301#4, courier-0302#4", courier="origin: gazette-0301\n"),
            " 1 origin: Strait Gazette, 1 March, through 2 sources PDF",
        ),
        (
            corpus(
                "{source: gazette-0301, paragraph: 4, for: They agreed}, "
                "{source: courier-0302, paragraph: 4, for: to talk}",
                gazette=OWN,
                courier=WIRE,
            ),
            " 1 source for each part PDF",
        ),
        (corpus("gazette-0301#4", gazette=WIRE), "paragraph 4, through Strait Wire"),
    ],
)
def test_the_page_shows_how_many_there_are(files: dict[str, bytes], words: str) -> None:
    assert words in shown(files)


def test_the_page_of_a_source_names_whom_it_relays() -> None:
    assert "RelaysStrait Wire" in shown(corpus("gazette-0301#4", gazette=WIRE), "sources/gazette-0301.md")


def test_the_page_of_a_source_says_that_it_is_its_own_origin_and_what_shows_it() -> None:
    text = shown(corpus("gazette-0301#4", gazette=OWN), "sources/gazette-0301.md")
    assert "OriginIts own reporting. Its correspondent was there." in text
    assert "Relays" not in text


def test_the_page_of_a_source_says_what_shows_whom_it_relays() -> None:
    wire = "origin: {id: wire, name: Strait Wire, ground: It is signed so.}\n"
    text = shown(corpus("gazette-0301#4", gazette=wire), "sources/gazette-0301.md")
    assert "RelaysStrait Wire. It is signed so." in text


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (HIGH.format("courier-0302#4", ""), [("thin-confidence", 2, 64)]),
        (HIGH.format("courier-0302#4, courier-0302#3", ""), [("thin-confidence", 2, 64)]),
        (HIGH.format("courier-0302#4", REASON), []),
        (HIGH.format("courier-0302#4, gazette-0301#3", ""), [("thin-confidence", 2, 64)]),
        (HIGH.format("courier-0302#4", ", rests_on: [toll-suspended]"), [("thin-confidence", 2, 64)]),
        (HIGH.format("courier-0302#4", "").replace("high", "moderate"), []),
    ],
)
def test_high_confidence_without_independent_origins_needs_a_reason(
    part: str, expected: list[tuple[str, int, int]]
) -> None:
    assert [found for found in findings(part) if found[0] == "thin-confidence"] == expected


def test_a_judgement_behind_one_that_gives_its_reason_is_looked_at_too() -> None:
    first = HIGH.format("courier-0302#4", REASON)
    second = HIGH.format("courier-0302#4", "").partition("\n")[2].replace("no-deal", "no-deal-either")
    assert [code for code, *_ in findings(first + second) if code == "thin-confidence"] == ["thin-confidence"]


@pytest.mark.parametrize(
    ("cites", "lent"),
    [("courier-0302#4, gazette-0301#3", ""), ("courier-0302#4", ", rests_on: [toll-suspended]")],
)
@pytest.mark.parametrize(("record", "codes"), [(OWN, set()), ("", {"thin-confidence"})])
def test_high_confidence_with_independent_origins_needs_none(
    cites: str, lent: str, record: str, codes: set[str]
) -> None:
    files = with_part(HIGH.format(cites, lent))
    name = "seeds/gazette-0301.yaml"
    files[name] = with_part(f"# {name}\n{record}")[name] if record else files[name]
    said = {diagnostic.code.name for diagnostic in build.check(files, harbour_texts()).diagnostics}
    assert said & {"thin-confidence"} == codes


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
    files = corpus("gazette-0301#4", gazette=OWN)
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
    evidence = Evidence(shipped)
    assert not any(backing.stated[1:] for backing in evidence.backings.values())
    assert [source.id for source in shipped.sources.values() if source.origin] == []


def test_the_harbour_shows_an_origin() -> None:
    assert "1 origin: Strait Wire" in shown(harbour())


PARTS = [
    # All of a sentence, by one source; by one in two parts; by none
    ("gazette-0301#4", ("gazette-0301",), 0),
    (
        "{source: gazette-0301, paragraph: 3, for: They agreed}, {source: gazette-0301, paragraph: 4, for: to talk}",
        ("gazette-0301",),
        0,
    ),
    ("{source: gazette-0301, paragraph: 3, for: [They agreed, to talk]}", ("gazette-0301",), 0),
    (
        "{source: gazette-0301, paragraph: 3, for: They agreed}, {source: courier-0302, paragraph: 4, for: agreed to talk}",
        (),
        1,
    ),
    # Beside a source for all of it another for a part does not count
    ("gazette-0301#4, {source: courier-0302, paragraph: 4, for: to talk}", ("gazette-0301",), 0),
    # Words that begin within a word are none of it; a mark of typography is no word
    ("{source: gazette-0301, paragraph: 3, for: They agreed to tal}", (), 0),
    ("{source: gazette-0301, paragraph: 3, for: They  agreed to talk}", ("gazette-0301",), 0),
]


@pytest.mark.parametrize(("cites", "sources", "least"), PARTS)
def test_a_source_counts_for_a_sentence_if_it_bears_out_all_of_it(
    cites: str, sources: tuple[str, ...], least: int
) -> None:
    found = backing(corpus(cites))
    assert (found.sources, found.least) == (sources, least)


EVENT = """as_of: {}
statements:
  - {{id: toll-suspended, kind: attributed, by: harbour-master, text: The toll is suspended., date: 2031-03-01, cites: [gazette-0301#6]}}
  - {{id: toll-collected, kind: reported, text: It was collected., date: {}, cites: [gazette-0301#6, courier-0302#3]}}
  - {{id: first-meeting, kind: reported, text: They met., cites: [gazette-0301#3]}}
"""


@pytest.mark.parametrize(
    ("as_of", "date", "sources"),
    [
        ("2031-03-02", "2031-03-01", ("gazette-0301", "courier-0302")),
        ("2031-03-02", "2031-03-02", ("courier-0302",)),
        ("2031-03-02", "2031-03-01/2031-03-02", ("gazette-0301", "courier-0302")),
        ("2031-03-02", "2031-03-02~", ("gazette-0301", "courier-0302")),
        # What is still to come on the dossier's own day is announced
        ("2031-03-02", "2031-03-03", ("gazette-0301", "courier-0302")),
        ("2031-03-03", "2031-03-03", ()),
    ],
)
def test_a_source_from_before_an_event_is_no_witness_of_it(
    as_of: str, date: str, sources: tuple[str, ...]
) -> None:
    evidence = Evidence(build.check(with_part(EVENT.format(as_of, date)), harbour_texts()).corpus)
    assert evidence.backings[evidence.corpus.named["harbour#toll-collected"]].sources == sources


def test_a_judgement_counts_what_bears_out_its_basis() -> None:
    cites = "{source: gazette-0301, paragraph: 4, for: The recess}, {source: courier-0302, paragraph: 4, for: is law.}"
    part = HIGH.format(cites, "").replace("basis: Talks.", "basis: The recess is law.")
    evidence = Evidence(build.check(with_part(part), harbour_texts()).corpus)
    found = evidence.backings[evidence.corpus.named["harbour#no-deal"]]
    assert (found.sources, found.least) == ((), 1)
