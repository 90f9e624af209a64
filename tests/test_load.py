"""Every error of a file is told at once, at the place where an editor must act, with what to write instead."""

from __future__ import annotations

import pytest

from generator import build
from generator.records.yamltree import MAX_FINDINGS
from tests.conftest import findings, harbour, harbour_texts, with_part

ACTORS, SEED = "# briefings/actors.yaml\n", "# seeds/gazette-0301.yaml\n"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("status: actve\nas_of: 2031\ntitle: ''\nscope: 3\nhandlng: x\n", [("unknown-word", 1, 9), ("not-one-day", 2, 8), ("empty-text", 3, 8), ("wrong-type", 4, 8), ("unknown-key", 5, 1)]),
        ("watch:\n  - question: Is it?\n    cites: [courier-0302#4]\n", [("missing-field", 2, 5)]),
        ("watch:\n  - {id: a, question: Is it?}\n", [("missing-citation", 2, 6)]),
        ("watch:\n  - {id: a, question: Is it?, cites: []}\n", [("missing-citation", 2, 38)]),
        ("summary:\n  - text: Yes.\n    cites: [gazette-0301]\n", [("bad-citation", 3, 13)]),
        ("summary:\n  - text: Yes.\n    cites: gazette-0301#4\n", [("wrong-type", 3, 12)]),
        ("summary:\n  - text: Yes.\n    cites: [{source: gazette-0301, paragraf: 4}]\n", [("unknown-key", 3, 36)]),
        ("summary:\n  - text: Yes.\n    cites: [{source: gazette-0301, paragraph: '4'}]\n", [("wrong-type", 3, 47)]),
        ("summary: []\n", [("missing-item", 1, 10)]),
        ("summary:\n", [("missing-value", 1, 9)]),
        ("gaps:\n  - Nobody: says so.\n", [("missing-field", 2, 5), ("unknown-key", 2, 5)]),
        ("timeline:\n  - - a\n", [("wrong-type", 2, 5)]),
        ("judgements: {}\n", [("wrong-type", 1, 13)]),
        ("status: 5\n", [("unknown-word", 1, 9)]),
        ("background: |\n  \n", [("empty-text", 1, 13)]),
        (f"title: {'x' * 1_201}\n", [("text-too-long", 1, 8)]),
        (SEED + "grade: B2\n", [("wrong-type", 1, 8)]),
        (SEED + "grade: {reliability: b, credibility: '2', reason: So.}\n", [("unknown-word", 1, 22), ("unknown-word", 1, 38)]),
        (SEED + "uncited:\n  - {paragraphs: [1, two, 0], reason: furniture}\n", [("wrong-type", 2, 22), ("out-of-range", 2, 27)]),
        (SEED + "text: ../../etc/passwd\n", [("bad-file-name", 1, 7)]),
        (SEED + "URL: 'javascript:alert(1)//https://x'\n", [("bad-url", 1, 6)]),
        (SEED + "URL: 'https://x.example/\"onclick=y'\n", [("bad-url", 1, 6)]),
        (SEED + "paragraphs: 0\n", [("out-of-range", 1, 13)]),
        ("positions:\n  - actor: Sergei Riabkov\n    text: No.\n    cites: [courier-0302#4]\n", [("bad-id", 2, 12)]),
        ("quotations:\n  - {speaker: harbour-master, text: “We are”, cites: [{source: courier-0302, paragraph: 2, quote: '\"Yes\"'}]}\n", [("outer-marks", 2, 37), ("outer-marks", 2, 99), ("quotation-not-found", 2, 101)]),
        ("as_of: 14.05.2031\n", [("bad-date", 1, 8)]),
    ],
)  # fmt: skip
def test_all_errors_of_a_file_in_one_go_each_at_its_place(
    part: str, expected: list[tuple[str, int, int]]
) -> None:
    assert findings(part) == expected


