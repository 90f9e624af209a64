"""What is known of the evidence, whole: claims, what the texts say of them, the lock, what moved, what rests on what."""

from __future__ import annotations

from datetime import date

import pytest

from generator.evidence import lock
from generator.evidence.claims import Claim
from generator.evidence.evidence import Evidence
from generator.evidence.lock import Lock
from generator.evidence.moved import moves, shifts
from generator.records.vocabulary import Corroboration
from generator.text.matching import digest, text_digest
from tests.test_findings import changed, corpus_of


def evidence(change: str = "") -> Evidence:
    """The evidence of the harbour corpus with a change made, as `tests/findings` writes changes."""
    return Evidence(corpus_of(*changed(change))[1])


def told(claim: Claim) -> str:
    """All of a claim in one line."""
    pointer, citation = ("/".join(map(str, place)) for place in (claim.pointer, claim.citation))
    passages = ", ".join(f"{source}#{number}" for source, number in claim.passages)
    needle = f" {claim.needle}+{claim.nth}" if claim.needle else ""
    return f"{claim.owner} {pointer} “{claim.words}” from {passages} ({citation}){needle}"


CLAIMED = """
gaps:
  - What “one door” is worth.
title: The “toll”
judgements: []
statements:
  - id: toll-suspended
    kind: reported
    text: The “toll” is “suspended”.
    cites:
      - {source: gazette-0301, paragraph: 6, quote: suspended}
      - {source: courier-0302, paragraph: 3, relation: mentions}
accounts: []
summary: [{text: One., cites: [gazette-0301#4]}]
positions: []
timeline: []
watch: []
changes: []
quotations:
  - {speaker: harbour-master, text: We are not enemies, place: “Old” House, cites: [courier-0302#2, gazette-0301#6]}
background: |
  It is “older” [@gazette-0301#3; @gazette-0301 3]. So “they *say*” [@courier-0302#3; @gazette-0301#3], and so [@gazette-0301#3].

  It is said “without” a citation.
# briefings/ferry.yaml
(gone)
# briefings/actors.yaml
actors:
  - {id: harbour-master, name: Ilse Brandt, kind: person, role: “master”, cites: [gazette-0301#6]}
# briefings/desk.yaml
intro: The desk.
subtitle: A “toll”
# seeds/courier-0302.yaml
grade: {reliability: C, credibility: 3, reason: "A “local” paper."}
"""


def test_every_claim_has_its_owner_its_place_and_its_passages() -> None:
    claims = [told(claim) for claim in evidence(CLAIMED[1:]).claims]
    assert claims == [
        'harbour/summary summary/0/cites/0 “” from gazette-0301#4 (summary/0/cites/0)',
        'harbour#toll-suspended statements/0/cites/0/quote “suspended” from gazette-0301#6 (statements/0/cites/0)',
        'harbour#toll-suspended statements/0/cites/1 “” from courier-0302#3 (statements/0/cites/1)',
        'harbour/quotations quotations/0/cites/0 “” from courier-0302#2 (quotations/0/cites/0)',
        'harbour/quotations quotations/0/cites/1 “” from gazette-0301#6 (quotations/0/cites/1)',
        'actors#harbour-master actors/0/cites/0 “” from gazette-0301#6 (actors/0/cites/0)',
        'harbour/background background “” from courier-0302#3 (background) @courier-0302#3+0',
        'harbour/background background “” from gazette-0301#3 (background) @gazette-0301#3+0',
        'harbour/background background “” from gazette-0301#3 (background) @gazette-0301#3+1',
        'harbour/title title “toll” from gazette-0301#4, gazette-0301#6, courier-0302#3, courier-0302#2, gazette-0301#3 ()',
        'harbour#toll-suspended statements/0/text “toll” from gazette-0301#6, courier-0302#3 ()',
        'harbour#toll-suspended statements/0/text “suspended” from gazette-0301#6, courier-0302#3 ()',
        'harbour/quotations quotations/0/text “We are not enemies” from courier-0302#2 (quotations/0/cites/0)',
        'harbour/quotations quotations/0/place “Old” from courier-0302#2, gazette-0301#6 ()',
        'harbour/gaps gaps/0/text “one door” from gazette-0301#4, gazette-0301#6, courier-0302#3, courier-0302#2, gazette-0301#3 ()',
        'actors#harbour-master actors/0/role “master” from gazette-0301#6 ()',
        'desk/subtitle subtitle “toll” from  ()',
        'sources#courier-0302 grade/reason “local” from courier-0302#1, courier-0302#2, courier-0302#3, courier-0302#4 ()',
        'harbour/background background “older” from courier-0302#3, gazette-0301#3, gazette-0301#3 ()',
        'harbour/background background “they say” from courier-0302#3, gazette-0301#3, gazette-0301#3 ()',
    ]  # fmt: skip


