"""The commands that make a site: `build`, `join`, `generate` and `serve`."""

from __future__ import annotations

import functools
import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import click
from mkdocs.config import load_config

from generator import disk
from generator.cli import console
from generator.findings.shown import shown_block
from generator.records.vocabulary import Level
from generator.site import git, history, parts, publish, serving, sides
from generator.site.builder import Made
from generator.site.parts import Work
from generator.site.progress import Meter, Step
from generator.site.shard import Shard
from generator.view.settings import Settings

_config = click.option(
    "-f", "--config-file", default="mkdocs.yml", show_default=True, help="The configuration of MkDocs."
)


def _of_a_build(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that say what a site is built from, as `Asked`."""

    @functools.wraps(command)
    def given(**options: Any) -> None:
        names = Asked._fields
        asked = Asked(**{name: options.pop(name) for name in names})
        command(asked, **options)

    for option in reversed(_BUILD_OPTIONS):
        given = option(given)
    return given


class Asked(NamedTuple):
    """What the options of a build say."""

    texts: str | None
    level: Level | None
    draft: bool
    config_file: str
    style: str
    strict: bool
    no_pdf: bool
    only: tuple[str, ...]

    def work(self, day: str = "") -> Work:
        """What is to be built, as of a day (`2019-05-15`) where one is named.

        Raises `UsageError` where the options do not go together, and where git has nothing of that day.
        """
        if self.draft and self.level not in (None, Level.NONE):
            raise click.UsageError("--draft asks for no evidence: leave out --evidence")
        if self.no_pdf and self.only:
            raise click.UsageError(
                "--only names what to print and --no-pdf prints nothing: leave one of them out"
            )
        path = _mkdocs_file(self.config_file)
        console.need_records(path.parent)
        _hand_on_texts(path.parent, self.texts)
        _hand_on_style(path.parent, self.style)
        config, meter = load_config(str(path)), Meter()
        printed = frozenset(self.only) if self.only or self.no_pdf else None
        try:
            commit = sides.on_day(path.parent, day) if day else ""
        except sides.NoSide as error:
            raise click.UsageError(str(error)) from error
        settings = replace(publish.settings_from(config, meter, commit), printed=printed, day=day)
        meter.clear()
        return Work(
            config,
            console.texts_folder(path.parent, self.texts),
            settings,
            Level.NONE if self.draft else self.level,
            strict=self.strict,
            commit=commit,
        )


_BUILD_OPTIONS = (
    console.texts_option,
    console.evidence_option,
    click.option(
        "--draft",
        is_flag=True,
        help="A preview, as with --evidence none: what is cited and not yet verified is marked on the pages.",
    ),
    _config,
    console.style_option,
    click.option(
        "--strict/--no-strict",
        default=True,
        show_default=True,
        help="Fail on a warning of MkDocs, such as a broken link.",
    ),
    click.option(
        "--no-pdf", is_flag=True, help="Print nothing: the site has no PDFs, and its pages offer none."
    ),
    click.option(
        "--only",
        multiple=True,
        metavar="DOSSIER",
        help=(
            "Print this dossier alone; may be given several times. All pages and data are made anew, since "
            "they show one another; the site has no other PDFs, and its pages offer none, until the next "
            "whole build."
        ),
    ),
)


def _shard(_: click.Context, __: click.Parameter, words: str | None) -> Shard | None:
    try:
        return Shard.read(words) if words is not None else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(name="build")
@_of_a_build
@click.option(
    "--as-of",
    "day",
    metavar="DATE",
    default="",
    callback=console.day,
    help=(
        "Build what the site said at the end of a day (YYYY-MM-DD, UTC), from the records that git has. "
        "Nothing but docs/ and site/ changes; the next build brings the present back."
    ),
)
@click.option(
    "--full",
    is_flag=True,
    help="Let MkDocs make every page anew, instead of keeping those that would come out as they are.",
)
@click.option(
    "--shard",
    callback=_shard,
    metavar="NUMBER/OF",
    help=(
        "Make one part of a build that several machines share, 2/8 the second of eight, and write it into a "
        "folder; docs/ and site/ stay. `briefings join` makes the site of all parts."
    ),
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Where to write the part. Default: parts/2-of-8, beside mkdocs.yml.",
)
def build_command(asked: Asked, day: str, full: bool, shard: Shard | None, into: Path | None) -> None:
    """Check, write the pages and PDFs into docs/, and build the site.

    The site is put in place in one step: a build that fails leaves the old one as it was.
    """
    if shard and full:
        raise click.UsageError("--full keeps nothing, and a part is what is kept: leave one of them out")
    if into and not shard:
        raise click.UsageError("--into says where a part is written: name its --shard")
    if shard and day:
        raise click.UsageError("a part is made of the records as they stand: leave out --shard or --as-of")
    work = asked.work(day)
    if shard:
        _write_part(work, shard, into or Path(os.path.relpath(work.root / "parts" / shard.name)))
        return
    generated, made, folder = _make_site(work, full=full)
    anew = f"{made.finished} of {made.finished + made.kept} pages made anew"
    if made.plain:
        anew = f"all pages made anew, as {made.plain}"
    console.say(f"built: {_sized(generated, folder)}; {generated.changed} files of docs/ changed, {anew}")


def _make_site(
    work: Work, *, full: bool = False, shards: Sequence[Shard] = ()
) -> tuple[publish.Generated, Made, str]:
    """Build the site and tell of all warnings: what was generated, which pages were made, and its folder."""
    meter = Meter()
    try:
        with publish.alone(work.config, meter):
            generated = _generate(
                work.root, work.texts, work.settings, meter, level=work.level, commit=work.commit
            )
            meter(Step("building the site"))
            site = publish.publish(work.config_file, work.strict, generated, full=full, shards=shards)
    except publish.Warned as warned:
        meter.clear()
        _say_warnings(warned.warnings)
        raise click.ClickException("the site was not replaced: MkDocs warned (see --no-strict)") from warned
    finally:
        meter.clear()
    _say_warnings([*map(publish.was_left, generated.left), *site.warnings])
    return generated, site.made, work.config.site_dir


def _sized(generated: publish.Generated, folder: str) -> str:
    """How large a site is, and where it stands."""
    pages, pdfs = generated.built.pages, len(generated.built.prints) or "no"
    return f"{pages} pages and {pdfs} PDFs in {Path(folder).name}/"


def _write_part(work: Work, shard: Shard, into: Path) -> None:
    meter = Meter()
    try:
        with publish.alone(work.config, meter):
            part = parts.write(work, shard, into, meter)
    except publish.UnknownDossier as error:
        raise click.UsageError(str(error)) from error
    except publish.Warned as warned:
        meter.clear()
        _say_warnings(warned.warnings)
        raise click.ClickException("the part was not written: MkDocs warned (see --no-strict)") from warned
    finally:
        meter.clear()
    console.stop_on_errors(part.built.checked)
    without = f"; no pages, as {part.plain}" if part.plain else ""
    pages, pdfs = part.pages or "no", part.pdfs or "no"
    console.say(f"written: part {shard} with {pages} pages and {pdfs} PDFs in {into}/{without}")


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="PARTS...", type=click.Path(path_type=Path))
@_of_a_build
def join(asked: Asked, folders: tuple[Path, ...]) -> None:
    """Build the site from the PARTS that `briefings build --shard` wrote on several machines.

    The options must be those of the parts. The site is that of one machine, byte for byte. The records are
    checked here; what a part lacks is made here, and the last line says how much that was.

    What the pages say comes from the parts: take them from machines that may publish.
    """
    work = asked.work()
    try:
        shards = parts.read(work, folders)
    except parts.Refused as refused:
        raise click.UsageError(str(refused)) from refused
    if left := parts.take(work.root, folders):
        _say_warnings([f"{left} files of the parts are not whole, or no part of one, and were left"])
    generated, made, folder = _make_site(work, shards=shards)
    here = f"made here: {made.rendered} pages and {generated.printed} PDFs"
    if made.plain:
        here = f"made here: all pages, as {made.plain}, and {generated.printed} PDFs"
    console.say(f"joined: {len(shards)} parts; {_sized(generated, folder)}; {here}")


def _say_warnings(warnings: list[str]) -> None:
    for warning in warnings:
        console.say(shown_block(f"warning: {warning}"), err=True)


def _generate(
    root: Path, texts: Path, settings: Settings, meter: Meter, *, level: Level | None, commit: str = ""
) -> publish.Generated:
    """Bring docs/ up to date and say how its evidence was verified; the command ends on mistakes."""
    try:
        generated = publish.generate(root, texts, settings, meter, level=level, commit=commit)
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
        settings = publish.settings_from(load_config(str(file.absolute())), meter)
    else:
        settings = Settings(commits=git.commits(root), history=history.read(root, tell=meter))
    settings = replace(
        settings, site_url=site_url or settings.site_url, style=style or settings.style, printed=frozenset()
    )
    try:
        with disk.alone(root, lambda: meter(Step("waiting for another build of this site"))):
            folder = console.texts_folder(root, texts)
            generated = _generate(root, folder, settings, meter, level=level)
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
