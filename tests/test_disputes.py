"""Disagreement: shown side by side in every dossier that it touches, and with evidence on both sides."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from generator import build, disk
from generator.pages import render
from generator.printing import press
from generator.view.model import DossierPage
from generator.view.parts import Dispute, Entry
from generator.view.settings import Settings
from generator.view.site import view
from tests.conftest import ROOT, Seen, findings, harbour, harbour_texts, with_part

DISPUTES = {"undeclared-dispute", "one-sided-dispute", "cited-for-and-against"}
AT_THE_FERRY = "statements:\n  - {id: skippers-paid, kind: reported, text: Skippers paid on Friday., cites: [courier-0302#3]"


def ferry(tie: str) -> str:
    return f"# briefings/ferry.yaml\n{AT_THE_FERRY}, {tie}}}\n"


def pages(files: dict[str, bytes]) -> dict[str, DossierPage]:
    checked = build.check(files, harbour_texts())
    assert checked.ok
    return {page.id: page for page in view(checked.evidence, Settings()).dossiers}


def pairs(page: DossierPage) -> list[tuple[str, list[str]]]:
    return [
        (dispute.claim.text, [entry.text for entry in dispute.against])
        for dispute in page.content("disputed", Dispute)
    ]


MET, PAID = "The two boards met for the first time since the toll.", "Skippers paid on Friday."


@pytest.mark.parametrize(
    ("tie", "claim", "against"),
    [("disputes: [harbour#first-meeting]", MET, PAID), ("disputed_by: [harbour#first-meeting]", PAID, MET)],
)
def test_either_end_of_a_tie_shows_the_pair_in_both_dossiers(tie: str, claim: str, against: str) -> None:
    shown = pages(with_part(ferry(tie)))
    assert (claim, [against]) in pairs(shown["ferry"])
    assert (claim, [against]) in pairs(shown["harbour"])


def test_each_side_says_so_and_has_its_anchor_on_its_own_page_only() -> None:
    shown = pages(with_part(ferry("disputes: [harbour#first-meeting]")))
    for name, own, other in (
        ("ferry", "skippers-paid", "first-meeting"),
        ("harbour", "first-meeting", "skippers-paid"),
    ):
        seen = Seen(render.page(shown[name]))
        anchors = [attributes.get("id") for _, attributes in seen.elements]
        assert anchors.count(own) == 1
        assert other not in anchors
        assert own not in [entry.home.anchor for entry in shown[name].content("reported", Entry)]


def test_the_side_from_elsewhere_names_its_dossier() -> None:
    shown = pages(with_part(ferry("disputes: [harbour#first-meeting]")))
    assert f"{MET}1¶" not in (text := Seen(render.page(shown["ferry"])).flat)
    assert "Harbour dispute" in text[text.index(MET) :]


def test_a_pair_that_both_declare_stands_once() -> None:
    files = with_part(ferry("disputes: [harbour#first-meeting]"))
    files["briefings/harbour.yaml"] = files["briefings/harbour.yaml"].replace(
        b"  - id: first-meeting\n", b"  - id: first-meeting\n    disputed_by: [ferry#skippers-paid]\n"
    )
    assert build.check(files, harbour_texts()).diagnostics == ()
    assert pairs(pages(files)["ferry"]) == [(MET, [PAID])]


def test_a_judgement_and_what_disputes_it_name_one_another() -> None:
    page = pages(with_part("judgements: []\n"))["harbour"]
    assert page.content("judgements", Entry) == ()
    files = harbour()
    files["briefings/harbour.yaml"] = files["briefings/harbour.yaml"].replace(
        b"see: [ferry#skippers-paid]", b"disputes: [no-deal-before-summer]"
    )
    page = pages(files)["harbour"]
    assert [link.anchor for link in page.content("judgements", Entry)[0].disputed_by] == ["toll-collected"]
    against = page.content("disputed", Dispute)[0].against[0]
    assert [link.anchor for link in against.disputes] == ["no-deal-before-summer"]


CONTESTED = """statements:
  - id: toll-collected
    kind: reported
    text: The toll was collected on Friday.
    cites:
      - courier-0302#3
      - {source: gazette-0301, paragraph: 6, quote: suspended for as long as we are talking, relation: disputes}
