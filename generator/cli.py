"""The command `briefings`: a thin layer of options, progress and exit codes over `site`, `pdf` and `report`.

Exit codes: 0 clean, 1 findings, 2 wrong use, 3 a fault of the program.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import click
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from generator import __version__, build, catalogue, fs, pdf, report, site
from generator.build import Checked
from generator.view.settings import Settings

FINDINGS, USAGE, FAULT = 1, 2, 3
"""The exit codes other than 0."""

_root = click.option(
    "--root", type=click.Path(file_okay=False, exists=True, path_type=Path), default=Path(), show_default="this folder", help="The folder with briefings/ and seeds/."
)
_texts = click.option("--texts", type=click.Path(path_type=str), help="The folder with the source texts. Default: $BRIEFINGS_TEXTS, else seeds/texts.")
_config = click.option("-f", "--config-file", default="mkdocs.yml", show_default=True, help="The configuration of MkDocs.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefings")
def cli() -> None:
    """Make a cited briefing site and printed dossiers from YAML.

    Editors write dossiers in briefings/ and source records in seeds/. `check` proves that every sentence rests on a
    passage; `build` makes the site.
    """


def main() -> None:
    """Run the command; the one place where a fault of the program is caught."""
    try:
        cli()
    except Exception as error:  # noqa: BLE001 - the error boundary
        if os.environ.get("BRIEFINGS_TRACEBACK"):
            traceback.print_exc()
        click.echo(f"briefings: fault in the program: {type(error).__name__}: {error}", err=True)
        click.echo("Please report it. Set BRIEFINGS_TRACEBACK=1 to see where.", err=True)
        sys.exit(FAULT)


def _paint(text: str, colour: str) -> str:
    if os.environ.get("NO_COLOR"):
        return text
    return click.style(text, bold=True) if colour == "bold" else click.style(text, fg=colour)


def _folder(root: Path, texts: str | None) -> Path:
    """The folder of the source texts; a folder that was named must exist."""
    folder = site.texts_folder(root, texts)
    if not folder.is_dir() and (texts or os.environ.get(site.TEXTS_VARIABLE)):
        raise click.UsageError(f"there is no folder {folder} with source texts")
    return folder


def _records(root: Path) -> None:
    if not (root / "briefings").is_dir():
        raise click.UsageError(f"there is no folder briefings/ in {root.resolve().name}/: name the right one with --root")


def _checked(root: Path, texts: str | None) -> Checked:
    _records(root)
    return build.check(fs.read_records(root), fs.read_texts(_folder(root, texts)))


_FORMATS: dict[str, Callable[[Checked], str]] = {
    "text": lambda checked: report.as_text(checked.diagnostics, checked.documents, _paint),
    "json": lambda checked: report.as_json(checked.diagnostics),
    "github": lambda checked: report.as_annotations(checked.diagnostics),
}


@cli.command()
@_root
@_texts
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), default="text", show_default=True, help="How findings are shown.")
@click.option("--strict", is_flag=True, help="Warnings count as findings.")
def check(root: Path, texts: str | None, form: str, strict: bool) -> None:
    """Hold the records against every rule.

    All mistakes of all files are shown in one run, each with its file, line and column and what to write instead.
    Exit code 0: clean; 1: mistakes.
    """
    checked = _checked(root, texts)
    if checked.diagnostics or form == "json":
        click.echo(_FORMATS[form](checked))
    _say_unverified(checked)
    if form != "json":
        click.echo(_verdict(checked), err=bool(checked.diagnostics))
    sys.exit(FINDINGS if not checked.ok or (strict and checked.diagnostics) else 0)


def _verdict(checked: Checked) -> str:
    if checked.diagnostics:
        return f"{report.summary(checked.diagnostics)}; `briefings explain CODE` says more about a code"
    corpus = checked.corpus
    how = "" if not checked.unverified else ", locators by number only"
    return f"clean: {len(corpus.dossiers)} dossiers, {len(corpus.items)} entries, {len(corpus.uses)} citations of {len(corpus.sources)} sources{how}"


def _say_unverified(checked: Checked) -> None:
    if checked.unverified:
        names = ", ".join(checked.unverified)
        click.echo(f"not verified: quotations from {names}, whose text is not at hand (see --texts)", err=True)


@cli.command(name="build")
@_texts
@_config
@click.option("--strict/--no-strict", default=True, show_default=True, help="Fail on a warning of MkDocs, such as a broken link.")
def build_command(texts: str | None, config_file: str, strict: bool) -> None:
    """Check, write the pages and PDFs into docs/, and build the site.

    The site is put in place in one step: a build that fails leaves the old one as it was.
    """
    path = _mkdocs_file(config_file)
    _records(path.parent)
    _hand_on_texts(path.parent, texts)
    settings = site.settings_from(load_config(str(path)))
    checked = _checked(path.parent, texts)
    if not checked.ok:
        click.echo(_FORMATS["text"](checked))
        click.echo(_verdict(checked), err=True)
        sys.exit(FINDINGS)
    _say_unverified(checked)
    try:
        done = site.generate(path.parent, _folder(path.parent, texts), settings, _progress)
        _progress("building the site")
        warnings = site.publish(path, strict)
    except site.Warned as warned:
        _clear()
        _say_warnings(warned.warnings)
        raise click.ClickException("the site was not replaced: MkDocs warned (see --no-strict)") from warned
    except (fs.InTheWay, pdf.PrintError, MkDocsException) as error:
        _clear()
        raise click.ClickException(str(error)) from error
    _clear()
    _say_warnings(warnings)
    _built(done, load_config(str(path)).site_dir)


def _say_warnings(warnings: list[str]) -> None:
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)


def _built(done: site.Generated, folder: str) -> None:
    pages = sum(path.endswith(".md") for path in done.built.files)
    click.echo(f"built: {pages} pages and {len(done.built.prints)} PDFs in {Path(folder).name}/; {done.changed} files of docs/ changed")


def _mkdocs_file(config_file: str) -> Path:
    path = Path(config_file).absolute()
    if not path.is_file():
        raise click.UsageError(f"there is no {config_file} here: name the configuration of MkDocs with -f")
    return path


def _hand_on_texts(root: Path, texts: str | None) -> None:
    """Tell the plugin, which MkDocs starts, where the texts lie."""
    if texts:
        os.environ[site.TEXTS_VARIABLE] = str(_folder(root, texts).absolute())


def _progress(what: str) -> None:
    """Say on a terminal what happens next, on one line that is written over."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[2K{what} …", nl=False, err=True)