def test_the_passages_of_a_claim_are_named_each_once_and_the_first_four() -> None:
    def cited(*numbers: int) -> str:
        return Claim("a", "p", (), "", "", tuple(("s", number) for number in numbers)).cited

    assert cited() == ""
    assert cited(2, 1, 2) == "s#2, s#1"
    assert cited(1, 2, 3, 4) == "s#1, s#2, s#3, s#4"
    assert cited(1, 2, 3, 4, 5, 6) == "s#1, s#2, s#3, s#4 and 2 more passages"


def test_a_claim_is_counted_in_each_of_its_passages_as_far_as_the_texts_are_at_hand() -> None:
    change = """accounts:
  - {text: "The “the”, twice.", cites: [gazette-0301#6, courier-0302#2, gazette-0301#7, gazette-0301#8]}
# texts/courier.txt
(gone)
"""
    counts = {
        told(proof.claim): proof.counts
        for proof in evidence(change).proofs
        if "accounts" in told(proof.claim)
    }
    assert list(counts.values()) == [(1,), (None,), (1,), (0,), (2, None, 0, 0)]


LOCK = """# A comment

cites a#b s#3 0123456789abcdef
cites a/prose s#12 -
paragraph s#3 1123456789abcdef
paragraph s#10 2123456789abcdef
paragraph t#1 3123456789abcdef
record s 4123456789abcdef
text s 12 5123456789abcdef
text s twelve 5123456789abcdef
cites a#b s#3 -0123456789abcdef
 paragraph s#3 1123456789abcdef
"""


def test_a_lock_is_read_line_by_line() -> None:
    read = lock.read(LOCK)
    assert read == Lock(
        {line: number for number, line in enumerate(LOCK.splitlines(), 1) if 3 <= number <= 9}, (10, 11, 12)
    )
    assert read.values == {
        "paragraph s#3": "1123456789abcdef",
        "paragraph s#10": "2123456789abcdef",
        "paragraph t#1": "3123456789abcdef",
        "record s": "4123456789abcdef",
        "text s 12": "5123456789abcdef",
    }
    assert read.paragraphs == {
        "s": {3: "1123456789abcdef", 10: "2123456789abcdef"},
        "t": {1: "3123456789abcdef"},
    }
    assert [lock.about(line) for line in read.lines] == ["s", "s", "s", "s", "t", "s", "s"]


def test_a_lock_is_written_sorted_with_its_numbers_as_numbers() -> None:
    lines = [
        "paragraph s#10 a",
        "paragraph s#9 b",
        "cites a9#b s#1 -",
        "cites a10#b s#1 -",
        "paragraph s-x#1 c",
        "text s 3 d",
    ]
    assert lock.dump(lines).splitlines() == [
        "# Evidence lock, version 1. Written by `briefings lock`: do not edit it by hand.",
        "cites a9#b s#1 -",
        "cites a10#b s#1 -",
        "paragraph s#9 b",
        "paragraph s#10 a",
        "paragraph s-x#1 c",
        "text s 3 d",
    ]


def test_the_lock_has_a_line_for_each_text_paragraph_record_and_claim() -> None:
    lines = evidence(CLAIMED[1:]).lines
    kinds = [line.split(" ")[0] for line in lines]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "file": 2,
        "text": 2,
        "paragraph": 11,
        "record": 2,
        "cites": 14,
    }
    known = evidence()
    gazette = known.corpus.texts["gazette-0301"]
    assert f"paragraph gazette-0301#7 {digest('Subscribe to our newsletter')}" in known.lines
    assert f"paragraph gazette-0301#1 {digest(gazette[0])}" in known.lines
    assert f"text gazette-0301 7 {text_digest(gazette)}" in known.lines
    assert f"record gazette-0301 {lock.record_digest(known.corpus.sources['gazette-0301'])}" in known.lines
    assert "cites harbour/summary gazette-0301#4 -" in known.lines


