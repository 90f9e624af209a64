"""A check that was made before is what it would be now, and is made anew when anything that it rests on changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from generator import build
from generator.build import Checked
from generator.evidence.lock import dump, signed_on
from generator.evidence.signature import Flaw, Refusal, Signature, SignedLock, Verdict
from generator.findings.diagnostics import Diagnostic
from generator.findings.tree import BROKEN_LINK
from generator.records.load import LOCK, SIGNATURE
from generator.records.vocabulary import Level
from generator.references.model import PLAIN, Citer, Unusable
from generator.rules.glyphs import ANY, Faces
from generator.site import checks
from generator.site.checks import Machine
from tests.conftest import harbour, harbour_texts
from tests.test_sound import EDITS

FILES, TEXTS = harbour(), harbour_texts()
DESK = "briefings/desk.yaml"
SIGNED = Signature("Ilse Brandt", "2031-03-02", "SHA256:abc")


def machine(verdict: Verdict = SIGNED, style: Unusable | None = None, missing: str = "") -> Machine:
    """One that gives these answers."""

    def lacking(signs: Collection[str]) -> Collection[str]:
        return [sign for sign in signs if sign in missing]

    return Machine(Citer(lambda _: style, PLAIN.cite), Faces(lacking), lambda _: verdict)


def check(
    root: Path,
    files: dict[str, bytes] = FILES,
    texts: dict[str, bytes] = TEXTS,
    answers: Machine | None = None,
    *,
    refused: tuple[Diagnostic, ...] = (),
    level: Level | None = None,
) -> Checked:
    return checks.check(root, files, texts, answers or machine(), refused=refused, level=level)


def same(one: Checked, other: Checked) -> None:
    """Whether nothing tells two checks apart."""
    assert one.diagnostics == other.diagnostics
    assert one.tally == other.tally
    assert one.unverified == other.unverified
    assert one.documents == other.documents
    assert one.evidence.lines == other.evidence.lines
    assert one.corpus.dossiers == other.corpus.dossiers


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One more item for each check that is made, and not read from what was kept."""
    times: list[int] = []
    whole = build.check

    def counted(*args: object, **options: object) -> Checked:
        times.append(1)
        return whole(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "check", counted)
    return times


FAULTY = {
    **FILES,
    "briefings/ferry.yaml": FILES["briefings/ferry.yaml"].replace(b"courier-0302#3", b"courier-0302#33"),
    "seeds/odd.yml": b"",
}


@pytest.mark.parametrize("files", [FILES, FAULTY])
def test_what_was_checked_is_read_back(tmp_path: Path, made: list[int], files: dict[str, bytes]) -> None:
    first, second = check(tmp_path, files), check(tmp_path, files)
    assert len(made) == 1
    same(first, second)
    assert second.ok == (files is FILES)


@pytest.mark.parametrize(
    ("files", "texts", "level", "refused"),
    [
        ({**FILES, DESK: FILES[DESK] + b"\n"}, TEXTS, None, ()),
        ({**FILES, LOCK: b"cites\n"}, TEXTS, None, ()),
        ({**FILES, "briefings/published-ids.txt": b"harbour#gone\n"}, TEXTS, None, ()),
        (FILES, {**TEXTS, "courier.txt": TEXTS["courier.txt"] + b"\n"}, None, ()),
        (FILES, {}, None, ()),
        (FILES, TEXTS, Level.NONE, ()),
        (FILES, TEXTS, Level.TEXTS, ()),
        (FILES, TEXTS, None, (Diagnostic(BROKEN_LINK, "it leads nowhere", "seeds/a"),)),
    ],
)
def test_whatever_a_check_is_made_from_counts(
    tmp_path: Path,
    made: list[int],
    files: dict[str, bytes],
    texts: dict[str, bytes],
    level: Level | None,
    refused: tuple[Diagnostic, ...],
) -> None:
    check(tmp_path)
    for _ in range(2):
        checked = check(tmp_path, files, texts, refused=refused, level=level)
        same(checked, build.check(files, texts, refused=refused, level=level))
    assert len(made) == 4


def signed() -> dict[str, bytes]:
    """The records of a desk that asks for a signature, with one."""
    desk = FILES[DESK].replace(b"lock: none", b"lock: signed\nsigners: briefings/signers")
    desk = desk.replace(b"and a toll", "and a péage".encode())
    files = {**FILES, DESK: desk, SIGNATURE: b"-----BEGIN SSH SIGNATURE-----"}
    lines = signed_on(build.check(files, TEXTS).evidence.lines, "2031-03-02")
    return files | {LOCK: dump(lines).encode()}


@pytest.mark.parametrize(
    "answers",
    [
        machine(verdict=Refusal(Flaw.EXPIRED, "the key has expired")),
        machine(verdict=replace(SIGNED, signer="Somebody")),
        machine(style=Unusable("there is no such style", "write `apa`")),
        machine(missing="é"),
        replace(machine(), faces=replace(ANY, unusable=("briefings/fonts/a.woff",))),
    ],
)
def test_other_answers_of_the_machine_make_another_check(
    tmp_path: Path, made: list[int], answers: Machine
) -> None:
    files = signed()
    made.clear()
    before = check(tmp_path, files)
    for _ in range(2):
        after = check(tmp_path, files, answers=answers)
        assert (after.diagnostics, after.tally) != (before.diagnostics, before.tally)
    assert len(made) == 2
    same(check(tmp_path, files), before)


def test_a_signature_is_asked_about_each_time(tmp_path: Path) -> None:
    asked: list[SignedLock] = []

    def notary(lock: SignedLock) -> Verdict:
        asked.append(lock)
        return SIGNED

    files = signed()
    for _ in range(3):
        assert check(tmp_path, files, answers=replace(machine(), notary=notary)).tally.signature == SIGNED
    assert len(asked) == 3
    assert len(set(asked)) == 1


def test_another_program_checks_anew(
    tmp_path: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    check(tmp_path)
    monkeypatch.setattr(checks, "program", lambda: "another")
    check(tmp_path)
    assert len(made) == 2


@pytest.mark.parametrize("entry", [b"", b"[]", b"no JSON", b"[[], {}, []]\n%% kept 12 abc"])
def test_what_was_kept_may_be_broken_or_gone(tmp_path: Path, made: list[int], entry: bytes) -> None:
    first = check(tmp_path)
    (kept,) = (tmp_path / ".cache/checks").iterdir()
    kept.write_bytes(entry)
    same(check(tmp_path), first)
    kept.unlink()
    same(check(tmp_path), first)
    assert len(made) == 3


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(EDITS, EDITS)
def test_a_kept_check_is_one_from_the_beginning(
    tmp_path: Path, one: tuple[str, int, int, str], other: tuple[str, int, int, str]
) -> None:
    files = dict(FILES)
    for path, start, length, new in (one, other):
        text = files[path].decode()
        at = start % (len(text) + 1)
        files[path] = (text[:at] + new + text[at + length :]).encode()
        check(tmp_path, files)
        same(check(tmp_path, files), build.check(files, TEXTS))
