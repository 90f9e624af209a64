"""The attribution guard: when and where a claim was made, and whose doubt a sentence speaks of."""

from __future__ import annotations

import pytest

from generator import build
from generator.pages import render
from generator.records.vocabulary import CONFIDENCE_WORDS, DEGREES, LIKELIHOOD_WORDS, Likelihood
from generator.view.settings import Settings
from generator.view.site import view
from tests.conftest import Seen, findings, harbour_texts, with_part

GUARD = {
    "missing-occasion",
    "likelihood-in-statement",
    "confidence-in-judgement",
    "likelihood-with-confidence",
}


def guard(part: str) -> list[tuple[str, int, int]]:
    return [found for found in findings(part) if found[0] in GUARD]


def reported(text: str) -> str:
    return f"statements:\n  - id: toll-collected\n    kind: reported\n    text: {text}\n    cites: [courier-0302#3]\n"


def judged(text: str, basis: str = "Both restated their terms.") -> str:
    head = f"judgements:\n  - id: no-deal\n    text: {text}\n    likelihood: unlikely\n    confidence: low\n"
    return f"{head}    basis: {basis}\n    cites: [courier-0302#4]\n"


CLAIM = "statements:\n  - {id: toll-suspended, kind: attributed, by: harbour-master, text: It is suspended., cites: [gazette-0301#6]"


@pytest.mark.parametrize(
    "known",
    ["date: 2031-03-01", "place: Old Customs House", "occasion: before the talks", "occasion: unknown"],
)
def test_a_claim_says_when_where_or_on_what_occasion(known: str) -> None:
    assert guard(f"{CLAIM}}}\n") == [("missing-occasion", 2, 6)]
    assert guard(f"{CLAIM}, {known}}}\n") == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("The toll was probably collected on Friday.", 24),
        ("Perhaps the toll was collected.", 11),
        ("The toll was almost certainly collected.", 24),
        ("It is unlikely that the toll was collected.", 17),
        ("Collected in all likelihood.", 28),
    ],
)
def test_a_likelihood_in_a_statement_is_named_at_its_column(text: str, column: int) -> None:
    assert guard(reported(text)) == [("likelihood-in-statement", 4, column)]


@pytest.mark.parametrize(
    "text",
    [
        "The toll was collected on Friday.",
        "The toll may be collected, and a possible talk could follow in May.",
        "The likelyness of the toll is not a word.",
        "'The paper has “will probably be collected”.'",
    ],
)
def test_other_words_and_the_words_of_speakers_are_left_alone(text: str) -> None:
    assert guard(reported(text)) == []


def test_the_second_of_two_equal_words_is_named_when_the_first_is_quoted() -> None:
    assert guard(reported(">-\n      It is “likely”, he said,\n      and likely so.")) == [
        ("likelihood-in-statement", 6, 11)
    ]


def test_the_message_names_the_word() -> None:
    found = build.check(
        with_part(reported("It was, almost certainly, collected.")), harbour_texts()
    ).diagnostics
    assert [d.message for d in found if d.code.name == "likelihood-in-statement"] == [
        "“almost certainly” weighs a likelihood: in a statement a reader cannot tell whose"
    ]


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (judged("We are confident that no deal comes."), ("confidence-in-judgement", 3, 18)),
        (judged("The desk is convinced that no deal comes."), ("confidence-in-judgement", 3, 23)),
        (judged("We have high confidence that a deal is unlikely."), ("likelihood-with-confidence", 3, 24)),
        (
            judged("A deal is unlikely.", "It is likely so, with some confidence."),
            ("likelihood-with-confidence", 6, 39),
        ),
        (
            "summary:\n  - text: With high confidence a deal is unlikely.\n    cites: [gazette-0301#4]\n",
            ("likelihood-with-confidence", 2, 21),
        ),
        (
            "background: |\n  They met [@gazette-0301#3].\n  A deal is unlikely, we are\n  confident [@courier-0302#4].\n",
            ("likelihood-with-confidence", 4, 3),
        ),
    ],
)
def test_confidence_is_kept_out_of_sentences_that_weigh_a_likelihood(
    part: str, expected: tuple[str, int, int]
) -> None:
    assert guard(part) == [expected]


@pytest.mark.parametrize(
    "part",
    [
        judged("A deal is very unlikely."),
        judged("It is almost certain that no deal comes."),
        judged("A vote of confidence is likely, and so are confidence-building talks."),
        judged(
            "A deal is unlikely.", "Both restated their terms. Confidence in the talks was voiced by neither."
        ),
        "accounts:\n  - {text: The Courier thinks it unlikely. The Gazette shows confidence., cites: [courier-0302#2]}\n",
    ],
)
def test_a_judgement_may_weigh_and_others_may_be_confident(part: str) -> None:
    assert guard(part) == []


def mismatch(text: str) -> list[tuple[str, int, int]]:
    """What is said of the degree in a judgement that is held to be unlikely."""
    return [found for found in findings(judged(text)) if found[0] == "likelihood-mismatch"]


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("A deal is likely.", 21),
        ("A deal is very unlikely.", 21),
        ("A deal is almost certainly off.", 21),
        ("There is an even chance of a deal.", 23),
    ],
)
def test_a_sentence_that_names_another_degree_is_reported_at_its_word(text: str, column: int) -> None:
    assert mismatch(text) == [("likelihood-mismatch", 3, column)]


@pytest.mark.parametrize(
    "text",
    [
        "A deal is unlikely.",
        "A deal is improbable before the recess.",
        "No deal comes before the recess.",
        "A deal is not likely.",
        "A deal isn't very likely.",
        "A deal is less likely than a walk-out.",
        "A deal is unlikely, and a walk-out likely.",
        "A deal, “very likely” to the Gazette, is unlikely.",
    ],
)
def test_the_same_degree_and_sentences_that_turn_it_are_left_alone(text: str) -> None:
    assert mismatch(text) == []


@pytest.mark.parametrize("word", DEGREES)
def test_every_degree_is_known_by_its_words(word: str) -> None:
    part = judged(f"There is, {word}, no deal.")
    for degree in Likelihood:
        found = [
            code
            for code, _, _ in findings(part.replace("likelihood: unlikely", f"likelihood: {degree.word}"))
        ]
        assert ("likelihood-mismatch" in found) == (degree is not DEGREES[word])


@pytest.mark.parametrize("word", LIKELIHOOD_WORDS)
def test_every_likelihood_word_is_found_once(word: str) -> None:
    assert len(guard(reported(f"There was {word} of it."))) == 1


@pytest.mark.parametrize("word", CONFIDENCE_WORDS)
def test_every_confidence_word_is_found_once(word: str) -> None:
    assert len(guard(judged(f"We see {word} no deal comes."))) == 1


@pytest.mark.parametrize(
    ("occasion", "shown"), [("before the talks", "Before the talks"), ("unknown", "Place and day not given")]
)
def test_readers_see_the_occasion(occasion: str, shown: str) -> None:
    checked = build.check(
        with_part(
            f"{CLAIM}, occasion: {occasion}}}\n  - {{id: toll-collected, kind: reported, text: It was., cites: [courier-0302#3]}}\n"
        ),
        harbour_texts(),
    )
    page = next(page for page in view(checked.evidence, Settings()).dossiers if page.id == "harbour")
    assert shown in Seen(render.page(page)).flat
