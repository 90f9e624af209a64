"""The corpus that the benchmark grows is a sound one, as large as the shipped, so that its figures are those of real work."""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator import build, disk
from generator.records.load import LOCK
from tests.conftest import BY_HAND, ROOT
from tests.growing import EACH, ROLES, growing

LISTS = ("actors", "desk")


def dossiers(files: dict[str, bytes]) -> dict[str, bytes]:
    """The dossiers among records, by id."""
    found = {Path(path).stem: data for path, data in files.items() if path.startswith("briefings/")}
    return {name: data for name, data in found.items() if name not in (*LISTS, "published-ids")}


@pytest.mark.parametrize("number", [2, 3, 8])
def test_nothing_is_found_wrong_with_a_corpus_that_grows(number: int) -> None:
    made = growing(number)
    checked = build.check(made.files, made.texts)
    assert [d.message for d in checked.diagnostics] == []
    assert len(dossiers(made.files)) == number
    assert len(made.texts) == number + (number + 1) // 2


@pytest.mark.slow
def test_the_same_number_gives_the_same_bytes() -> None:
    command = (
        "import hashlib; from tests.growing import growing; made = growing(3); "
        "print(hashlib.sha256(repr((made.files, made.texts)).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", command],
            cwd=ROOT,
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


def test_each_dossier_is_as_long_as_a_shipped_one_and_no_two_are_the_same() -> None:
    def shape(data: bytes) -> tuple[int, int, int]:
        text = data.decode()
        return len(data), text.count("paragraph: ") + text.count("cites: ["), text.count("see: [")

    shipped = [shape(data) for data in dossiers(disk.read_records(ROOT)).values()]
    usual = [statistics.median(part) for part in zip(*shipped, strict=True)]
    made = dossiers(growing(6).files)
    for data in made.values():
        for measured, common in zip(shape(data), usual, strict=True):
            assert common / 1.5 < measured < common * 1.5
    assert len({data.replace(name.encode(), b"") for name, data in made.items()}) == 6


def test_dossiers_share_a_source_and_name_statements_of_others() -> None:
    made = growing(4)
    records = {name: yaml.safe_load(data) for name, data in dossiers(made.files).items()}
    wires = [
        data.count(b"\n  source: aberaby-wire") + data.count(b"aberaby-wire#")
        for data in dossiers(made.files).values()
    ]
    assert sum(count > 0 for count in wires) == 2
    for name, record in records.items():
        named = [
            key.partition("#")[0] for entry in record["statements"] for key in entry["see"] if "#" in key
        ]
        assert len({*named}) > 1
        assert name not in named
    assert made.files[LOCK].count(b"\ncites ") > 4 * 50


def test_a_large_corpus_has_two_hundred_actors_that_act_for_one_another() -> None:
    assert EACH * len(ROLES) == 200
    actors = {
        actor["id"]: actor for actor in yaml.safe_load(growing(EACH).files["briefings/actors.yaml"])["actors"]
    }
    assert len(actors) == 200
    assert {actor["of"] for actor in actors.values() if "of" in actor} < actors.keys()


def test_what_lies_in_docs_by_hand_is_what_git_knows_there() -> None:
    assert all((ROOT / "docs" / name).is_file() for name in BY_HAND)
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    ignored = (ROOT / ".gitignore").read_text("utf-8")
    by_hand = {
        name
        for name in pages
        if f"/docs/{name}\n" not in ignored and f"/docs/{name.split('/')[0]}/\n" not in ignored
    }
    assert by_hand == {name for name in BY_HAND if name.endswith(".md")}


@pytest.mark.slow
def test_a_project_of_its_own_builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFINGS_TEXTS", raising=False)
    for module, *words in (
        ("tests.growing", "2", str(tmp_path)),
        ("generator", "build", "--no-pdf", "-f", str(tmp_path / "mkdocs.yml")),
    ):
        subprocess.run([sys.executable, "-m", module, *words], cwd=ROOT, check=True, capture_output=True)
    assert (tmp_path / "site/dossiers/aberaby/index.html").is_file()
    assert (tmp_path / "site/editing/growth/index.html").is_file()
