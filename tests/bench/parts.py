"""Parts of the work, as ratios within one process: what reading, checking, generating and printing take of one another."""

from __future__ import annotations

import io
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pypdf
import yaml
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config

from generator import build, disk
from generator.printing import tags
from generator.printing.press import Press
from generator.records import compose
from generator.view.settings import Settings
from tests.bench.record import Record
from tests.conftest import ROOT, mkdocs_markdown
from tests.growing import Growing, growing

SETTINGS = Settings("https://strait.example/")
Ratios = Iterator[tuple[str, float]]
"""What each ratio says, and the ratio."""


def median(work: Callable[[], object], runs: int = 5) -> float:
    """Seconds that `work` takes, as the median of some runs after a first one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _grown(dossiers: int) -> Growing:
    """A corpus that another process made, which had to check it: what a check remembers is not yet here."""
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(growing, dossiers).result()


DOSSIERS = 100
"""The size of the corpus that is checked within one process."""


def checking() -> Ratios:
    """What a check takes, measured by PyYAML's loader in C over the same files: at first, again, and after one edit."""
    bare, *checks = _alone("check", str(DOSSIERS))
    for when, seconds in zip(("at first", "again", "after one edit"), checks, strict=True):
        yield f"a check in one process, {DOSSIERS} dossiers, {when} / CSafeLoader", seconds / bare


def _check(dossiers: int) -> list[float]:
    """Processor seconds of CSafeLoader, and of a check, of the same check again, and of one after an edit."""
    corpus = _grown(dossiers)
    path = min(name for name in corpus.files if name.startswith("briefings/"))
    edited = corpus.files[path].replace(b"status: active", b"status: dormant", 1)
    records = [data for name, data in corpus.files.items() if name.endswith(".yaml")]
    works: tuple[Callable[[], object], ...] = (
        lambda: [yaml.load(data, Loader=yaml.CSafeLoader) for data in records],
        lambda: build.check(corpus.files, corpus.texts),
        lambda: build.check(corpus.files, corpus.texts),
        lambda: build.check({**corpus.files, path: edited}, corpus.texts),
    )
    return [_processor(work) for work in works]


def _processor(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def parsing() -> Ratios:
    """Time of reading with positions, against PyYAML's own loaders."""
    data = (ROOT / "briefings/iran.yaml").read_bytes()
    ours = median(lambda: compose.compose("iran.yaml", data), 15)
    fast = median(lambda: yaml.load(data, Loader=yaml.CSafeLoader), 15)
    slow = median(lambda: yaml.load(data, Loader=yaml.SafeLoader), 5)
    yield "reading YAML with positions / CSafeLoader", ours / fast
    yield "reading YAML with positions / SafeLoader", ours / slow


def shares() -> Ratios:
    """The generator's part of a whole build, and how many files one edit changes."""
    texts = {
        path.name: path.read_bytes()
        for folder in (ROOT / "seeds/texts", ROOT.parent / "shared/seeds")
        if folder.is_dir()
        for path in folder.iterdir()
    }
    files = disk.read_records(ROOT)
    own = median(lambda: build.build(files, texts, SETTINGS))
    checking = median(lambda: build.check(files, texts))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("briefings", "seeds", "docs", "generator/pages/theme", "mkdocs.yml"):
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
        builder = median(
            lambda: mkdocs_build.build(
                load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
            ),
            3,
        )
        before = build.build(files, texts, SETTINGS).files
        edited = {
            **files,
            "briefings/iran.yaml": files["briefings/iran.yaml"].replace(
                b"status: active", b"status: dormant", 1
            ),
        }
        after = build.build(edited, texts, SETTINGS).files
        changed = [path for path in after if after[path] != before.get(path)]
    yield "checking and generating / plain MkDocs, shipped", own / builder
    yield "checking / plain MkDocs, shipped", checking / builder
    yield "files that one edit of a status changes / all files, shipped", len(changed) / len(after)


def printing() -> Ratios:
    """Time of printing the shipped dossiers: a second document against the first, the book against its parts, the pass over the tags."""
    names = [
        f"docs/dossiers/{name}/{name}.pdf"
        for name in ("ukraine", "iran", "venezuela", "arms-control", "election-interference")
    ]
    first, *others = (
        statistics.median(times) for times in zip(*(_apart(names) for _ in range(3)), strict=True)
    )
    again = statistics.median(_apart([names[1], names[0]])[1] for _ in range(3))
    book = statistics.median(_apart(["docs/briefing-book.pdf"])[0] for _ in range(3))
    orders = {order.path: order for order in build.build(disk.read_records(ROOT), {}, SETTINGS).prints}
    press = Press(ROOT)
    raw = press.typeset(orders[names[1]])
    lengths = {path: _pages(press.typeset(order)) for path, order in orders.items()}
    page = (first + sum(others)) / sum(lengths[name] for name in names)
    yield "printing a second document / a first, in one process", again / first
    yield (
        "a page of the book / a page of a dossier",
        book / lengths["docs/briefing-book.pdf"] / page,
    )
    yield "the pass over the tags / printing", median(lambda: tags.mend(raw)) / others[0]
    yield from yardstick(others[0], lengths[names[1]])


def _apart(paths: list[str]) -> list[float]:
    """Seconds that each of some PDFs takes, one after the other in a process of their own: Typst remembers what it has set."""
    return _alone("print", *paths)


def _alone(what: str, *words: str) -> list[float]:
    """The figures of one measurement in a process that does nothing else."""
    command = [sys.executable, "-m", "tests.bench.parts", what, *words]
    return list(json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout))


