"""Folders to measure in: the shipped corpus, or a made one, and what `briefings` is asked to do there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.bench.cost import Cost, Failed, cost
from tests.bench.record import SHIPPED
from tests.conftest import ROOT, copy_by_hand
from tests.tools import source_texts

_GAPS = "\ngaps:\n"


@dataclass(frozen=True)
class Project:
    """A folder with records, their texts and lock, `mkdocs.yml` and the pages by hand."""

    folder: Path
    corpus: str

    @property
    def environment(self) -> dict[str, str]:
        """What its commands find in the environment."""
        kept = {key: text for key, text in os.environ.items() if not key.startswith("BRIEFINGS_")}
        texts = source_texts() if self.corpus == SHIPPED else None
        named = {"BRIEFINGS_TEXTS": str(texts.resolve())} if texts else {}
        return kept | named | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}

    @property
    def dossier(self) -> str:
        """The dossier that is edited."""
        return sorted(path.stem for path in (self.folder / "briefings").glob("*.yaml") if _is_dossier(path))[
            0
        ]

    def briefings(self, *words: str) -> Cost:
        """What a command of `briefings` costs here."""
        return self.python("-m", "generator", *words)

    def python(self, *words: str) -> Cost:
        """What a run of Python costs here."""
        return self.run(sys.executable, *words)

    def run(self, *command: str) -> Cost:
        """What any command costs here."""
        return cost(list(command), self.folder, self.environment)

    def edit(self, words: str) -> None:
        """Say one thing more of which the sources do not tell, with words of which no page has any yet."""
        path = self.folder / "briefings" / f"{self.dossier}.yaml"
        text = path.read_text("utf-8")
        path.write_text(text.replace(_GAPS, f"{_GAPS}  - Nobody says what the {words} holds.\n", 1), "utf-8")

    def forget(self) -> None:
        """Delete all that was made: what was kept, the site and the generated pages."""
        for name in (".cache", "site", "docs"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        copy_by_hand(self.folder)

    def copy(self, folder: Path) -> Project:
        """The same once more, elsewhere."""
        shutil.copytree(self.folder, folder)
        return Project(folder, self.corpus)

    def plain(self) -> Path:
        """A configuration that builds the pages as they lie in `docs/`, with nothing of this program's."""
        config = (self.folder / "mkdocs.yml").read_text("utf-8").replace("  - briefings\n", "")
        path = self.folder / "plain.yml"
        path.write_text(config, "utf-8")
        return path


def _is_dossier(path: Path) -> bool:
    return path.stem not in ("actors", "desk")


def make(corpus: str, folder: Path) -> Project:
    """A project of the shipped corpus, or of a number of dossiers; made by a process of its own."""
    if corpus == SHIPPED:
        for name in ("briefings", "seeds"):
            shutil.copytree(ROOT / name, folder / name)
        copy_by_hand(folder)
    else:
        command = [sys.executable, "-m", "tests.growing", corpus, str(folder)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Failed(done.stderr[-2000:])
    return Project(folder, corpus)


def words(turn: int, work: str) -> str:
    """Words for an edit, of letters alone, that no other turn or work uses."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return f"bench{work.replace(' ', '')}{letters[turn % 26]}{letters[turn // 26]}"