def test_the_line_of_a_claim_names_the_first_passage_that_has_its_words() -> None:
    change = """accounts:
  - {text: A “newsletter” or “the toll”., cites: [courier-0302#2, gazette-0301#5, gazette-0301#7, gazette-0301#3]}
"""
    found = sorted(line for line in evidence(change).lines if line.startswith("cites harbour/accounts "))
    assert [line for line in found if not line.endswith(" -")] == sorted(
        [
            f"cites harbour/accounts gazette-0301#5 {digest('the toll')}",
            f"cites harbour/accounts gazette-0301#7 {digest('newsletter')}",
        ]
    )


def test_the_fingerprint_of_a_record_stays_since_locks_hold_it() -> None:
    sources = evidence().corpus.sources
    assert {name: lock.record_digest(source) for name, source in sources.items()} == {
        "courier-0302": "b06ea4a2ac4e8976",
        "gazette-0301": "75f7e0adb82a2e56",
    }


def test_without_a_text_the_lines_about_it_are_kept_and_no_others() -> None:
    whole = evidence().lines
    change = """# texts/courier.txt
(gone)
# seeds/evidence.lock
+cites harbour#gone courier-0302#2 -
+paragraph zebra#1 0123456789abcdef
+paragraph courier-0302#9 0123456789abcdef
+paragraph gazette-0301#9 0123456789abcdef
"""
    assert evidence(change).lines == whole | {"paragraph courier-0302#9 0123456789abcdef"}
    unlocked = evidence("# texts/courier.txt\n(gone)\n")
    assert unlocked.lock is None
    figures = {line for line in unlocked.lines if line.startswith("figures ")}
    assert unlocked.lines - figures == {line for line in whole if lock.about(line) == "gazette-0301"}
    assert {line.split(" ")[1] for line in figures} == {
        "harbour#first-meeting",
        "harbour#toll-suspended",
        "harbour/timeline",
    }


def test_a_claim_is_covered_where_a_line_and_its_paragraph_are_in_the_lock() -> None:
    claim = Claim("a#b", "p", (), "", "", (("s", 2), ("s", 3)))
    line = "cites a#b s#3 -\n"
    assert lock.read(line + "paragraph s#3 0123456789abcdef\n").covers(claim)
    assert not lock.read(line + "paragraph s#2 0123456789abcdef\n").covers(claim)
    assert not lock.read(line + "paragraph t#3 0123456789abcdef\n").covers(claim)
    assert not lock.read("paragraph s#3 0123456789abcdef\n").covers(claim)


def locked(*words: str, cites: str = "") -> Lock:
    """The lock of a source `s` with these paragraphs, and lines about citations."""
    return lock.read("".join(f"paragraph s#{n} {digest(word)}\n" for n, word in enumerate(words, 1)) + cites)


@pytest.mark.parametrize(
    ("now", "went"),
    [
        ("abc", {}),
        ("xabc", {("s", 1): 2, ("s", 2): 3, ("s", 3): 4}),
        ("acb", {("s", 2): 3, ("s", 3): 2}),
        ("xbc", {}),
        ("bc", {("s", 2): 1, ("s", 3): 2}),
        ("xxaa", {("s", 1): 3}),
        ("abca", {}),
        ("cxxc", {("s", 3): 4}),
    ],
)
def test_where_the_paragraphs_of_a_text_went(now: str, went: dict[tuple[str, int], int]) -> None:
    assert shifts({"s": tuple(now), "t": ("a",)}, locked(*"abc")) == went


def claim(number: int, words: str = "", owner: str = "a#b", source: str = "s") -> Claim:
    return Claim(owner, "p", (), "", words, ((source, number),))


CITES = f"cites a#b s#1 -\ncites a#b s#2 {digest('b')}\ncites a#c s#1 -\ncites a#b t#1 -\n"
WENT = {("s", 1): 2, ("s", 2): 3}


