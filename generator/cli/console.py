"""What the commands share: options, exit codes, the folders that they read, and how findings are shown."""

from __future__ import annotations

import os
import re
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click
from mkdocs.exceptions import MkDocsException

from generator import disk
from generator.build import Checked
from generator.findings import report
from generator.findings.causes import gathered
from generator.findings.shown import Shown, shown, shown_block, shown_lines
from generator.records.vocabulary import Level
from generator.references import pandoc
from generator.site import publish

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%/-]{0,300})?\Z")
FINDINGS, USAGE, FAULT = 1, 2, 3
"""The exit codes other than 0."""

TRACEBACK_VARIABLE = "BRIEFINGS_TRACEBACK"
"""The environment variable that asks where in the program something went wrong."""

_Command = TypeVar("_Command", bound=Callable[..., None])

root_option = click.option(
    "--root",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="The folder with briefings/ and seeds/.",
)


def _level(_: click.Context, __: click.Parameter, word: str | None) -> Level | None:
    return next((level for level in Level if level.word == word), None)


evidence_option = click.option(
    "--evidence",
    "level",
    type=click.Choice([level.word for level in Level]),
    callback=_level,
    help=(
        "What the evidence of every source must be verified against; a text is also good for `lock`. "
        "`none` is for a preview. Default: the best at hand."
    ),
)
style_option = click.option(
    "--style",
    default="",
    help=(
        "A citation style instead of the desk's: the name of a CSL style, "
        "or the path of a .csl file below the root."
    ),
)
texts_option = click.option(
    "--texts",
    type=click.Path(path_type=str),
    help="The folder with the source texts. Default: $BRIEFINGS_TEXTS, else seeds/texts.",
)


def say(*lines: str, err: bool = False) -> None:
    """Write lines, each `shown`: every command says through here what it says."""
    click.echo(shown_lines(lines), err=err)


def may_ask() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty()


def ask(what: str, meaning: str, words: Sequence[str] = ()) -> str:
    """Ask for something; the answer may be empty. Of `words` it is one, or empty."""
    say(shown(paint(what, "bold"), f": {meaning}" + (f" ({', '.join(words)})" if words else "")), err=True)
    while True:
        answer = str(click.prompt(">", prompt_suffix=" ", default="", show_default=False, err=True)).strip()
        if not answer or not words or answer in words:
            return answer
        say(f"write one of: {', '.join(words)}", err=True)


def asked_for(name: str, meaning: str, metavar: str, **more: Any) -> Callable[[_Command], _Command]:
    """An argument that somebody at a terminal is asked for where it is not given."""

    def given(context: click.Context, parameter: click.Parameter, value: str | None) -> str:
        answer = value or (ask(name, meaning) if may_ask() else "")
        if not answer:
            raise click.MissingParameter(ctx=context, param=parameter)
        return answer

    return click.argument(name, metavar=metavar, required=False, callback=given, **more)


class Commands(click.Group):
    """A group of commands whose errors are `shown` too.

    What the system, pandoc or Typst refuses is one sentence, and exit code 1.
    """

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the command line. Raises `ClickException` with a text that is `shown`."""
        with _shown_errors():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Raises `ClickException` with a text that is `shown`."""
        with _shown_errors():
            return super().invoke(ctx)


@contextmanager
def _shown_errors() -> Iterator[None]:
    """Errors go on with a text that is `shown`; those of MkDocs keep their lines, and help is help."""
    try:
        yield
    except (click.exceptions.NoArgsIsHelpError, BrokenPipeError):
        raise
    except click.UsageError as error:
        raise click.UsageError(shown(error.format_message()), error.ctx) from error
    except MkDocsException as error:
        raise click.ClickException(shown_block(error.format_message())) from error
    except click.ClickException as error:
        raise click.ClickException(shown(error.format_message())) from error
    except publish.FAILURES as error:
        show_where()
        raise click.ClickException(shown(publish.reason(error))) from error


def show_where() -> None:
    """Show where the program is, when that is asked for."""
    if os.environ.get(TRACEBACK_VARIABLE):
        say(shown_block(traceback.format_exc()), err=True)


def paint(text: str, colour: str) -> Shown:
    """A text in a colour, or without one where colours are not wanted."""
    plain = shown(text)
    if os.environ.get("NO_COLOR"):
        return plain
    return Shown(click.style(plain, bold=True) if colour == "bold" else click.style(plain, fg=colour))