@pytest.mark.parametrize(
    ("part", "message", "hint"),
    [
        ("handlng: x\n", "no key `handlng`", "did you mean `handling`?"),
        ("Status: active\n", "no key `Status`", "did you mean `status`?"),
        ("unheard_of: x\n", "no key `unheard_of`", "the keys are: id, title"),
        ("gaps:\n  - Nobody: says so.\n", "no key `Nobody`", "between double quotes"),
        (SEED + "container_title: x\n", "no key `container_title`", "did you mean `container-title`?"),
        (SEED + "url: x\n", "no key `url`", "did you mean `URL`?"),
        ("status: Activ\n", "`Activ` is not a word for `status`", "did you mean `active`?"),
        ("status: open\n", "`open` is not a word", "write one of: active, dormant, closed"),
        ("status: true\n", "`true` is not a word", "one of"),
        ("handling: amber\n", "`amber` is not a word", "did you mean `TLP:AMBER`?"),
        ("status:\n", "`status` is empty", "after the colon"),
        ("title: #1\n", "`title` is empty", "text that begins with # between quotes"),
        ("title: 2031\n", "`title` must be text", "between quotes"),
        ("as_of: 03/02/2031\n", "`03/02/2031` is not a date", "`2019-05-14`"),
        ("as_of: 2031\n", "`2031` is not one day", "a full date"),
        ("as_of: 2031-03\n", "not one day", "full date"),
        ("gaps: Nobody says.\n", "`gaps` must be a list", "brackets"),
        (SEED + "grade: B2\n", "`grade` must be a mapping", "`reliability: ...`, `credibility: ...`, `reason: ...`"),
        (SEED + "grade: {reliability: B, credibility: '2', reason: So.}\n", "`2` is not a word for `credibility`", "write 2 without quotes"),
        (SEED + "uncited:\n  - {paragraphs: [1-2], reason: furniture}\n", "an item of `paragraphs` must be a whole number", "digits only"),
        (SEED + "paragraphs: 0\n", "`paragraphs` must be at least 1", "within the range"),
        ("summary:\n  - {text: Yes., cites: [4]}\n", "an item of `cites` must be a mapping", "`source-id#paragraph`"),
        ("summary:\n  - {text: Yes., cites: [gazette-0301 § 4]}\n", "`gazette-0301 § 4` is not a citation", "`gazette-0301#4`"),
        ("watch:\n  - {id: Toll Back, question: Is it?, cites: [courier-0302#4]}\n", "`Toll Back` is not an id", "small letters"),
        ("timeline:\n  - {date: 14 May 2031, text: It is., cites: [courier-0302#4]}\n", "`14 May 2031` is not a date", "write `2031-05-14`"),
        ("positions:\n  - {actor: Sergei  O'Neill-Čapek, text: No., cites: [courier-0302#4]}\n", "is not an id", "add `sergei-oneill-capek` to briefings/actors.yaml"),
        ("positions:\n  - {actor: 北京, text: No., cites: [courier-0302#4]}\n", "`北京` is not an id", "use small letters"),
        ("quotations:\n  - {speaker: harbour-master, text: «We are», cites: [courier-0302#2]}\n", "`text` stands between", "leave out the outer quotation marks"),
        ("watch:\n  - {id: a, question: Is it?}\n", "rests on no passage", "add `cites: [source-id#paragraph]`"),
    ],
)  # fmt: skip
def test_the_message_says_what_is_wrong_and_the_hint_what_to_write(
    part: str, message: str, hint: str
) -> None:
    found = build.check(with_part(part), harbour_texts()).diagnostics
    assert any(message in d.message and hint in d.hint for d in found), found


@pytest.mark.parametrize(
    "text", ["“We” are “not”", '"One" or "two"', "the “toll", "“", "''", "“One “two” three”"]
)
def test_marks_that_do_not_wrap_the_whole_are_the_sources(text: str) -> None:
    part = (
        f"quotations:\n  - speaker: harbour-master\n    text: |\n      {text}\n    cites: [courier-0302#2]\n"
    )
    assert "outer-marks" not in {code for code, _, _ in findings(part)}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("briefings/actors.yaml", b"actors: [\n"),
        (
            "briefings/actors.yaml",
            b"actors:\n  - {id: north-port, name: North Port}\n  - {id: harbour-master}\n  - {id: strait-commission}\n",
        ),
        ("briefings/desk.yaml", b"title: &x y\n"),
        ("briefings/ferry.yaml", b"id: ferry\n"),
        ("briefings/harbour.yaml", b"\xff"),
        ("seeds/gazette-0301.yaml", b"id: gazette-0301\n"),
        ("seeds/courier-0302.yaml", b""),
    ],
)
def test_what_refers_to_a_broken_file_is_not_reported_again(path: str, text: bytes) -> None:
    found = build.check({**harbour(), path: text}, harbour_texts()).diagnostics
    assert {d.path for d in found} == {path}


def test_a_flood_of_errors_is_cut() -> None:
    assert len(findings("gaps:\n" + "  - 1\n" * 5_000)) == MAX_FINDINGS
    assert len(findings("".join(f"key{n}: 1\n" for n in range(5_000)))) == MAX_FINDINGS


@pytest.mark.parametrize(
    "path", ["briefings/a/b.yaml", "briefings/x.yml", "x.yaml", "seeds/.yaml/x.yaml", "other/x.yaml"]
)
def test_a_file_where_nobody_looks_is_named(path: str) -> None:
    (found,) = build.check({**harbour(), path: b"id: x\n"}, harbour_texts()).diagnostics
    assert (found.code.name, found.path) == ("misplaced-file", path)


def test_a_year_may_be_written_as_a_number() -> None:
    one, other = (
        with_part(f"timeline:\n  - {{date: {year}, text: They met., cites: [gazette-0301#3]}}\n")
        for year in ("2031", '"2031"')
    )
    bare, quoted = (build.check(files, harbour_texts()) for files in (one, other))
    assert bare.corpus.dossiers["harbour"].timeline == quoted.corpus.dossiers["harbour"].timeline
    assert [d.code.name for d in bare.diagnostics] == [d.code.name for d in quoted.diagnostics]


@pytest.mark.parametrize("year", ["0", "99", "20310", "-2031", "20.31", "true"])
def test_a_number_that_is_no_year_is_no_date(year: str) -> None:
    assert findings(f"review_by: {year}\n")[0][0] == "bad-date"
