"""How time grows, as ratios: `make bench`. Machines differ and are shared, so no test asserts a time.

Each figure is the median of several runs of the same work in one process.
"""

from __future__ import annotations

import io
import json
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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
from generator.records.vocabulary import Level
from generator.site import publish
from generator.view.settings import Settings
from tests.conftest import ROOT, mkdocs_markdown
from tests.growing import Growing, growing

SETTINGS = Settings("https://strait.example/")


def median(work: Callable[[], object], runs: int = 5) -> float:
    """Seconds that `work` takes, as the median of some runs after a first one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


SIZES = (100, 300, 1000)
"""The numbers of dossiers at which growth is measured."""


def growth() -> None:
    """How checking and generating grow with dossiers, sources, texts and lock. An exponent of 1.00 is linear."""
    seconds = {number: _alone("grow", str(number)) for number in SIZES}
    for place, what in enumerate(("check", "generate")):
        first = seconds[SIZES[0]][place] / SIZES[0]
        for number in SIZES:
            each = seconds[number][place] / number
            print(
                f"{what}, {number:>4} dossiers: {each / first:5.2f} of the time for one dossier at {SIZES[0]}"
            )
        grown = math.log(seconds[SIZES[-1]][place] / seconds[SIZES[0]][place], SIZES[-1] / SIZES[0])
        print(f"{what} grows with the power {grown:4.2f} of the number of dossiers")


def _grown(dossiers: int) -> Growing:
    """A corpus that another process made, which had to check it: what a check remembers is not yet here."""
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(growing, dossiers).result()


def _grow(dossiers: int) -> list[float]:
    """Processor seconds of checking, and of generating pages and data, in a process that did nothing else."""
    corpus = _grown(dossiers)
    start = time.process_time()
    result = build.check(corpus.files, corpus.texts)
    checked = time.process_time() - start
    start = time.process_time()
    build.site_of(result, SETTINGS)
    return [checked, time.process_time() - start]


def checking() -> None:
    """What a check takes, measured by PyYAML's loader in C over the same files: at first, again, and after one edit."""
    for number in SIZES:
        bare, *checks = _alone("check", str(number))
        first, again, edited = (seconds / bare for seconds in checks)
        print(
            f"check, {number:>4} dossiers: {first:5.2f} of CSafeLoader's time; "
            f"again in the same process {again:5.2f}, after one edit {edited:5.2f}"
        )


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


def parsing() -> None:
    """Time of reading with positions, against PyYAML's own loaders."""
    data = (ROOT / "briefings/iran.yaml").read_bytes()
    ours = median(lambda: compose.compose("iran.yaml", data), 15)
    fast = median(lambda: yaml.load(data, Loader=yaml.CSafeLoader), 15)
    slow = median(lambda: yaml.load(data, Loader=yaml.SafeLoader), 5)
    print(
        f"reading YAML with positions: {ours / fast:5.2f} of CSafeLoader's time, {ours / slow:5.2f} of SafeLoader's"
    )


def shares() -> None:
    """The generator's part of a whole build, and what one edit costs."""
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
    print(
        f"generator's share of a build with MkDocs: {own / builder:5.2f}; checking alone: {checking / builder:5.2f}"
    )
    print(
        f"one edit of a dossier's status changes {len(changed)} of {len(after)} files: {', '.join(sorted(changed))}"
    )