def texts_folder(root: Path, texts: str | None) -> Path:
    """The folder of the source texts; a folder that was named must exist."""
    folder = publish.texts_folder(root, texts)
    if not folder.is_dir() and (texts or os.environ.get(publish.TEXTS_VARIABLE)):
        raise click.UsageError(f"there is no folder {folder} with source texts")
    return folder


def known_style(root: Path, style: str) -> None:
    """Stop where a citation style was asked for that cannot be used."""
    problem = pandoc.unusable(root, style) if style else None
    if problem:
        raise click.UsageError(f"{problem.message}: {problem.hint}")


def need_records(root: Path) -> None:
    """Stop with a word of advice where there are no records."""
    if not (root / "briefings").is_dir():
        raise click.UsageError(
            f"there is no folder briefings/ in {root.resolve().name}/: name the right one with --root"
        )


def wanted(files: Iterable[Path], root: Path, records: Collection[str]) -> list[str]:
    """The paths below the root of files that were named; each must be one of the records.

    A folder stands for the records in it.
    """
    top, paths = root.resolve(), []
    for file in files:
        place = file if file.is_absolute() or file.exists() else root / file
        whole = place.parent.resolve() / place.name
        name = whole.relative_to(top).as_posix() if whole.is_relative_to(top) else ""
        found = [path for path in records if path == name or path.startswith(f"{name}/") or name == "."]
        if not name or not found:
            raise click.UsageError(f"{file} is none of the records in briefings/ and seeds/")
        paths += found
    return list(dict.fromkeys(paths))


def checked(root: Path, texts: str | None, level: Level | None = None) -> Checked:
    """The records of a folder, held against every rule. Raises one of `publish.FAILURES`."""
    need_records(root)
    return publish.check(root, texts_folder(root, texts), level)


def only(checked: Checked, root: Path, files: Collection[Path]) -> Checked:
    """What was found in some files; in all of them where none is named."""
    if not files:
        return checked
    chosen = {*wanted(files, root, checked.documents)}
    found = tuple(one for one in checked.diagnostics if one.path in chosen)
    return replace(checked, diagnostics=found)


def stop_on_errors(checked: Checked) -> None:
    """End the command with what is wrong, where an error is among it."""
    if not checked.ok:
        say(as_text(checked))
        say(summary(checked), err=True)
        sys.exit(FINDINGS)


def as_text(checked: Checked) -> Shown:
    """What was found, for people on a terminal: one finding for each cause."""
    return report.as_text(gathered(checked.diagnostics), checked.documents, paint)


def summary(checked: Checked) -> str:
    """How many findings there are, or that there are none and what was checked."""
    if told := gathered(checked.diagnostics):
        behind = any(one.code.cause for one in checked.diagnostics) and not any(
            one.code.cause for one in told
        )
        after = "; then run `briefings lock`" if behind else ""
        return f"{report.summary(told)}{after}; `briefings explain CODE` says more about a code"
    tally = checked.tally
    how = ", locators by number only" if Level.NONE in tally.levels.values() else ""
    return (
        f"clean: {tally.dossiers} dossiers, {tally.entries} entries, "
        f"{tally.citations} citations of {len(tally.levels)} sources{how}"
    )


def say_verification(checked: Checked) -> None:
    """Say of the sources whose text is not at hand how they were verified."""
    levels, signature = checked.tally.levels, checked.tally.signature
    lock = f"the lock that {signature.signer} signed on {signature.day}" if signature else "the lock"
    for level, how in (
        (Level.LOCK, f"verified against {lock}:"),
        (Level.NONE, "not verified: quotations from"),
    ):
        if names := ", ".join(name for name, reached in levels.items() if reached is level):
            say(f"{how} {names}, whose text is not at hand (see --texts)", err=True)


def deliver(target: Path, data: bytes) -> None:
    """Write a file that was asked for. What is no plain file is left alone; a link too. Raises `OSError`."""
    if target.name == "" or target.is_symlink() or (target.exists() and not target.is_file()):
        raise click.UsageError(f"“{target}” is not a file to write to: name one with -o")
    disk.write(target, data)


def web_address(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """The address of a site on the web, as it was given. Raises a usage error for anything else."""
    if value and not _ADDRESS.match(value):
        raise click.BadParameter(
            "write the address at which the site is published, such as https://briefings.example/",
            context,
            parameter,
        )
    return value


def day(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """A day as it was given (YYYY-MM-DD). Raises a usage error for anything else."""
    if value and not _DAY.match(value):
        raise click.BadParameter("write a day as YYYY-MM-DD, such as 2019-05-15", context, parameter)
    if value:
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise click.BadParameter(f"there is no day {value}", context, parameter) from error
    return value
