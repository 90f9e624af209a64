"""What must hold between records: each rule names line and column, and a sound corpus is clean."""

from __future__ import annotations

import pytest

from generator import build
from tests.conftest import findings, harbour, harbour_texts, with_part

DESK, ACTORS, SEED = "# briefings/desk.yaml\n", "# briefings/actors.yaml\n", "# seeds/courier-0302.yaml\n"


def test_a_sound_corpus_is_clean_with_and_without_its_texts() -> None:
    assert build.check(harbour(), harbour_texts()).diagnostics == ()
    assert build.check(harbour(), {}).diagnostics == ()


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        # Citations
        ("accounts:\n  - text: One.\n    cites: [gazette-0301#99]\n", ("paragraph-out-of-range", 3, 13)),
        ("accounts:\n  - text: One.\n    cites: [{source: gazette-0301, paragraph: 99}]\n", ("paragraph-out-of-range", 3, 47)),
        ("accounts:\n  - text: One.\n    cites: [gazete-0301#4]\n", ("unknown-source", 3, 13)),
        ("accounts:\n  - text: One.\n    cites: [{source: gazete-0301, paragraph: 4}]\n", ("unknown-source", 3, 22)),
        ("accounts:\n  - text: One.\n    cites: [{source: gazette-0301, paragraph: 4, relation: mentions}]\n", ("missing-support", 3, 12)),
        # Prose
        ("background: |\n  One [@gazette-0301#3].\n  Two [@gazette-0301#99].\n", ("paragraph-out-of-range", 3, 8)),
        ("background: |\n  One [@gazette-0301#33].\n\n  Two [@gazette-0301#3].\n", ("paragraph-out-of-range", 2, 8)),
        ("background: |\n  One [@gazette-0301#33].\n\n  > - Two [@gazette-0301#3; @gazette-0301#44].\n", ("paragraph-out-of-range", 4, 29)),
        ("background: >-\n  Überfall 😀 [@gazette-0301#99]\n", ("paragraph-out-of-range", 2, 15)),
        ("background: |\n  One [@nowhere#1].\n", ("unknown-source", 2, 8)),
        ("background: |\n  One [@gazette-0301].\n", ("bad-citation", 2, 8)),
        ("background: |\n  One [gazette-0301#4]. Two [@gazette-0301#3].\n", ("bad-citation", 2, 7)),
        ("background: |\n  One [@gazette-0301#4, p. 2]. Two [@gazette-0301#3].\n", ("bad-citation", 2, 7)),
        ("background: |\n  One [@gazette-0301 #4]. Two [@gazette-0301#3].\n", ("bad-citation", 2, 7)),
        ("background: |\n  One [@gazette-0301#3].\n\n  Two has none.\n", ("missing-citation", 4, 3)),
        ("background: |\n  One [@gazette-0301#3]. Two *has* none.\n", ("missing-citation", 2, 26)),
        (DESK + "intro: |\n  One [@gazette-0301#99].\n", ("paragraph-out-of-range", 2, 8)),
        # Quotations
        ("accounts:\n  - text: One.\n    cites: [{source: gazette-0301, paragraph: 6, quote: suspended for as long as they are talking}]\n", ("quotation-not-found", 3, 82)),
        ("accounts:\n  - text: One.\n    cites: [{source: courier-0302, paragraph: 3, quote: 7.6 crowns}]\n", ("quotation-not-found", 3, 57)),
        ("accounts:\n  - text: One.\n    cites: [{source: courier-0302, paragraph: 3, quote: '7'}]\n", ("quotation-not-found", 3, 58)),
        (
            "quotations:\n  - speaker: harbour-master\n    text: >-\n      We are enemies, we are\n      neighbours with one door\n    cites: [courier-0302#2]\n",
            ("quotation-not-found", 4, 14),
        ),
        (
            "quotations:\n  - speaker: harbour-master\n    text: >-\n      We are not enemies, we\n      are neighbours with two door\n    cites: [courier-0302#2]\n",
            ("quotation-not-found", 5, 27),
        ),
        ("quotations:\n  - speaker: harbour-master\n    text: We are not enemies\n    cites: [courier-0302#3]\n", ("quotation-not-found", 3, 11)),
        ("accounts:\n  - text: They are “not friends”, it says.\n    cites: [courier-0302#2]\n", ("quotation-not-found", 2, 25)),
        ("accounts:\n  - text: One.\n    doubt: It says \"two door\".\n    cites: [courier-0302#2]\n", ("quotation-not-found", 3, 21)),
        ("background: |\n  He said \"we are no\n  enemies\" [@courier-0302#2].\n", ("quotation-not-found", 2, 19)),
        # Names
        ("positions:\n  - actor: nort-port\n    text: One.\n    cites: [gazette-0301#5]\n", ("unknown-actor", 2, 12)),
        ("accounts:\n  - text: One.\n    about: [north-port, nobody]\n    cites: [gazette-0301#5]\n", ("unknown-actor", 3, 25)),
        ("accounts:\n  - text: One.\n    see: [nothing]\n    cites: [gazette-0301#5]\n", ("unknown-statement", 3, 11)),
        ("accounts:\n  - text: One.\n    see: [ferry#nothing]\n    cites: [gazette-0301#5]\n", ("unknown-statement", 3, 11)),
        ("accounts:\n  - text: One.\n    see: [fery#nothing]\n    cites: [gazette-0301#5]\n", ("unknown-dossier", 3, 11)),
        ("accounts:\n  - text: One.\n    id: itself\n    see: [itself]\n    cites: [gazette-0301#5]\n", ("self-reference", 4, 11)),
        ("accounts:\n  - {text: One., id: toll-suspended, cites: [gazette-0301#5]}\n", ("duplicate-id", 2, 22)),
        ("accounts:\n  - {text: One., id: note-1, cites: [gazette-0301#5]}\n", ("reserved-id", 2, 22)),
        ("accounts:\n  - {text: One., id: sources, cites: [gazette-0301#5]}\n", ("reserved-id", 2, 22)),
        ("accounts:\n  - {text: One., id: source-gazette-0301, cites: [gazette-0301#5]}\n", ("reserved-id", 2, 22)),
        ("id: port\n", ("id-not-file-name", 1, 5)),
        (DESK + "dossiers: [harbour, ferry, fery]\n", ("unknown-dossier", 1, 28)),
        (DESK + "dossiers: [harbour, ferry, ferry]\n", ("dossier-listed-twice", 1, 28)),
        (DESK + "dossiers: [ferry]\n", ("unlisted-dossier", 0, 5)),
        # Speakers
        ("accounts: []\nstatements:\n  - {id: toll-collected, kind: attributed, text: One., cites: [gazette-0301#6]}\n", ("missing-speaker", 3, 6)),
        ("statements:\n  - {id: toll-collected, kind: reported, by: north-port, text: One., cites: [gazette-0301#6]}\n", ("unexpected-speaker", 2, 42)),
        # Coverage
        (SEED + "uncited:\n  - {paragraphs: [1, 2], reason: furniture}\n", ("cited-after-all", 2, 22)),
        (SEED + "uncited:\n  - {paragraphs: [1, 9], reason: furniture}\n", ("paragraph-out-of-range", 2, 22)),
        (SEED + "uncited:\n  - {paragraphs: [1, 1], reason: furniture}\n", ("uncited-twice", 2, 22)),
        (SEED + "uncited: []\n", ("uncited-paragraph", 1, 10)),
        (SEED + "paragraphs: 5\n", ("paragraph-count", 1, 13)),
        # Time
        ("as_of: 2031-03-01\n", ("source-after-dossier", 0, 0)),
        ("watch:\n  - {id: toll-back, question: Is it?, by: 2031-01, cites: [courier-0302#4]}\n", ("overdue-question", 2, 43)),
        ("changes:\n  - {date: 2031-03-04, text: New.}\n", ("change-after-dossier", 2, 12)),
        ("quotations:\n  - {speaker: harbour-master, date: 2031-03-04, text: we are neighbours, cites: [courier-0302#2]}\n", ("words-after-source", 2, 37)),
    ],
)  # fmt: skip
def test_a_rule_names_the_place(part: str, expected: tuple[str, int, int]) -> None:
    found = findings(part)
    if expected[1:] == (0, 0):
        assert expected[0] in [code for code, _, _ in found]
    else:
        assert expected in found


