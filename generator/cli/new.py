"""The command `briefings new`: a dossier, a source, an actor or a statement, in its place and with its id."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

import click

from generator import build, disk
from generator.build import Checked
from generator.cli import completion
from generator.cli.console import (
    FINDINGS,
    ask,
    asked_for,
    may_ask,
    need_records,
    paint,
    root_option,
    say,
    texts_folder,
    texts_option,
)
from generator.cli.sources import add, today
from generator.corpus import register
from generator.findings import report
from generator.findings.codes import Severity
from generator.findings.diagnostics import Diagnostic
from generator.findings.shown import shown
from generator.records.compose import compose
from generator.records.desk import Actor
from generator.records.dossier import Dossier
from generator.records.entries import Statement
from generator.records.fields import CITATION, FILL_IN, NOT_FILLED_IN, Record
from generator.records.load import ACTORS, DESK
from generator.records.vocabulary import Kind, Status
from generator.records.wording import Names
from generator.writing import new as writing

_NO_ACTORS = b"# yaml-language-server: $schema=../docs/schema/actors.json\nactors: []\n"

Command = Callable[..., None]


@click.group()
def new() -> None:
    """Write a new dossier, source, actor or statement in its place.

    On a terminal you are asked for what is not given as an option; an empty answer leaves it for later. What
    is left is marked FILL IN, and named. Nothing is overwritten.
    """


new.add_command(add, name="source")


def _options(model: type[Record]) -> Callable[[Command], Command]:
    """An option for each field of a record that a few words can fill."""

    def decorate(command: Command) -> Command:
        for shape in reversed(tuple(writing.asked(model))):
            words = shape.words
            command = click.option(
                f"--{shape.key.replace('_', '-')}",
                f"field_{shape.name}",
                multiple=shape.listed,
                type=click.Choice(words) if words else str,
                help=shape.description,
            )(command)
        return texts_option(root_option(command))

    return decorate


def _values(model: type[Record], given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given as options, by the keys of the record."""
    return {
        shape.key: given[f"field_{shape.name}"]
        for shape in writing.asked(model)
        if given[f"field_{shape.name}"]
    }


def _asked(model: type[Record], values: dict[str, Any], more: Collection[str] = ()) -> None:
    """Ask on a terminal for what is required and not given, but for the id; and for the keys `more`."""
    for shape in writing.asked(model):
        wanted = shape.required or shape.key in more
        if may_ask() and wanted and shape.key != "id" and shape.key not in values:
            words = shape.words
            if answer := ask(shape.key, shape.description, words):
                values[shape.key] = answer.replace(",", " ").split() if shape.listed else answer


@new.command(name="dossier")
@_options(Dossier)
def dossier(root: Path, texts: str | None, **given: Any) -> None:
    """Write briefings/ID.yaml, and enter ID at the end of the desk's order."""
    files, before = _read(root, texts)
    values = {"as_of": today().isoformat(), "status": Status.ACTIVE.word, **_values(Dossier, given)}
    _asked(Dossier, values)
    owners = {*before.corpus.dossiers, *before.corpus.sources, *before.corpus.actors}
    name = _named(values, str(values.get("title", "")), {*owners, *map(_stem, files)})
    path = f"briefings/{name}.yaml"
    if path in files or os.path.lexists(root / path):
        raise click.ClickException(f"{path} is there already, and nothing is overwritten")
    text = writing.dossier_file(writing.record(Dossier, values))
    changed = {path: text, DESK: _with_item(files, DESK, "dossiers", name)}
    _deliver(root, texts, before, files, changed=changed, added=path)


@new.command()
@_options(Actor)
def actor(root: Path, texts: str | None, **given: Any) -> None:
    """Enter an actor at the end of briefings/actors.yaml."""
    files, before = _read(root, texts)
    values = _values(Actor, given)
    _asked(Actor, values)
    _need_known(Actor, values, before)
    name = _named(values, str(values.get("name", "")), before.corpus.actors)
    item = writing.record(Actor, values)
    changed = {ACTORS: _with_item(files, ACTORS, "actors", item)}
    _deliver(root, texts, before, files, changed=changed, added=f"{name} in {ACTORS}")


