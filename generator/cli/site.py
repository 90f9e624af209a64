"""The commands that make a site: `build`, `generate` and `serve`."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import click
from mkdocs.config import load_config

from generator import disk
from generator.cli import console
from generator.findings.shown import shown_block
from generator.records.vocabulary import Level
from generator.site import git, publish, serving
from generator.site.builder import Made
from generator.site.progress import Meter, Step
from generator.view.settings import Settings

_config = click.option(
    "-f", "--config-file", default="mkdocs.yml", show_default=True, help="The configuration of MkDocs."
)


@click.command(name="build")
@console.texts_option
@console.evidence_option
@click.option(
    "--draft",
    is_flag=True,
    help="A preview, as with --evidence none: what is cited and not yet verified is marked on the pages.",
)
@_config
@console.style_option
@click.option(
    "--strict/--no-strict",
    default=True,
    show_default=True,
    help="Fail on a warning of MkDocs, such as a broken link.",
)
@click.option("--no-pdf", is_flag=True, help="Print nothing: the site has no PDFs, and its pages offer none.")
@click.option(
    "--only",
    multiple=True,
    metavar="DOSSIER",
    help=(
        "Print this dossier alone; may be given several times. All pages and data are made anew, since they "
        "show one another; the site has no other PDFs, and its pages offer none, until the next whole build."
    ),
)
@click.option(
    "--full",
    is_flag=True,
    help="Let MkDocs make every page anew, instead of keeping those that would come out as they are.",
)
def build_command(
    texts: str | None,
    level: Level | None,
    draft: bool,
    config_file: str,
    style: str,
    strict: bool,
    no_pdf: bool,
    only: tuple[str, ...],
    full: bool,
) -> None:
    """Check, write the pages and PDFs into docs/, and build the site.

    The site is put in place in one step: a build that fails leaves the old one as it was.
    """
    if draft and level not in (None, Level.NONE):
        raise click.UsageError("--draft asks for no evidence: leave out --evidence")
    if no_pdf and only:
        raise click.UsageError(
            "--only names what to print and --no-pdf prints nothing: leave one of them out"
        )
    level = Level.NONE if draft else level
    printed = frozenset(only) if only or no_pdf else None
    path = _mkdocs_file(config_file)
    console.need_records(path.parent)
    _hand_on_texts(path.parent, texts)
    _hand_on_style(path.parent, style)
    config, meter = load_config(str(path)), Meter()
    try:
        with publish.alone(config, meter):
            settings = replace(publish.settings_from(config), printed=printed)
            generated = _generate(path.parent, texts, settings, meter, level=level)
            meter(Step("building the site"))
            site = publish.publish(path, strict, generated, full=full)
    except publish.Warned as warned:
        meter.clear()
        _say_warnings(warned.warnings)
        raise click.ClickException("the site was not replaced: MkDocs warned (see --no-strict)") from warned
    finally:
        meter.clear()
    _say_warnings([*map(publish.was_left, generated.left), *site.warnings])
    _built(generated, site.made, config.site_dir)


def _say_warnings(warnings: list[str]) -> None:
    for warning in warnings:
        console.say(shown_block(f"warning: {warning}"), err=True)


def _built(generated: publish.Generated, made: Made, folder: str) -> None:
    pages, pdfs = generated.built.pages, len(generated.built.prints) or "no"
    summary = f"built: {pages} pages and {pdfs} PDFs in {Path(folder).name}/"
    anew = f"{made.finished} of {made.finished + made.kept} pages made anew"
    if made.plain:
        anew = f"all pages made anew, as {made.plain}"
    console.say(f"{summary}; {generated.changed} files of docs/ changed, {anew}")


def _generate(
    root: Path, texts: str | None, settings: Settings, meter: Meter, level: Level | None
) -> publish.Generated:
    """Bring docs/ up to date and say how its evidence was verified; the command ends on mistakes."""
    try:
        generated = publish.generate(root, console.texts_folder(root, texts), settings, meter, level=level)
    except publish.UnknownDossier as error:
        raise click.UsageError(str(error)) from error
    meter.clear()
    console.stop_on_errors(generated.built.checked)
    console.say_verification(generated.built.checked)
    return generated


@click.command()
@console.root_option
@console.texts_option
@console.evidence_option
@console.style_option
@click.option(
    "--site-url",
    default="",
    callback=console.web_address,
    help="The published address, for permanent links. Default: that of mkdocs.yml, where there is one.",
)
def generate(root: Path, texts: str | None, level: Level | None, style: str, site_url: str) -> None:
    """Check, and write the pages and data files alone into docs/: Markdown for any builder.

    Nothing is printed, and the pages offer no PDFs; those that a build left in docs/ are deleted.
    """
    console.need_records(root)
    console.known_style(root, style)
    file, meter = root / "mkdocs.yml", Meter()
    if file.is_file():
        settings = publish.settings_from(load_config(str(file.absolute())))
    else:
        settings = Settings(commits=git.commits(root))
    settings = replace(
        settings, site_url=site_url or settings.site_url, style=style or settings.style, printed=frozenset()
    )
    try:
        with disk.alone(root, lambda: meter(Step("waiting for another build of this site"))):
            generated = _generate(root, texts, settings, meter, level=level)
    finally:
        meter.clear()
    _say_warnings([*map(publish.was_left, generated.left)])
    console.say(f"generated: {generated.built.pages} pages in docs/; {generated.changed} files changed")


def _mkdocs_file(config_file: str) -> Path:
    path = Path(config_file).absolute()
    if not path.is_file():
        raise click.UsageError(f"there is no {config_file} here: name the configuration of MkDocs with -f")
    return path


def _hand_on_texts(root: Path, texts: str | None) -> None:
    """Tell the plugin, which MkDocs starts, where the texts lie."""
    if texts:
        os.environ[publish.TEXTS_VARIABLE] = str(console.texts_folder(root, texts).absolute())


def _hand_on_style(root: Path, style: str) -> None:
    """Tell the plugin, which MkDocs starts, which citation style was asked for."""
    console.known_style(root, style)
    if style:
        os.environ[publish.STYLE_VARIABLE] = style


@click.command()
@console.texts_option
@_config
@console.evidence_option
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
def serve(texts: str | None, config_file: str, level: Level | None, address: str) -> None:
    """Serve the site while you edit; the browser follows every change.

    Pages are shown before anything is printed; a PDF is printed when you open it, or when you have saved
    nothing for some seconds. What is served stands in memory: docs/ and site/ stay as the last build left
    them, and pages and PDFs carry the published address. Each build is told in a line with its seconds.

    A mistake in the YAML is shown in the browser until it is mended. What is cited and not yet verified is
    marked, unless --evidence asks for more.
    """
    path = _mkdocs_file(config_file)
    console.need_records(path.parent)
    _hand_on_texts(path.parent, texts)
    os.environ[publish.EVIDENCE_VARIABLE] = (level or Level.NONE).word
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    console.say("building the pages")
    serving.serve(path, address, console.say)