@pytest.mark.parametrize(
    ("claims", "moved"),
    [
        ([claim(1), claim(2, "b")], {("a#b", "s", 1): 2, ("a#b", "s", 2): 3}),
        ([claim(2), claim(3, "b")], {}),
        ([claim(1), claim(3, "b")], {("a#b", "s", 1): 2}),
        ([claim(2, "b")], {("a#b", "s", 2): 3}),
        ([claim(1), claim(2)], {("a#b", "s", 1): 2}),
        ([claim(1, "other")], {}),
        ([claim(1, owner="a#c")], {("a#c", "s", 1): 2}),
        ([claim(1, owner="a#d")], {}),
        ([claim(1, source="t")], {}),
        ([Claim("a#b", "p", (), "", "", (("s", 1), ("s", 2)))], {}),
    ],
)
def test_what_must_be_renumbered_is_what_the_lock_has_at_the_old_number(
    claims: list[Claim], moved: dict[tuple[str, str, int], int]
) -> None:
    assert moves(claims, locked(*"ab", cites=CITES), WENT) == moved
    assert moves(claims, locked(*"ab", cites=CITES), {}) == {}


def test_what_was_renumbered_already_is_left_alone() -> None:
    cites = "".join(f"cites a#b s#{number} -\n" for number in (1, 2, 9))
    assert moves([claim(2), claim(3), claim(9)], locked(*"ab", cites=cites), WENT) == {}
    assert moves([claim(1), claim(2), claim(9)], locked(*"ab", cites=cites), WENT) == {
        ("a#b", "s", 1): 2,
        ("a#b", "s", 2): 3,
    }


TIES = """summary:
  - {text: One., cites: [gazette-0301#4]}
statements:
  - {id: a, kind: reported, text: A., disputed_by: [b, nothing, a], see: [c], cites: [gazette-0301#4]}
  - {id: b, kind: reported, text: B., disputes: [a, c], cites: [gazette-0301#4]}
  - {id: c, kind: reported, text: C., disputed_by: [ferry#skippers-paid], cites: [gazette-0301#4]}
"""


def test_a_dispute_is_one_whichever_end_declares_it() -> None:
    known = evidence(TIES)
    assert [
        (d.claim.key, d.against.key, [(item.key, pointer) for item, pointer in d.declared])
        for d in known.disputes
    ] == [
        (
            "harbour#a",
            "harbour#b",
            [
                ("harbour#a", ("statements", 0, "disputed_by", 0)),
                ("harbour#b", ("statements", 1, "disputes", 0)),
            ],
        ),
        ("harbour#c", "harbour#b", [("harbour#b", ("statements", 1, "disputes", 1))]),
        ("harbour#c", "ferry#skippers-paid", [("harbour#c", ("statements", 2, "disputed_by", 0))]),
    ]
    assert {item.key: len(disputes) for item, disputes in known.disputes_of.items()} == {
        "harbour#a": 1,
        "harbour#b": 2,
        "harbour#c": 2,
        "ferry#skippers-paid": 1,
    }


def test_each_paragraph_is_counted_excused_or_open() -> None:
    known = evidence("""# seeds/gazette-0301.yaml
uncited: [{paragraphs: [1], reason: furniture, note: One.}, {paragraphs: [7, 1], reason: colour}]
""")
    gazette = known.sources["gazette-0301"]
    assert dict(gazette.cited) == {3: 4, 4: 3, 5: 3, 6: 3}
    assert list(gazette.cited) == [3, 4, 5, 6]
    assert {number: uncited.reason.word for number, uncited in gazette.excused.items()} == {
        1: "colour",
        7: "colour",
    }
    assert gazette.open == (2,)
    assert list(known.sources) == ["courier-0302", "gazette-0301"]


def test_the_coverage_of_the_whole() -> None:
    known = evidence("""review_by: 2031-06-01
# briefings/ferry.yaml
review_by: 2031-09-01
# seeds/zebra.yaml
id: zebra
short: Zebra
type: article-newspaper
title: Zebra
container-title: Zebra
issued: 2031-03-02
language: en
text: zebra.txt
paragraphs: 1
grade: {reliability: C, credibility: 3, reason: A local paper.}
provenance: {stated: [Signed.]}
""").coverage
    assert [(backing.entry.key, backing.origins) for backing in known.statements] == [
        ("harbour#no-deal-before-summer", ("strait-wire",)),
        ("harbour#toll-suspended", ("gazette-0301",)),
        ("harbour#toll-collected", ("strait-wire",)),
        ("harbour#first-meeting", ("gazette-0301",)),
        ("ferry#skippers-paid", ("strait-wire",)),
    ]
    assert {name: len(backings) for name, backings in known.in_dossier.items()} == {"harbour": 4, "ferry": 1}
    assert known.unused == ("zebra",)
    assert len(known.backed(Corroboration.SINGLE)) == 5
    assert [dossier.id for dossier in known.reviews] == ["harbour", "ferry"]
    assert [dossier.id for dossier in known.overdue(date(2031, 6, 1))] == []
    assert [dossier.id for dossier in known.overdue(date(2031, 6, 2))] == ["harbour"]
    assert [dossier.id for dossier in known.overdue(date(2031, 9, 2))] == ["harbour", "ferry"]