def _clear() -> None:
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", nl=False, err=True)


@cli.command()
@_texts
@_config
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
def serve(texts: str | None, config_file: str, address: str) -> None:
    """Serve the site while you edit; the browser follows every change.

    A mistake in the YAML is shown in the browser until it is mended.
    """
    path = _mkdocs_file(config_file)
    _records(path.parent)
    _hand_on_texts(path.parent, texts)
    mkdocs_serve(config_file=str(path), dev_addr=address)


@cli.command()
@_root
@_texts
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How the list is shown.")
def coverage(root: Path, texts: str | None, form: str) -> None:
    """List, for each source, the paragraphs that nothing cites, with the recorded reason.

    Exit code 1 when a paragraph is neither cited nor excused.
    """
    checked = _checked(root, texts)
    if not checked.ok:
        click.echo(_FORMATS["text"](checked), err=True)
        sys.exit(FINDINGS)
    found = checked.corpus.coverage
    click.echo(report.coverage_json(found) if form == "json" else report.coverage_text(found, _paint))
    sys.exit(FINDINGS if any(source.open for source in found.values()) else 0)


@cli.command(name="pdf")
@click.argument("dossier", default="")
@_root
@_texts
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="The size of the paper.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write. Default: the dossier's name.")
@click.option("--site-url", default="", help="The published address, for the permanent link.")
def pdf_command(dossier: str, root: Path, texts: str | None, paper: str, output: Path | None, site_url: str) -> None:
    """Print one DOSSIER, or the book of all when none is named, as a PDF."""
    _records(root)
    built = site.read_and_build(root, _folder(root, texts), Settings(site_url))
    if not built.checked.ok:
        click.echo(_FORMATS["text"](built.checked), err=True)
        sys.exit(FINDINGS)
    order = next((o for o in build.orders(built, dossier) if o.paper == _PAPERS[paper]), None)
    if order is None:
        names = ", ".join(built.checked.corpus.dossiers)
        raise click.UsageError(f"there is no dossier `{dossier}`; there are: {names}")
    target = output or Path(Path(order.path).name)
    try:
        fs.write(target, pdf.produce(order, root / ".cache/pdf"))
    except pdf.PrintError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"printed: {target}")


_PAPERS = {"a4": "a4", "letter": "us-letter"}


@cli.command()
@click.argument("code", default="")
def explain(code: str) -> None:
    """Explain the CODE of a finding, with an example that fails and one that passes; without CODE, list them all."""
    if not code:
        for name, found in catalogue.CODES.items():
            click.echo(f"{name:<24} {found.what}")
        return
    if code not in catalogue.CODES:
        raise click.UsageError(f"there is no code `{code}`; `briefings explain` lists them")
    click.echo(catalogue.explain(code))
