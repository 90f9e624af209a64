"""One mistake never hides another: what is sound of a record is checked, whatever is wrong beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import build
from generator.build import Checked
from generator.evidence import lock
from generator.findings.diagnostics import Diagnostic
from generator.records.load import LOCK, REGISTER
from generator.view.settings import Settings
from tests.conftest import harbour, harbour_texts

HARBOUR, ACTORS, DESK = "briefings/harbour.yaml", "briefings/actors.yaml", "briefings/desk.yaml"
GAZETTE, COURIER = "seeds/gazette-0301.yaml", "seeds/courier-0302.yaml"
WRONG = "quotation-not-found"


def swapped(files: dict[str, bytes], path: str, before: str, after: str) -> dict[str, bytes]:
    """Some files with one passage of one changed; it must be there."""
    text = files[path].decode()
    assert before in text, before
    return {**files, path: text.replace(before, after, 1).encode()}


def check(files: dict[str, bytes]) -> Checked:
    return build.check(files, harbour_texts())


def of(code: str, checked: Checked) -> list[Diagnostic]:
    return [d for d in checked.diagnostics if d.code.name == code]


def test_outer_marks_do_not_hide_a_wrong_quotation() -> None:
    files = swapped(harbour(), HARBOUR, "quote: suspended for as long as we are", "quote: suspended for as long as they are")  # fmt: skip
    files = swapped(files, HARBOUR, "text: We are not enemies, we are neighbours with one door", "text: “We are not enemies, we are neighbours with one door”")  # fmt: skip
    assert [(d.code.name, d.span.start.line, d.pointer) for d in check(files).diagnostics] == [
        (WRONG, 25, ("statements", 0, "cites", 0, "quote")),
        ("outer-marks", 59, ("quotations", 0, "text")),
    ]


def test_the_words_between_outer_marks_are_checked_too() -> None:
    files = swapped(harbour(), HARBOUR, "text: We are not enemies, we", "text: “We are not friends, we")
    files = swapped(files, HARBOUR, "with one door", "with one door”")
    assert [d.code.name for d in check(files).diagnostics] == ["outer-marks", WRONG]


def sections(wrong: dict[str, int]) -> str:
    """Sections of a dossier that hold some wrong quotations each, between entries that are sound."""
    entries = {
        "statements": "  - {{id: s{n}, kind: reported, text: It is., cites: [{{source: gazette-0301, paragraph: 6, quote: {words}}}]}}\n",
        "accounts": "  - {{text: It is “{words}” so., cites: [gazette-0301#6]}}\n",
        "quotations": "  - {{speaker: harbour-master, text: {words}, cites: [gazette-0301#6]}}\n",
        "gaps": "  - It is not known who said “{words}”.\n",
    }
    return "".join(
        f"{name}:\n" + "".join(entries[name].format(n=n, words=f"never said {n}") for n in range(count))
        for name, count in wrong.items()
        if count
    )


HEAD = "id: port\ntitle: A port\nscope: A port.\nas_of: 2031-03-02\nstatus: active\nsummary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n"
PARTS = "positions:\n  - actor: north-port\n    text: Wants it gone.\n    cites: [gazette-0301#5]\n  - actor: harbour-master\n    text: Wants it back.\n    cites: [gazette-0301#6]\n"
MISTAKES: list[tuple[str, str]] = [
    # in the head
    ("id: port", "id: The Port"), ("id: port", "id: [port]"), ("title: A port", "title: 2031"), ("title: A port", "title:"), ("title: A port", "title: ''"), ("title: A port\n", ""),
    ("scope: A port.", "scope: [a]"), ("as_of: 2031-03-02", "as_of: 2.3.2031"), ("as_of: 2031-03-02", "as_of: 2031-03"), ("as_of: 2031-03-02\n", ""), ("status: active", "status: actve"),
    ("status: active\n", "status: active\nhandlng: x\n"), ("status: active\n", "status: active\nstatus: active\n"), ("title: A port\n", "title: A port\nreview_by: soon\n"), ("title: A port", "title: A\u200b port"),
    ("title: A port", "title: A port of call # and more"), ("status: active\n", "status: active\nbackground: []\n"), ("status: active\n", "status: active\ntimeline: none\n"),
    ("status: active\n", "status: active\nchanges: [{date: 2031-02-30, text: New.}]\n"), ("status: active\n", "status: active\nretired: [{id: gone}]\n"),
    # in an entry
    ("text: They agreed.", "text: ''"), ("text: They agreed.", "text: [They]"), ("text: They agreed.", "txt: They agreed."), ("text: They agreed.", "text: They agreed.\n    text: They did not."),
    ("    cites: [gazette-0301#4]\n", ""), ("cites: [gazette-0301#4]", "cites: [gazette-0301]"), ("cites: [gazette-0301#4]", "cites: gazette-0301#4"), ("cites: [gazette-0301#4]", "cites: [{source: gazette-0301, paragraph: four}]"),
    ("text: They agreed.", "text: They agreed on the No. #1 point."), ("text: They agreed.", "text: They agreed.\n    see: [Not A Name]"),
    ("actor: north-port", "actor: North Port"), ("text: Wants it gone.", "text: Wants it gone.\n    date: soon"), ("text: Wants it gone.", "text: Wants it\u00ad gone."), ("  - actor: north-port\n    text: Wants it gone.", "  - actor: north-port\n    text: Wants it gone.\n    actor: north-port\n    text: Twice."),
    # in the syntax
    ("title: A port", "title: A: port"), ("title: A port", 'title: "A port'), ("scope: A port.", "scope: *port"), ("scope: A port.", "scope: !x A port."), ("as_of: 2031-03-02", "as_of: [2031"), ("status: active", "status active"), ("status: active", " status: active"),
    ("text: They agreed.", "text: They agreed.\n    - text: They met."), ("text: They agreed.", "text: They: agreed."), ("text: They agreed.", 'text: "They agreed.'), ("text: They agreed.", "text: 'They' agreed."), ("cites: [gazette-0301#4]", "cites: [gazette-0301#4"), ("    cites: [gazette-0301#4]", "   cites: [gazette-0301#4]"),
    ("text: Wants it gone.", "text: Wants: gone."), ("text: Wants it gone.", "text: @gone"), ("text: Wants it gone.", "text: 'It's gone.'"), ("text: Wants it gone.", "text: &a gone"), ("text: Wants it gone.", "text Wants it gone."), ("text: Wants it gone.", "\ttext: Wants it gone."), ("text: Wants it gone.", 'text: "\\q"'),
    ("  - actor: north-port", " - actor: north-port"), ("  - actor: harbour-master", "   - actor: harbour-master"), ("  - actor: harbour-master", "  -actor: harbour-master"), ("  - actor: north-port", "  - actor: north-port # [\n  - {actor: x"), ("positions:\n", "positions:\n  - [a, b]: c\n"), ("positions:\n", "positions\n"),
    # of a list
    ("positions:\n", "positions:\n  -\n"), ("positions:\n", "positions:\n  - Wants it gone.\n"), ("positions:\n", "Positions:\n"),
    ("positions:\n", "quotations:\n  - {speaker: harbour-master, text: “We are not enemies”, cites: [courier-0302#2]}\npositions:\n"),
]  # fmt: skip
ELSEWHERE: list[tuple[str, str, str]] = [
    (DESK, "title: ", "titel: "), (DESK, "title: ", "title: [a]\n#"), (DESK, "dossiers: ", "dossiers: 1\n#"),
    (ACTORS, "kind: person", "kind: persn"), (ACTORS, "    role: harbour master\n", ""), (ACTORS, "  - id: north-port", "  - id: North Port"), (ACTORS, "actors:", "actors: 1\nacts:"),
    (GAZETTE, "issued: 2031-03-01", "issued: 1.3.2031"), (GAZETTE, "language: en", "language: English"), (GAZETTE, "  reliability: B", "  reliability: b"), (GAZETTE, "paragraphs: 7", "paragraphs: seven"), (GAZETTE, "type: article-newspaper", "type: paper"),
    (GAZETTE, "short: Strait Gazette, 1 March", "short: ''"), (GAZETTE, "title: ", "titel: "), (GAZETTE, "uncited:\n  - paragraphs: [1, 2, 7]", "uncited:\n  - paragraphs: [one]"), (COURIER, "text: courier.txt", "text: ../courier.txt"), (COURIER, "language: ", "langage: "),
]  # fmt: skip


ANY_MISTAKE = [*(("briefings/port.yaml", *mistake) for mistake in MISTAKES), *ELSEWHERE]


def every_wrong_quotation_is_reported(
    wrong: dict[str, int], mistake: tuple[str, str, str], *, below: bool
) -> None:
    parts = (HEAD, PARTS, sections(wrong)) if below else (HEAD, sections(wrong), PARTS)
    files = {**harbour(), "briefings/port.yaml": "".join(parts).encode()}
    count = sum(wrong.values())
    checked = check(swapped(files, *mistake))
    assert len(of(WRONG, checked)) == count, mistake
    assert not checked.ok


@pytest.mark.parametrize("below", [True, False])
def test_no_mistake_hides_a_wrong_quotation(below: bool) -> None:
    for mistake in ANY_MISTAKE:
        wrong = {"statements": 2, "accounts": 1, "quotations": 2, "gaps": 1}
        every_wrong_quotation_is_reported(wrong, mistake, below=below)


@given(
    st.fixed_dictionaries({name: st.integers(0, 6) for name in ("statements", "accounts", "quotations", "gaps")}),
    st.sampled_from(ANY_MISTAKE),
    st.booleans(),
)  # fmt: skip
def test_however_many_there_are(wrong: dict[str, int], mistake: tuple[str, str, str], below: bool) -> None:
    every_wrong_quotation_is_reported(wrong, mistake, below=below)


@pytest.mark.parametrize("mistake", [*((HARBOUR, *m) for m in (
    ("title: Harbour dispute", "title: 2031"), ("as_of: 2031-03-02", "as_of: 2.3.2031"), ("status: active", "status: actve"), ("status: active", "status active"), ("status: active", " status: active"), ("title: Harbour", "title: Harbour: a"), ("text: The toll was", "text: The: toll was"), ("cites: [courier-0302#3]", "cites: [courier-0302#3"), ("statements:\n", "statements\n"), ("id: harbour\n", "id: Harbour\n"), ("summary:", "sumary:"), ("judgements:", "judgments:"), ("statements:", "statments:"),
    ("statements:\n", "statements: 1\nold:\n"), ("    text: The toll was still collected on Friday.\n", ""), ("    likelihood: unlikely", "    likelihood: unlikly"), ("id: toll-collected", "id: Toll collected"), ("id: toll-suspended", "id: [a]"), ("kind: attributed", "kind: said"),
    ("cites: [courier-0302#3]", "cites: [courier-0302]"), ("background: |", "background: ''\nback: |"), ("by: 2031-09-01", "by: soon"), ("  - Neither", "  - {tex: Neither"), ("as_of: 2031-03-02", "as_of: 2031-03-02\nas_of: 2031-03-02"),
)), *ELSEWHERE])  # fmt: skip
@pytest.mark.parametrize("locked", [False, True])
def test_what_could_not_be_read_is_told_once(mistake: tuple[str, str, str], locked: bool) -> None:
    """Nothing that would need the whole of the record is said: nothing is unused, gone, stale or unknown for it."""
    files = harbour()
    whole = check(files)
    files[REGISTER] = "".join(f"{key}\n" for key in sorted({*whole.corpus.named, *whole.corpus.tombstones})).encode()  # fmt: skip
    if locked:
        files[LOCK] = lock.dump(whole.evidence.lines).encode()
    assert check(files).diagnostics == ()
    path, before, after = mistake
    after = after.replace("{tex: Neither", "{tex: Neither}\n  - Neither")
    checked = check(swapped(files, path, before, after))
    assert {d.path for d in checked.diagnostics} == {path}
    assert {d.code.name for d in checked.diagnostics} <= FORMAL
    assert checked.corpus.failed or {d.code.name for d in checked.diagnostics} <= {"hidden-character"}


FORMAL = {
    "bad-citation", "bad-date", "bad-file-name", "bad-id", "bad-language", "duplicate-key", "empty-text", "missing-field", "missing-item", "missing-value",
    "not-one-day", "yaml-syntax", "unknown-key", "unknown-word", "wrong-type", "missing-citation", "out-of-range",
}  # fmt: skip


def test_an_entry_that_could_be_read_is_held_to_every_rule() -> None:
    files = swapped(harbour(), HARBOUR, "as_of: 2031-03-02", "as_of: never")
    files = swapped(files, HARBOUR, "kind: attributed", "kind: said")
    files = swapped(files, HARBOUR, "see: [ferry#skippers-paid]", "see: [ferry#skipers-paid, toll-suspended]")
    files = swapped(files, HARBOUR, "cites: [courier-0302#3]", "cites: [courier-0302#33]")
    assert [(d.code.name, d.span.start.line, d.pointer) for d in check(files).diagnostics] == [
        ("bad-date", 4, ("as_of",)),
        ("unknown-word", 18, ("statements", 0, "kind")),
        ("paragraph-out-of-range", 31, ("statements", 1, "cites", 0, "paragraph")),
        ("unknown-statement", 32, ("statements", 1, "see", 0)),
    ]


@pytest.mark.parametrize(
    ("path", "before", "after", "told"),
    [
        (COURIER, "short: Port Courier, 2 March", "short: ''", True),
        (COURIER, "reliability: C", "reliability: c", True),
        (COURIER, "issued: 2031-03-02", "issued: 2.3.2031", False),
        (COURIER, "language: en", "language: English", False),
        (COURIER, "original-language: no", "original-language: Norsk", False),
        (GAZETTE, "language: en", "language: English", True),
    ],
)
def test_a_wrong_figure_is_told_unless_nobody_can_read_those_of_its_passage(
    path: str, before: str, after: str, told: bool
) -> None:
    files = swapped(harbour(), HARBOUR, "still collected on Friday.", "still collected, 9 crowns.")
    assert len(of("figure-not-found", check(files))) == 1
    assert len(of("figure-not-found", check(swapped(files, path, before, after)))) == told


def test_what_rests_on_an_entry_that_could_not_be_read_is_not_held_to_its_own_passages_alone() -> None:
    summary = "summary:\n  - {text: North Port paid 7.5 crowns., cites: [gazette-0301#4], rests_on: [toll-collected, no-toll]}\n"
    statement = "statements:\n  - {id: no-toll, kind: reported, text: North Port wants it gone., cites: [gazette-0301#5]}\n"
    files = swapped(harbour(), HARBOUR, "summary:\n", summary)
    files = swapped(files, HARBOUR, "statements:\n", statement)
    codes = {"figure-not-found", "name-not-found"}
    assert {d.code.name for d in check(files).diagnostics} & codes == set()
    for before, after in (
        ("cites: [courier-0302#3]", "cites: [courier-0302]"),
        ("cites: [gazette-0301#5]}", "cites: [gazette-0301]}"),
    ):
        unread = check(swapped(files, HARBOUR, before, after))
        assert {d.code.name for d in unread.diagnostics} & codes == set()
    for gone in ("toll-collected, ", ", no-toll"):
        assert {d.code.name for d in check(swapped(files, HARBOUR, gone, "")).diagnostics} & codes


def test_an_id_that_could_not_be_read_is_told_once() -> None:
    """Where the name of the file is no id either, nobody knows what the record is called."""
    files = {**harbour(), "seeds/Old text.yaml": b"id: a\nid: b\n"}
    codes = [d.code.name for d in check(files).diagnostics if d.path == "seeds/Old text.yaml"]
    assert "duplicate-key" in codes
    assert "id-not-file-name" not in codes


def test_a_fix_beside_an_entry_that_was_left_out_lands_where_it_belongs() -> None:
    sound = swapped(harbour(), HARBOUR, "quotations:\n", "quotations:\n  - {speaker: nobody}\n")
    files = swapped(sound, HARBOUR, "text: We are not enemies", "text: we are not enemies")
    assert len(of(WRONG, check(files))) == 1
    assert build.mend(check(files)) == {HARBOUR: sound[HARBOUR]}


def test_no_page_is_made_from_what_is_not_whole() -> None:
    files = {**harbour(), "briefings/port.yaml": (HEAD + PARTS).encode()}
    for mistake in ANY_MISTAKE:
        built = build.build(swapped(files, *mistake), harbour_texts(), Settings())
        assert (built.files, built.prints) == ({}, ()), mistake