def _print(paths: list[str]) -> list[float]:
    orders = {order.path: order for order in build.build(disk.read_records(ROOT), {}, SETTINGS).prints}
    press, times = Press(ROOT), []
    for path in paths:
        start = time.perf_counter()
        press.compile(orders[path])
        times.append(time.perf_counter() - start)
    return times


WEASYPRINT = "WeasyPrint is not here: `pip install weasyprint` and the system's Pango bring it"


def yardstick(ours: float, pages: int) -> Ratios:
    """WeasyPrint on the same words, in the same fonts, as the dossier's own Markdown page gives them, where it is installed."""
    if (other := _weasyprint()) is None:
        return
    took, length = median(other, 3), _pages(other())
    yield "WeasyPrint / Typst, the same dossier", took / ours
    yield "WeasyPrint / Typst, a page of it", took / length / (ours / pages)


def _weasyprint() -> Callable[[], bytes] | None:
    """What prints the dossier with WeasyPrint; None where that is not installed."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    page = build.build(disk.read_records(ROOT), {}, SETTINGS).files["docs/dossiers/iran/index.md"].decode()
    html = f"<html lang=en><title>Iran</title><style>{_STYLE}</style>{mkdocs_markdown().convert(page.split('---', 2)[2])}"
    return lambda: bytes(weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"))


def _pages(made: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(made)).pages)


_FACE = "@font-face {{ font-family: {}; src: url('{}') }}"
_FONTS = ROOT / "generator/printing/typst/fonts"
_STYLE = "\n".join((
    _FACE.format("serif-of-ours", (_FONTS / "SourceSerif4-Regular.otf").as_uri()), _FACE.format("sans-of-ours", (_FONTS / "SourceSans3-Regular.otf").as_uri()),
    "@page { size: A4; margin: 28mm 22mm; @bottom-center { content: counter(page) ' of ' counter(pages) } }",
    "body { font: 10.5pt serif-of-ours } dt, table, nav { font: 8.5pt sans-of-ours }",
))  # fmt: skip


def measure(record: Record, say: Callable[[str], None]) -> None:
    """Enter every ratio into a record."""
    for part in (checking, parsing, shares, printing):
        for words, ratio in part():
            record.parts[words] = round(ratio, 3)
            say(f"{ratio:8.2f} {words}")
    if _weasyprint() is None:
        record.notes.append(WEASYPRINT)


def main() -> int:
    """Write the figures of one measurement as JSON: those for which a process of their own is wanted."""
    match sys.argv[1:]:
        case ["print", *paths]:
            sys.stdout.write(json.dumps(_print(paths)))
        case ["check", dossiers]:
            sys.stdout.write(json.dumps(_check(int(dossiers))))
        case _:
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