"""


def test_a_passage_that_says_otherwise_stands_beside_the_statement_in_words() -> None:
    page = pages(with_part(CONTESTED))["harbour"]
    dispute = next(d for d in page.content("disputed", Dispute) if d.claim.anchor == "toll-collected")
    assert [(p.link.label, p.words) for p in dispute.passages] == [
        ("Strait Gazette, 1 March, paragraph 6", "suspended for as long as we are talking")
    ]
    text = Seen(render.page(page)).flat
    assert "Disputed by Strait Gazette, 1 March, paragraph 6" in text
    assert "“suspended for as long as we are talking”" in text


@pytest.mark.slow
def test_the_printed_page_shows_both_sides(tmp_path: Path) -> None:
    built = build.build(with_part(CONTESTED), harbour_texts(), Settings())
    printed = press.Press(tmp_path).produce(build.orders(built, "harbour")[0])
    text = " ".join(
        " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages).split()
    )
    assert "Disputed by · Strait Gazette, 1 March, paragraph 6" in text


def test_on_other_pages_the_passage_stands_with_the_sentence() -> None:
    part = CONTESTED.replace(
        "kind: reported", "kind: attributed\n    by: harbour-master\n    occasion: unknown"
    )
    checked = build.check(with_part(part), harbour_texts())
    page = next(p for p in view(checked.evidence, Settings()).actors if p.title == "Ilse Brandt")
    assert "Disputed by Strait Gazette, 1 March, paragraph 6: “suspended" in Seen(render.page(page)).flat


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (ferry("disputes: [harbour#first-meeting]"), [("undeclared-dispute", 0, 9)]),
        (ferry("disputed_by: [harbour#first-meeting]"), [("undeclared-dispute", 0, 9)]),
        (
            ferry("disputes: [harbour#toll-collected]"),
            [("one-sided-dispute", 2, 80), ("undeclared-dispute", 0, 9), ("one-sided-dispute", 0, 12)],
        ),
    ],
)
def test_a_dispute_across_dossiers_is_declared_in_both(
    part: str, expected: list[tuple[str, int, int]]
) -> None:
    assert sorted(found for found in findings(part) if found[0] in DISPUTES) == sorted(expected)


def test_the_hint_says_what_to_add_and_where_it_is_declared() -> None:
    found = next(
        d
        for d in build.check(
            with_part(ferry("disputes: [harbour#first-meeting]")), harbour_texts()
        ).diagnostics
        if d.code.name in DISPUTES
    )
    assert (found.path, found.hint) == (
        "briefings/harbour.yaml",
        "add `disputed_by: [ferry#skippers-paid]` to `first-meeting`",
    )
    assert found.related[0].path == "briefings/ferry.yaml"


def sides(one: str, other: str) -> str:
    return (
        f"statements:\n  - {{id: toll-suspended, kind: reported, text: It is suspended., disputed_by: [toll-collected], cites: [{one}]}}\n"
        f"  - {{id: toll-collected, kind: reported, text: It was collected., cites: [{other}]}}\n"
    )


def quote(words: str) -> str:
    return f"{{source: courier-0302, paragraph: 3, quote: {words}}}"


PAYING, CROWNS = quote("still collecting the toll"), quote("7.5 crowns")


@pytest.mark.parametrize(
    ("one", "other", "lines"),
    [
        ("gazette-0301#6", "courier-0302#3", []),
        ("gazette-0301#6, courier-0302#3", "courier-0302#3", [3]),
        ("courier-0302#3", "courier-0302#3", [2, 3]),
        (quote("the first"), "courier-0302#3", [3]),
        (quote("the first"), quote("the second"), []),
        (quote("the first"), quote("of the first part"), [2, 3]),
    ],
)
def test_each_side_stands_on_evidence_of_its_own(one: str, other: str, lines: list[int]) -> None:
    assert [line for code, line, _ in findings(sides(one, other)) if code == "one-sided-dispute"] == lines


def test_a_passage_cannot_be_cited_for_and_against() -> None:
    part = "accounts:\n  - {text: One., cites: [courier-0302#3, {source: courier-0302, paragraph: 3, relation: disputes}]}\n"
    assert ("cited-for-and-against", 2, 43) in findings(part)


def test_the_shipped_corpus_has_no_one_sided_dispute() -> None:
    assert [d for d in build.check(disk.read_records(ROOT), {}).diagnostics if d.code.name in DISPUTES] == []
