"""What was generated before is made again exactly when something that it shows has changed."""

from __future__ import annotations

import random
import re
from collections import ChainMap
from collections.abc import Callable, MutableMapping
from functools import cache
from pathlib import Path

import pytest

import generator
from generator import build
from generator.build import Checked
from generator.records.vocabulary import Level
from generator.site.kept import Generated
from generator.site.program import program
from generator.view.reach import Keep
from generator.view.settings import Commit, Settings
from tests.conftest import harbour, harbour_texts
from tests.growing import growing

SETTINGS = Settings("https://strait.example/")
HARBOUR, FERRY = "briefings/harbour.yaml", "briefings/ferry.yaml"


def keeping(store: MutableMapping[str, bytes]) -> Keep:
    """Keeps in a mapping."""

    def keep(key: str, make: Callable[[], bytes]) -> bytes:
        if key not in store:
            store[key] = make()
        return store[key]

    return keep


def checked(files: dict[str, bytes], texts: dict[str, bytes] | None = None) -> Checked:
    """Records that may be previewed, whatever an edit left unverified."""
    return build.check(files, harbour_texts() if texts is None else texts, level=Level.NONE)


@cache
def first() -> dict[str, bytes]:
    """What a build of the harbour corpus keeps."""
    store: dict[str, bytes] = {}
    build.site_of(checked(harbour()), SETTINGS, keep=keeping(store))
    return store


def made_anew(result: Checked, settings: Settings = SETTINGS) -> set[str]:
    """What a build makes that the first one did not keep. It is the same as one that keeps nothing."""
    fresh: dict[str, bytes] = {}
    built = build.site_of(result, settings, keep=keeping(ChainMap(fresh, first())))
    assert built.files == build.site_of(result, settings).files
    return {
        found[1].decode() for data in fresh.values() if (found := re.match(rb'\{"docs/dossiers/(\w+)/', data))
    }


def test_what_is_unchanged_is_not_made_again() -> None:
    assert made_anew(checked(harbour())) == set()


EDITS = {
    "a title": (HARBOUR, "title: Harbour", "title: The harbour", {"harbour", "ferry"}),
    "a sentence that another dossier names": (FERRY, "Skippers", "All skippers", {"harbour", "ferry"}),
    "an actor": (
        "briefings/actors.yaml",
        "role: harbour master",
        "role: master of the harbour",
        {"harbour", "ferry"},
    ),
    "what became of a source": (
        "seeds/gazette-0301.yaml",
        "language: en",
        "language: en\nstanding: {state: corrected, date: 2031-03-09, reason: A name was wrong.}",
        {"harbour"},
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_what_an_edit_shows_in_is_made_anew(edit: str) -> None:
    path, old, new, dossiers = EDITS[edit]
    before = harbour()[path].decode()
    assert old in before
    result = checked(harbour() | {path: before.replace(old, new, 1).encode()})
    assert result.ok
    assert made_anew(result) == dossiers


def test_one_dossier_of_many_is_made_anew_with_those_that_name_it() -> None:
    store: dict[str, bytes] = {}
    corpus = growing(8)
    before = build.check(corpus.files, corpus.texts)
    build.site_of(before, SETTINGS, keep=keeping(store))
    name = before.corpus.ordered[-1].id
    path = f"briefings/{name}.yaml"
    edited = corpus.files[path].replace(b"status: active", b"status: dormant", 1)
    assert edited != corpus.files[path]
    fresh: dict[str, bytes] = {}
    build.site_of(
        build.check(corpus.files | {path: edited}, corpus.texts),
        SETTINGS,
        keep=keeping(ChainMap(fresh, store)),
    )
    pages = {*re.findall(r"docs/dossiers/([\w-]+)/index.md", str(fresh))}
    naming = {
        dossier.id
        for dossier in before.corpus.ordered
        if f"{name}#".encode() in corpus.files[f"briefings/{dossier.id}.yaml"]
    }
    assert pages == {name, *naming}
    assert len(pages) < 8


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings("https://elsewhere.example/"),
        Settings(SETTINGS.site_url, "https://edit.example/"),
        Settings(SETTINGS.site_url, commits=(Commit("0123456789abcdef", frozenset({HARBOUR})),)),
        Settings(SETTINGS.site_url, printed=frozenset({"ferry"})),
    ],
)
def test_what_is_set_from_outside_counts(settings: Settings) -> None:
    assert "harbour" in made_anew(checked(harbour()), settings)


def test_how_the_evidence_was_verified_counts() -> None:
    assert made_anew(checked(harbour(), {})) == {"harbour", "ferry"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_after_any_edit_a_build_that_keeps_equals_one_that_does_not(seed: int) -> None:
    chosen = random.Random(seed)
    for _ in range(8):
        files = harbour()
        for _ in range(chosen.randint(1, 3)):
            path = chosen.choice([name for name in files if name.endswith(".yaml")])
            lines = files[path].decode().split("\n")
            place = chosen.randrange(len(lines))
            word = " anew" if re.search(r"[a-z.]\Z", lines[place]) else ""
            lines[place : place + 1] = [lines[place] + word] if word and chosen.random() < 0.7 else []
            files[path] = "\n".join(lines).encode()
        result = checked(files, chosen.choice([harbour_texts(), harbour_texts(), {}]))
        if result.ok:
            made_anew(result)


def made(root: Path) -> dict[str, bytes]:
    """The files of the harbour corpus, with what is kept at a root."""
    return dict(build.site_of(checked(harbour()), SETTINGS, keep=Generated(root).keep).files)


def test_an_entry_that_was_cut_or_changed_is_made_anew(tmp_path: Path) -> None:
    whole = made(tmp_path)
    entries = sorted((tmp_path / ".cache/generated").iterdir())
    for place, entry in enumerate(entries):
        data = entry.read_bytes()
        entry.write_bytes(data[: len(data) // 2] if place % 2 else data.replace(b"o", b"0", 1))
    assert made(tmp_path) == whole


def test_nothing_of_another_program_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path)
    before = {entry.name for entry in (tmp_path / ".cache/generated").iterdir()}
    monkeypatch.setattr("generator.site.program.program", lambda: "another")
    made(tmp_path)
    after = {entry.name for entry in (tmp_path / ".cache/generated").iterdir()} - before
    assert len(after) == len(before)


def test_a_template_is_part_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "generator/pages/page.md.j2"
    template.parent.mkdir(parents=True)
    monkeypatch.setattr(generator, "__file__", str(tmp_path / "generator/__init__.py"))
    template.write_text("one")
    before = program.__wrapped__()
    template.write_text("two")
    assert program.__wrapped__() != before
