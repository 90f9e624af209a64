"""What is read of a file without places is what is read with them, and what is wrong is never passed over."""

from __future__ import annotations

import functools
import sys

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import build
from generator.evidence.lock import dump
from generator.records import load as loading
from generator.records.compose import compose
from generator.records.load import LOCK
from generator.records.sound import sound
from generator.records.yamltree import MAX_DEPTH, plain
from tests.conftest import harbour, harbour_texts
from tests.test_yamltree import AGREED, SCRAPS, VISIBLE

FILES = harbour()
TEXTS = harbour_texts()


def agrees(data: bytes) -> bool:
    """Whether data were read without places: as with them, and that where nothing is wrong, and only there."""
    values = sound("a.yaml", data)
    document, problems = compose("a.yaml", data)
    assert (values is None) == (document is None or bool(problems))
    if values is not None:
        assert document is not None
        assert repr(values) == repr(plain(document.root))
    return values is not None


@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=60).map(str.encode),
        st.lists(SCRAPS, max_size=25).map("".join).map(str.encode),
        st.dictionaries(VISIBLE, AGREED, max_size=5).map(
            lambda data: yaml.safe_dump(data, allow_unicode=True).encode()
        ),
    )
)
def test_nothing_is_read_otherwise_than_with_places(data: bytes) -> None:
    agrees(data)


@pytest.mark.parametrize("path", sorted(path for path in FILES if path.endswith(".yaml")))
def test_records_without_faults_are_read_without_places(path: str) -> None:
    assert agrees(FILES[path])


@pytest.mark.parametrize(
    "text",
    [
        "", "- a\n", "a: &b 1\n", "a: *b\n", "a: !!str 1\n", "a: 1\na: 2\n", "a: 1\n---\nb: 2\n", "[a]: b\n", "a: b c #d\n", "a: b c  # d\n", "a:\n  - b c\n    - d\n",
        "a: \u200b1\n", 'a: "\\u200b"\n', '"a\\u200b": 1\n', "a\u200b: 1\na: 2\n", "a: [1\n", "a:\n\t- b\n", f"a: {'[' * (MAX_DEPTH + 1)}{']' * (MAX_DEPTH + 1)}\n", "a b #c: 1\n", "a: b\n  c\n  - d\n", "a: |\n  b\nc: d e #f\n",
    ],
)  # fmt: skip
def test_whatever_is_reported_is_left_to_the_reader_with_places(text: str) -> None:
    document, problems = compose("a.yaml", text.encode())
    assert document is None or problems
    assert sound("a.yaml", text.encode()) is None


@pytest.mark.parametrize("text", ["a: b #c\n", "a: |\n  b c #d\n", "# b c #d\na: 1 # one\n", 'a: "b c #d"\n', "a: b\n  c\n", f"a: {'[' * MAX_DEPTH}{']' * MAX_DEPTH}\n"])  # fmt: skip
def test_what_only_looks_like_a_fault_is_none(text: str) -> None:
    assert agrees(text.encode())


EDITS = st.tuples(
    st.sampled_from(sorted(path for path in FILES if path.endswith(".yaml"))),
    st.integers(0, 2_000),
    st.integers(0, 12),
    st.sampled_from(["", " ", "\n", "a", "#", " #", "- ", "'", '"', ":", "1", "&a", "\u200b", "“", "[", "}"]),
)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(EDITS, min_size=1, max_size=4))
def test_a_check_after_edits_is_a_check_from_the_beginning(edits: list[tuple[str, int, int, str]]) -> None:
    """What was read before is used again for the same bytes; each check is as one without it, and with places."""
    files = dict(FILES)
    for path, start, length, new in edits:
        text = files[path].decode()
        at = start % (len(text) + 1)
        files[path] = (text[:at] + new + text[at + length :]).encode()
        checked = build.check(files, TEXTS)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loading, "_sound", lambda *_: None)
            whole = build.check(files, TEXTS)
        assert checked.diagnostics == whole.diagnostics
        assert checked.corpus.dossiers == whole.corpus.dossiers
        assert checked.corpus.sources == whole.corpus.sources
        assert checked.corpus.actors == whole.corpus.actors
        assert checked.corpus.desk == whole.corpus.desk
        assert checked.corpus.failed == whole.corpus.failed


def forget() -> None:
    """Forget whatever this process remembers of texts and files."""
    for name, module in list(sys.modules.items()):
        for value in list(vars(module).values()) if name.startswith("generator.") else ():
            for known in (value, getattr(value, "of", None), getattr(value, "read", None)):
                if isinstance(known, functools._lru_cache_wrapper):
                    known.cache_clear()


IN_TEXTS = st.tuples(
    st.sampled_from(sorted(TEXTS)), *[st.integers(0, 400), st.integers(0, 9)], st.sampled_from("a 7“\n")
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.lists(EDITS | IN_TEXTS, min_size=2, max_size=6))
def test_what_is_remembered_changes_nothing(edits: list[tuple[str, int, int, str]]) -> None:
    """A check after edits, of records and of texts, finds and proves what one does that remembers nothing."""
    locked = dump(build.check(FILES, TEXTS).evidence.lines).encode()
    files, texts = {**FILES, LOCK: locked}, dict(TEXTS)
    forget()
    remembering = []
    states = []
    for path, start, length, new in edits:
        place = files if path in files else texts
        text = place[path].decode()
        at = start % (len(text) + 1)
        place[path] = (text[:at] + new + text[at + length :]).encode()
        states.append((dict(files), dict(texts)))
        remembering.append(told(*states[-1]))
    for state, before in zip(states, remembering, strict=True):
        forget()
        assert told(*state) == before


def told(files: dict[str, bytes], texts: dict[str, bytes]) -> str:
    """All that a check says of some files, in words: what is read in part has a class of its own each time."""
    checked = build.check(files, texts)
    evidence = checked.evidence
    return repr(
        [
            checked.diagnostics,
            checked.tally,
            sorted(evidence.lines),
            [(proof.claim, proof.counts) for proof in evidence.proofs],
            [(figured.line, figured.figures, figured.missing) for figured in evidence.figures.entries],
            [(written.path, written.owner, written.text) for written in checked.corpus.written],
            [(entry.key, entry.path, entry.pointer, entry.record) for entry in checked.corpus.entries],
        ]
    )