def saving() -> None:
    """What a save costs until its page is served, against MkDocs alone on the same pages, turn by turn."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("briefings", "seeds", "docs", "generator/pages/theme", "mkdocs.yml"):
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
        texts = publish.texts_folder(ROOT)
        publish.generate(folder, texts, Settings(printed=frozenset()), level=Level.NONE)
        plain = folder / "plain.yml"
        plain.write_text((folder / "mkdocs.yml").read_text("utf-8").replace("  - briefings\n", ""), "utf-8")
        ratios = [_served(folder / "mkdocs.yml") / _plainly_built(plain) for _ in range(6)][1:]
    print(
        f"from a save to the page: {statistics.median(ratios):5.2f} of the processor time of MkDocs alone "
        f"on the same pages ({min(ratios):.2f} to {max(ratios):.2f})"
    )


def _served(config_file: Path) -> float:
    """Processor seconds from reading the records to the pages, as `serve` makes them after a save."""
    start = time.process_time()
    config = load_config(str(config_file), site_dir=str(config_file.with_name("served")))
    config.plugins.run_event("startup", command="serve", dirty=False)
    mkdocs_build.build(config, serve_url="http://127.0.0.1:8000/")
    return time.process_time() - start


def _plainly_built(config_file: Path) -> float:
    """Processor seconds of MkDocs alone on pages that are ready."""
    start = time.process_time()
    mkdocs_build.build(load_config(str(config_file), site_dir=str(config_file.with_name("plain"))))
    return time.process_time() - start


def printing() -> None:
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
    print(
        f"a document takes {again / first:5.2f} of its time when another was printed before it in the process"
    )
    print(
        f"a page of the book takes {book / lengths['docs/briefing-book.pdf'] / page:5.2f} of the time of a page of a dossier"
    )
    print(
        f"the pass over the tags takes {median(lambda: tags.mend(raw)) / others[0]:5.2f} of the time of printing"
    )
    yardstick(others[0], lengths[names[1]])


def _apart(paths: list[str]) -> list[float]:
    """Seconds that each of some PDFs takes, one after the other in a process of their own: Typst remembers what it has set."""
    return _alone("print", *paths)


def _alone(what: str, *words: str) -> list[float]:
    """The figures of one measurement in a process that does nothing else."""
    command = [sys.executable, "-m", "tests.bench", what, *words]
    return list(json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout))


def _print(paths: list[str]) -> list[float]:
    orders = {order.path: order for order in build.build(disk.read_records(ROOT), {}, SETTINGS).prints}
    press, times = Press(ROOT), []
    for path in paths:
        start = time.perf_counter()
        press.compile(orders[path])
        times.append(time.perf_counter() - start)
    return times


def yardstick(ours: float, pages: int) -> None:
    """WeasyPrint on the same words, in the same fonts, as the dossier's own Markdown page gives them; left out where it is not installed."""
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        print(
            f"WeasyPrint as a yardstick: not here ({type(error).__name__}); it comes with `pip install weasyprint` and the system's Pango"
        )
        return
    page = build.build(disk.read_records(ROOT), {}, SETTINGS).files["docs/dossiers/iran/index.md"].decode()
    html = f"<html lang=en><title>Iran</title><style>{_STYLE}</style>{mkdocs_markdown().convert(page.split('---', 2)[2])}"

    def other() -> bytes:
        return bytes(weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"))

    took, length = median(other, 3), _pages(other())
    print(
        f"WeasyPrint takes {took / ours:5.1f} times as long for the same dossier, {took / length / (ours / pages):5.1f} times as long for a page"
    )


def _pages(made: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(made)).pages)


_FACE = "@font-face {{ font-family: {}; src: url('{}') }}"
_FONTS = ROOT / "generator/printing/typst/fonts"
_STYLE = "\n".join((
    _FACE.format("serif-of-ours", (_FONTS / "SourceSerif4-Regular.otf").as_uri()), _FACE.format("sans-of-ours", (_FONTS / "SourceSans3-Regular.otf").as_uri()),
    "@page { size: A4; margin: 28mm 22mm; @bottom-center { content: counter(page) ' of ' counter(pages) } }",
    "body { font: 10.5pt serif-of-ours } dt, table, nav { font: 8.5pt sans-of-ours }",
))  # fmt: skip


def main() -> int:
    """Print every figure; with the name of one measurement and what it wants, its figures alone, as JSON."""
    match sys.argv[1:]:
        case ["print", *paths]:
            sys.stdout.write(json.dumps(_print(paths)))
        case ["check", dossiers]:
            sys.stdout.write(json.dumps(_check(int(dossiers))))
        case ["grow", dossiers]:
            sys.stdout.write(json.dumps(_grow(int(dossiers))))
        case _:
            for part in (growth, checking, parsing, shares, saving, printing):
                part()
    return 0


if __name__ == "__main__":
    sys.exit(main())