@new.command()
@asked_for(
    "dossier", "The dossier that it belongs to.", metavar="DOSSIER", shell_complete=completion.dossiers
)
@_options(Statement)
def statement(dossier: str, root: Path, texts: str | None, **given: Any) -> None:
    """Enter a statement at the end of those of a DOSSIER."""
    files, before = _read(root, texts)
    path = f"briefings/{dossier}.yaml"
    if path not in files or path in (DESK, ACTORS):
        raise click.UsageError(f"there is no dossier `{dossier}`")
    values = _values(Statement, given)
    _asked(Statement, values)
    claim = values.get("kind") == Kind.ATTRIBUTED.word
    if claim:
        _asked(Statement, values, ("by", "date", "place", "occasion"))
        values.setdefault("by", f"{FILL_IN} the id of the actor who says so")
        if not {"date", "place", "occasion"} & {*values}:
            values["occasion"] = f"{FILL_IN} when or where it was said; unknown where no source says so"
    _need_known(Statement, values, before)
    name = _named(values, str(values.get("text", "")), _ids(dossier, files, before))
    item = writing.record(Statement, values)
    changed = {path: _with_item(files, path, "statements", item)}
    _deliver(root, texts, before, files, changed=changed, added=f"{dossier}#{name} in {path}")


def _need_known(model: type[Record], values: Mapping[str, Any], before: Checked) -> None:
    """End the command where an actor or a passage is named that there is not."""
    corpus = before.corpus
    for shape in writing.asked(model):
        named = values.get(shape.key, ())
        for name in (named,) if isinstance(named, str) else named:
            cited = CITATION.match(name) if shape.key == "cites" else None
            source = corpus.sources.get(cited[1]) if cited else None
            if shape.names is Names.ACTOR and not name.startswith(FILL_IN) and name not in corpus.actors:
                raise click.UsageError(f"there is no actor `{name}`: `briefings new actor` enters one")
            if shape.key == "cites" and (cited is None or source is None):
                raise click.UsageError(
                    f"`{name}` is no passage of a source on record: write source-id#paragraph"
                )
            if cited and source and int(cited[2]) > source.paragraphs:
                raise click.UsageError(
                    f"`{cited[1]}` has {source.paragraphs} paragraphs, so there is no `{name}`"
                )


def _read(root: Path, texts: str | None) -> tuple[dict[str, bytes], Checked]:
    need_records(root)
    files = disk.read_records(root)
    return files, build.check(files, disk.read_texts(texts_folder(root, texts)))


def _stem(path: str) -> str:
    return Path(path).stem


def _ids(dossier: str, files: Mapping[str, bytes], before: Checked) -> set[str]:
    """Every id that a dossier has, had or must not take."""
    published = register.read(before.corpus.register or "").ids
    document, _ = compose("", files[f"briefings/{dossier}.yaml"])
    here = {str(value) for value in writing.ids(document)} if document else set()
    return here | {name.partition("#")[2] for name in published if name.startswith(f"{dossier}#")}


def _named(values: dict[str, Any], text: str, taken: Collection[str]) -> str:
    """The id that was asked for, or one made of a text; ends the command where it is taken."""
    if values.get("id") in taken:
        raise click.ClickException(f"`{values['id']}` is there already, and nothing is overwritten")
    name = str(values.get("id") or writing.unique(text, taken))
    if not name:
        raise click.UsageError("no id can be made of what is given: choose one with --id")
    values["id"] = name
    return name


def _with_item(files: Mapping[str, bytes], path: str, key: str, item: str | Mapping[str, str]) -> str:
    document, problems = compose(path, files.get(path, _NO_ACTORS if path == ACTORS else b""))
    if document is None or problems:
        raise click.ClickException(
            f"{path} cannot be added to before its mistakes are mended: `briefings check`"
        )
    return writing.with_item(document, key, item)


def _deliver(
    root: Path,
    texts: str | None,
    before: Checked,
    files: Mapping[str, bytes],
    *,
    changed: Mapping[str, str],
    added: str,
) -> None:
    """Put files in place that pass, but for what is to be filled in or locked; else say what is wrong."""
    fresh = {path: text.encode() for path, text in changed.items()}
    after = build.check({**files, **fresh}, disk.read_texts(texts_folder(root, texts)))
    known = {(found.code, found.path, found.message) for found in before.diagnostics}
    found = [one for one in after.diagnostics if (one.code, one.path, one.message) not in known]
    wrong = [one for one in found if one.severity is Severity.ERROR and not _is_left(one)]
    if wrong:
        say(report.as_text(wrong, after.documents, paint))
        say("nothing was written: mend what is given, and try again", err=True)
        sys.exit(FINDINGS)
    for path, data in fresh.items():
        disk.place(root, path, data)
    say(f"added: {added}")
    for one in found:
        if one.code is NOT_FILLED_IN:
            say(shown(paint(report.place(one.path, one.span), "bold"), f": {one.hint}"))
    say(
        "next: "
        + ("write what is marked FILL IN, and " if any(map(_is_left, found)) else "")
        + "run `briefings check`"
    )


def _is_left(found: Diagnostic) -> bool:
    """Whether a finding is for later: what an editor has yet to write, or to lock."""
    return found.code is NOT_FILLED_IN or not found.code.stops_preview