@pytest.mark.parametrize(
    ("part", "hint"),
    [
        (
            "accounts:\n  - {text: One., cites: [{source: gazette-0301, paragraph: 5, quote: suspended for as long as we are talking}]}\n",
            "cite that paragraph",
        ),
        (
            "accounts:\n  - {text: One., cites: [{source: gazette-0301, paragraph: 6, quote: suspended for as long as they are talking}]}\n",
            "suspended for as long as we are talking",
        ),
        (
            "accounts:\n  - {text: One., cites: [{source: gazette-0301, paragraph: 6, quote: Xyzzy qwerty}]}\n",
            "leave out the quotation marks",
        ),
        (
            "accounts:\n  - {text: One., about: [nort-port], cites: [gazette-0301#6]}\n",
            "did you mean `north-port`?",
        ),
        ("accounts:\n  - {text: One., see: [toll-suspendd], cites: [gazette-0301#6]}\n", "toll-suspended"),
        ("accounts:\n  - {text: One., cites: [gazette-0301#60]}\n", "from 1 to 7"),
    ],
)
def test_the_hint_shows_the_way(part: str, hint: str) -> None:
    assert any(hint in d.hint for d in build.check(with_part(part), harbour_texts()).diagnostics)


def test_the_same_wrong_citation_twice_is_named_twice() -> None:
    found = findings("background: |\n  One [@x 1]. Two [@x 1]. Three [@gazette-0301#3].\n")
    assert found == [("bad-citation", 2, 7), ("bad-citation", 2, 19)]


def test_a_second_file_with_the_same_id_is_not_lost() -> None:
    files = harbour()
    files["briefings/zebra.yaml"] = files["briefings/ferry.yaml"]
    files["seeds/zebra.yaml"] = files["seeds/courier-0302.yaml"]
    assert [(d.code.name, d.path) for d in build.check(files, {}).diagnostics] == [
        ("id-not-file-name", "briefings/zebra.yaml"),
        ("id-not-file-name", "seeds/zebra.yaml"),
    ]


@pytest.mark.parametrize("path", ["seeds/courier-0302.yaml", "briefings/actors.yaml"])
def test_no_record_takes_the_page_of_its_list(path: str) -> None:
    files = harbour()
    old = "courier-0302" if path.startswith("seeds") else "north-port"
    files = {
        p: text.replace(f"id: {old}".encode(), b"id: index").replace(f"{old}#".encode(), b"index#")
        for p, text in files.items()
    }
    assert "reserved-id" in [d.code.name for d in build.check(files, harbour_texts()).diagnostics]


def test_a_text_that_is_not_utf8_is_named_at_its_record() -> None:
    found = build.check(harbour(), {**harbour_texts(), "gazette.txt": b"caf\xe9"}).diagnostics
    assert [(d.code.name, d.path, d.span.start.line) for d in found] == [
        ("not-utf8", "seeds/gazette-0301.yaml", 9)
    ]
