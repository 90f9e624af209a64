"""Golden pages and diagnostics. `make golden` writes them anew; read the difference before you commit it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import build
from generator.findings import report
from generator.rules.catalogue import CODES
from generator.view.settings import Settings
from tests.conftest import ROOT, edit, harbour, harbour_texts, with_part

GOLDEN = ROOT / "tests/golden"


@pytest.fixture
def writing(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--golden"))


def pages() -> dict[str, str]:
    built = build.build(
        harbour(), harbour_texts(), Settings("https://strait.example/", "https://edit.example/main")
    )
    own = {
        path: data.decode()
        for path, data in built.files.items()
        if path.endswith((".md", ".json")) and "/schema/" not in path
    }
    return {path: text for path, text in own.items() if "/editing/" not in path}


def diagnostics() -> str:
    parts = []
    for code in CODES.values():
        if code.bad:
            checked = build.check(with_part(code.bad), harbour_texts())
            shown = [d for d in checked.diagnostics if d.code is code]
            parts.append(report.as_text(shown, checked.documents))
    return "\n\n".join(parts) + "\n"


def test_pages(writing: bool) -> None:
    if writing:
        for path, text in pages().items():
            target = GOLDEN / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    kept = {
        path.relative_to(GOLDEN).as_posix(): path.read_text("utf-8")
        for path in sorted((GOLDEN / "docs").rglob("*"))
        if path.is_file()
    }
    assert pages() == kept


def test_diagnostics(writing: bool) -> None:
    target = GOLDEN / "diagnostics.txt"
    if writing:
        target.write_text(diagnostics(), "utf-8")
    assert diagnostics() == target.read_text("utf-8")


@pytest.mark.parametrize("document", ["README.md", "docs/editing/index.md"])
def test_the_documents_show_what_check_really_prints(document: str, tmp_path: Path) -> None:
    records = harbour()
    target = tmp_path / "harbour.yaml"
    target.write_bytes(records["briefings/harbour.yaml"])
    edit(target, "quote: suspended for as long as we are", "quote: suspended for as long as they are")
    checked = build.check({**records, "briefings/harbour.yaml": target.read_bytes()}, harbour_texts())
    assert report.as_text(checked.diagnostics, checked.documents) in (ROOT / document).read_text("utf-8")
