"""What changed in meaning: one case a file in `tests/changes`, and what holds for all changes.

A case is a sentence, edits of the harbour corpus on its old or its new side (`-` is what stands there, `+` what
stands there instead), and what each report says. `make golden` writes the reports anew.
"""

from __future__ import annotations

import copy
import html
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator import build, disk
from generator.changes import data
from generator.changes.aspects import WEIGHTS
from generator.changes.comparison import compare
from generator.changes.data import as_json
from generator.changes.details import Sides, details
from generator.changes.markdown import LIMIT, as_markdown, escape
from generator.changes.model import Act, Aspect, Comparison, Flag, How, Weight
from generator.changes.sides import Side
from generator.changes.text import as_text
from generator.changes.wording import pieces
from generator.evidence import lock
from generator.evidence.signature import Flaw, Refusal, Signature, Verdict
from generator.findings.diagnostics import Pointer
from generator.records.compose import compose
from generator.records.entries import Statement
from generator.records.fields import Sentence
from generator.records.load import LOCK, model_of
from generator.records.shape import shape_at
from generator.records.vocabulary import VOCABULARIES, LockPolicy
from generator.records.wording import Bearing
from generator.records.yamltree import plain
from tests.conftest import ROOT, harbour, harbour_texts

CASES = Path(__file__).parent / "changes"
REPORTS: Mapping[str, Callable[[Comparison, str, str], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
}
Files = dict[str, bytes]


def compared(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> Comparison:
    return compare(build.side(old), build.side(new))


def edited(before: str, after: str, path: str = "briefings/harbour.yaml") -> Files:
    files = harbour()
    assert before in files[path].decode()
    return {**files, path: files[path].decode().replace(before, after).encode()}


def sides(case: str) -> tuple[Files, Files]:
    """The two corpora of a case."""
    both = {"old": harbour(), "new": harbour()}
    for edit in re.split(r"^@ ", case, flags=re.MULTILINE)[1:]:
        head, *lines = edit.removesuffix("\n").split("\n")
        where, path = head.split(" ")
        before, after = ("\n".join(line[1:] for line in lines if line[:1] == sign) for sign in "-+")
        text = both[where].get(path, b"").decode()
        assert before in text, (path, before)
        both[where][path] = (text.replace(before, after) if before else text + after + "\n").encode()
    return both["old"], both["new"]


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.txt")))
def test_each_kind_of_change_reads_well(name: str, request: pytest.FixtureRequest) -> None:
    path = CASES / f"{name}.txt"
    case, *expected = re.split(r"^=== .*\n", path.read_text("utf-8"), flags=re.MULTILINE)
    comparison = compared(*sides(case))
    reports = [report(comparison, "old", "new").rstrip("\n") + "\n" for report in REPORTS.values()]
    if request.config.getoption("--golden"):
        shown = "".join(f"=== {form}\n{report}" for form, report in zip(REPORTS, reports, strict=True))
        path.write_text(case + shown, "utf-8")
    else:
        assert expected == reports


def items(data: object, pointer: Pointer = ()) -> Iterator[tuple[Pointer, object]]:
    """Every value within plain data with its place."""
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from items(value, (*pointer, step))
    else:
        yield pointer, data


def plain_data(path: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    document, _ = compose(path, files[path])
    assert document is not None
    data = plain(document.root)
    assert isinstance(data, dict)
    return data


def shuffled(path: str, data: Any, chance: random.Random, pointer: Pointer = ()) -> Any:
    """The same data with its keys, and the lists whose order means nothing, in any order."""
    if isinstance(data, dict):
        keys = chance.sample(list(data), len(data))
        return {key: shuffled(path, data[key], chance, (*pointer, key)) for key in keys}
    if isinstance(data, list):
        values = [shuffled(path, value, chance, (*pointer, place)) for place, value in enumerate(data)]
        shape = shape_at(model_of(path), pointer)
        return values if shape and shape.ordered else chance.sample(values, len(values))
    return data


def test_a_new_field_is_compared_without_being_named_anywhere() -> None:
    class Sung(Statement):
        key: Sentence | None = None
        after: Annotated[Sentence | None, Bearing.EVIDENCE] = None

    values = {"id": "x", "kind": "reported", "text": "A song.", "cites": ["gazette-0301#4"]}
    old, new = (
        Sung.model_validate({**values, "key": key, "after": key}) for key in ("in C minor", "in A minor")
    )
    assert [(d.field, d.aspect, d.weight) for d in details(old, new, Sides())] == [
        (("key",), Aspect.WORDS, Weight.SIGNIFICANT),
        (("after",), Aspect.EVIDENCE, Weight.SIGNIFICANT),
    ]


def test_every_sort_of_field_has_a_weight() -> None:
    assert {*WEIGHTS} == {*Aspect}


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_another_order_and_another_layout_change_nothing(chance: random.Random) -> None:
    files = harbour()
    again = {
        path: (json.dumps if chance.random() < 0.5 else yaml.safe_dump)(
            shuffled(path, plain_data(path, files), chance)
        ).encode()
        for path in files
    }
    assert compared(files, again).changes == ()
    assert compared(again, files).changes == ()


def test_a_corpus_is_equal_to_itself() -> None:
    shipped = disk.read_records(ROOT)
    assert compared(shipped, shipped).changes == compared(harbour(), harbour()).changes == ()


OTHERS = (
    *(f"{{}}{more}" for more in (" and more", "-and-more", ".txt")),
    *(
        "2031-01-01",
        "gazette-0301#7",
        "strait-commission",
        "http://strait.example/",
        "de",
        "f" * 64,
        "10.1000/182",
    ),
    *(term.value for _, vocabulary in VOCABULARIES for term in vocabulary),
    *(term.value for term in LockPolicy),
    3,
    5,
)
"""What a value may be changed to, the first that the schema takes."""


def changed_once(chance: random.Random) -> tuple[str, Pointer, Files]:
    """The harbour corpus with one value of one record changed: its file, its place, and the files; ids stay."""
    files = harbour()
    path = chance.choice(sorted(files))
    data = plain_data(path, files)
    pointer, value = chance.choice([item for item in items(data) if item[0][-1] != "id"])
    for other in OTHERS:
        new = other.format(value) if isinstance(other, str) else other
        place: Any = (after := copy.deepcopy(data))
        for step in pointer[:-1]:
            place = place[step]
        place[pointer[-1]] = new
        candidate = {**files, path: json.dumps(after).encode()}
        if new != value and not build.side(candidate).faulty:
            return path, pointer, candidate
    raise AssertionError(f"nothing else fits {path} {pointer}")


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_every_change_of_a_value_is_reported_once_at_its_field(chance: random.Random) -> None:
    path, pointer, files = changed_once(chance)
    for comparison in (compared(harbour(), files), compared(files, harbour())):
        (changed,) = comparison.changes
        about = changed.about
        assert (about.path, about.pointer) == (path, pointer[: len(about.pointer)]), pointer
        keys = [step for step in pointer[len(about.pointer) :] if isinstance(step, str)] or ["text"]
        assert changed.acts == ()
        assert {detail.field[0] for detail in changed.details} <= {keys[0], "text", "cites"}
        assert changed.details


@pytest.mark.slow
@given(st.randoms(use_true_random=False))
def test_what_one_way_adds_the_other_way_drops(chance: random.Random) -> None:
    _, _, files = changed_once(chance)
    there, back = compared(harbour(), files), compared(files, harbour())
    pairs = zip(there.changes[0].details, back.changes[0].details, strict=True)
    assert {(a.before, a.after) for a in there.changes[0].details} == {(b.after, b.before) for _, b in pairs}
    assert there.changes[0].weight is back.changes[0].weight


def test_every_entry_that_is_taken_out_is_reported_once() -> None:
    path = "briefings/harbour.yaml"
    data = plain_data(path, harbour())
    lists = [key for key, value in data.items() if isinstance(value, list)]
    for key in lists:
        for place in range(len(data[key])):
            fewer = {**data, key: data[key][:place] + data[key][place + 1 :]}
            if not fewer[key] and key == "summary":  # a dossier must have one
                continue
            comparison = compared(harbour(), {**harbour(), path: json.dumps(fewer).encode()})
            gone = [change for change in comparison.changes if change.acts == (Act.REMOVED,)]
            assert [change.about.pointer for change in gone] == [(key, place)]
            others = [change for change in comparison.changes if change not in gone]
            assert all({d.field for d in change.details} <= {("disputed_by",)} for change in others), key


def broken(lines: list[str], number: int) -> Iterator[str]:
    """A text with one line left out, garbled, shifted, under another key, or the last."""
    line, above, below = lines[number], lines[:number], lines[number + 1 :]
    for others in ([], [line.replace(":", ": [", 1)], [line[2:]], [f"x{line}"]):
        yield "\n".join([*above, *others, *below])
    yield "\n".join(above)


@pytest.mark.slow
def test_a_mistake_never_makes_an_entry_that_is_there_look_removed_or_added() -> None:
    """But where a key is lost behind a block of prose: then its entries are prose indeed."""
    path, whole = "briefings/harbour.yaml", harbour()
    lines = whole[path].decode().split("\n")
    texts = {text for number in range(len(lines)) for text in broken(lines, number)}
    for text in texts:
        other = {**whole, path: text.encode()}
        for old, new in ((whole, other), (other, whole)):
            for changed in compared(old, new).changes:
                if {*changed.acts} & {Act.ADDED, Act.REMOVED} and changed.about.id:
                    assert f"id: {changed.about.id}\n" not in text or changed.about.section == "watch"


def test_the_shape_of_the_json_is_the_documented_one() -> None:
    def keys(value: object) -> Iterator[str]:
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from keys(inner)
        yield from value if isinstance(value, dict) else ()

    reports = (path.read_text("utf-8").partition("=== json\n")[2] for path in CASES.glob("*.txt"))
    written = {key for report in reports for key in keys(json.loads(report))}
    documented = {*re.findall(r"`(\w+)`", data.__doc__ or "")} - {"Act", "Flag", "How"}
    assert written - {"date", "reason", "successor", "course"} == documented


@pytest.mark.parametrize("name", ["hostile", "several", "nothing", "source-withdrawn"])
def test_a_comment_has_no_elements_but_its_own(name: str) -> None:
    case = (CASES / f"{name}.txt").read_text("utf-8").partition("=== ")[0]
    comment = MarkdownIt("commonmark", {"html": True}).render(
        as_markdown(compared(*sides(case)), "a<b>c", "@x")
    )
    assert {*re.findall(r"<([a-z]\w*)", comment)} <= {
        "p",
        "ul",
        "li",
        "h4",
        "strong",
        "code",
        "del",
        "ins",
        "details",
        "summary",
        "blockquote",
    }
    assert "<code>a&lt;b&gt;c</code>" in comment


@pytest.mark.parametrize(
    "text",
    [
        "@all",
        "a#12",
        "see !3",
        "https://x.example",
        "www.x.example",
        ":bug:",
        "GH-12",
        "a@b.example",
        "~label",
    ],
)
def test_what_a_forge_looks_for_is_broken_by_a_sign_that_nobody_sees(text: str) -> None:
    shown = html.unescape(escape(text))
    assert text not in shown
    assert shown.replace("\u2060", "") == text


def long_comparison(number: int) -> Comparison:
    """A comparison in which so many statements are reworded."""
    entry = "  - {{id: s-{0}, kind: reported, text: The toll number {0} was {1}., cites: [courier-0302#3]}}\n"
    old, new = (
        edited("accounts:", "".join(entry.format(n, word) for n in range(number)) + "accounts:")
        for word in ("high", "low")
    )
    return compared(old, new)


def test_a_comment_fits_and_says_what_it_leaves_out() -> None:
    comparison = long_comparison(500)
    comment = as_markdown(comparison, "old", "new")
    shown = comment.count("The toll number")
    assert len(comment.encode("utf-16-le")) // 2 <= LIMIT
    assert comment.count("<details>") == comment.count("</details>") == 1
    assert f"\n{500 - shown} more changes are not shown here, for want of room:" in comment
    assert "<summary>490 more</summary>" in comment


@pytest.mark.parametrize("limit", [1_000, 2_345, 3_000, 5_000])
def test_a_comment_fits_whatever_room_there_is(limit: int) -> None:
    comparison = long_comparison(40)
    comment = as_markdown(comparison, "old", "new", limit)
    assert len(comment.encode("utf-16-le")) // 2 <= limit
    assert comment.count("<details>") == comment.count("</details>")
    assert f"{40 - comment.count('The toll number')} more changes" in comment


def test_long_prose_is_compared_in_no_time() -> None:
    """Two texts of 40,000 signs that have most of their words in common, and hardly a sentence."""
    chance = random.Random(7)
    text, other = (" ".join(f"word{chance.randrange(500)}" for _ in range(5_000)) for _ in range(2))
    cut = pieces(text, other)
    assert "".join(piece.before for piece in cut) == text
    assert "".join(piece.after for piece in cut) == other


def test_a_comment_with_room_leaves_nothing_out() -> None:
    assert as_markdown(long_comparison(20), "old", "new").count("The toll number") == 20


def locked(files: Mapping[str, bytes], without: str = "-") -> Files:
    """The corpus with the lock that its texts give, but for the lines that hold a word."""
    evidence = build.check(files, harbour_texts()).evidence
    lines = [line for line in evidence.lines if without not in line]
    return {**files, LOCK: lock.dump(lines).encode()}


def test_a_source_that_the_lock_no_longer_covers_is_reported_at_the_source_alone() -> None:
    whole, less = locked(harbour(), without="nothing"), locked(harbour(), without="courier-0302")
    (changed,) = compared(whole, less).changes
    assert (changed.about.name, changed.flags) == ("courier-0302", (Flag.UNVERIFIED,))
    assert [(d.before, d.after) for d in changed.details] == [("against the lock", "not verified")]


def test_a_quote_that_is_not_in_the_lock_is_reported_where_it_stands() -> None:
    files = edited("quote: until the summer recess", "quote: both ports said")
    lock_of_before = {**files, LOCK: locked(harbour(), without="nothing")[LOCK]}
    (changed,) = compared(locked(harbour(), without="nothing"), lock_of_before).changes
    assert changed.flags == (Flag.EVIDENCE_ALONE, Flag.UNVERIFIED)
    assert changed.details[-1].after == "not verified"


def test_an_entry_that_is_new_and_not_in_the_lock_says_so() -> None:
    files = edited(
        "accounts:",
        "  - {id: two-hours, kind: reported, text: They talked., cites: [gazette-0301#4]}\naccounts:",
    )
    whole = locked(harbour(), without="nothing")
    (changed,) = compared(whole, {**files, LOCK: whole[LOCK]}).changes
    assert (changed.acts, changed.flags) == ((Act.ADDED,), (Flag.UNVERIFIED,))


def test_another_text_of_a_paragraph_is_evidence_that_changed() -> None:
    whole = locked(harbour(), without="nothing")
    reread = re.sub(rb"(paragraph gazette-0301#5) \w+", rb"\1 0123456789abcdef", whole[LOCK])
    comparison = compared(whole, {**whole, LOCK: reread})
    assert {change.about.name for change in comparison.changes} == {
        "harbour/positions",
        "harbour/background",
        "actors#north-port",
    }
    for changed in comparison.changes:
        assert changed.flags == (Flag.EVIDENCE_ALONE,)
        assert [(d.how, d.item) for d in changed.details] == [(How.REREAD, "gazette-0301#5")]


SIGNED = Signature("Ada", "2031-03-02", "SHA256:abc")


@pytest.mark.parametrize(
    ("before", "after", "weight", "said"),
    [
        (
            SIGNED,
            Refusal(Flaw.OTHER_LOCK, ""),
            Weight.SIGNIFICANT,
            "by Ada with the key SHA256:abc → not valid, it was made over another lock",
        ),
        (None, SIGNED, Weight.SIGNIFICANT, "not asked for → by Ada with the key SHA256:abc"),
        (SIGNED, replace(SIGNED, signer="Bo"), Weight.SIGNIFICANT, "→ by Bo with the key SHA256:abc"),
        (SIGNED, replace(SIGNED, day="2031-03-09"), Weight.MINOR, "2031-03-02 → 2031-03-09"),
    ],
)
def test_another_signature_is_a_change(
    before: Verdict | None, after: Verdict | None, weight: Weight, said: str
) -> None:
    evidence = build.side(locked(harbour(), without="nothing")).evidence
    old, new = (Side(replace(evidence, verdict=verdict)) for verdict in (before, after))
    comparison = compare(old, new)
    changed = next(change for change in comparison.changes if change.about.kind == "evidence lock")
    assert changed.weight is weight
    assert (Flag.VERIFICATION in changed.flags) is (weight is Weight.SIGNIFICANT)
    assert said in as_text(comparison, "old", "new")


def test_a_lock_that_is_gone_is_a_change() -> None:
    comparison = compared(locked(harbour(), without="nothing"), harbour())
    assert [change.about.name for change in comparison.changes] == [
        "courier-0302",
        "gazette-0301",
        "evidence lock",
    ]