def test_dossiers_without_a_day_of_review_are_none_of_the_reviews() -> None:
    assert evidence().coverage.reviews == ()


RESTING = """summary: [{text: One., cites: [gazette-0301#4]}]
judgements:
  - {id: a, text: A., likelihood: unlikely, confidence: low, basis: B., rests_on: [b, first-meeting, nothing], cites: [gazette-0301#3, {source: gazette-0301, paragraph: 4, relation: mentions}]}
  - {id: b, text: B., likelihood: unlikely, confidence: low, basis: B., rests_on: [a, toll-collected], cites: [gazette-0301#5]}
"""


def test_what_carries_a_judgement_is_its_own_support_and_that_of_all_beneath_it() -> None:
    known = evidence(RESTING)
    judgement = known.corpus.named["harbour#a"]
    assert [
        (ground.citation.source, ground.citation.paragraph, ground.through and ground.through.key)
        for ground in known.reliance.grounds(judgement)
    ] == [
        ("gazette-0301", 3, None),
        ("gazette-0301", 5, "harbour#b"),
        ("gazette-0301", 3, "harbour#first-meeting"),
        ("courier-0302", 3, "harbour#toll-collected"),
    ]
    assert known.backings[judgement].origins == ("gazette-0301", "strait-wire")
    assert [
        (item.key, place, [member.key for member in way]) for item, place, way in known.reliance.circles
    ] == [("harbour#b", 0, ["harbour#a", "harbour#b"])]


ORIGINS = """# seeds/courier-0302.yaml
origin: {}
# seeds/gazette-0301.yaml
origin: {}
"""


@pytest.mark.parametrize(
    ("courier", "gazette", "origin"),
    [
        ("{id: wire, name: The Wire}", "{id: other, name: The Other}", "wire"),
        ("gazette-0301", "{id: wire, name: The Wire}", "wire"),
        ("gazette-0301", "courier-0302", "courier-0302"),
        ("gazette-0301", "gazette-0301", "gazette-0301"),
        ("courier-0302", "courier-0302", "courier-0302"),
    ],
)
def test_an_origin_is_followed_to_its_beginning(courier: str, gazette: str, origin: str) -> None:
    known = evidence(ORIGINS.format(courier, gazette))
    [citation] = known.corpus.named["harbour#toll-collected"].record.cites
    assert known.reliance.origin(citation) == origin
    assert known.reliance.stated(citation) == (origin != "courier-0302" or courier == "courier-0302")


def test_a_citation_that_says_so_is_of_its_source_whatever_that_relays() -> None:
    known = evidence()
    [summary] = [
        item for item in known.corpus.entries if item.dossier == "ferry" and item.section == "summary"
    ]
    [citation] = summary.record.cites
    assert citation.origin
    assert known.reliance.origin(citation) == "courier-0302"
    assert known.reliance.stated(citation)
    [plain] = known.corpus.named["ferry#skippers-paid"].record.cites
    assert known.reliance.origin(plain) == "strait-wire"


def test_an_origin_is_called_as_its_source_or_as_it_was_named_first() -> None:
    known = evidence("""summary:
  - text: One.
    cites:
      - {source: gazette-0301, paragraph: 4, origin: {id: strait-wire, name: The Wire}}
      - {source: gazette-0301, paragraph: 5, origin: {id: pilots, name: Pilots}}
      - {source: gazette-0301, paragraph: 6, origin: {id: courier-0302, name: The Courier}}
      - {source: gazette-0301, paragraph: 6, origin: unnamed}
""")
    assert known.reliance.origin_names == {
        "courier-0302": "Port Courier, 2 March",
        "gazette-0301": "Strait Gazette, 1 March",
        "strait-wire": "Strait Wire",
        "pilots": "Pilots",
    }
