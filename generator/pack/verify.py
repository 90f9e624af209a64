"""Verify an evidence pack: prove its quotations and locators against the texts of their sources.

In the folder of an unpacked pack, and with the pack as it came:

    python verify.py --texts FOLDER
    python verify.py PACK.zip --texts FOLDER

Without `--texts` it only shows that the pack is whole: each file is the one that was packed, and the lock
vouches for each claim. Needs Python 3.9 or newer, and nothing else.

Exit codes: 0 proven, 1 not proven, 2 wrong use.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from generator.findings.shown import shown, shown_lines
from generator.text.marks import quoted
from generator.text.matching import CITED, data_digest, digest, stands_in, text_digest
from generator.text.typography import normalise, paragraphs

Texts = Mapping[str, tuple[str, ...]]
_LARGEST = 64_000_000
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, RuntimeError)
_UNREADABLE = (*_MALFORMED, OSError, EOFError, zipfile.BadZipFile, zlib.error)


class WrongUse(Exception):
    """What was asked for cannot be done; the message says why."""


class Passage(NamedTuple):
    """A paragraph of a source, counted from 1."""

    source: str
    number: int

    @property
    def key(self) -> str:
        """`source#paragraph`."""
        return f"{self.source}#{self.number}"


class Claim(NamedTuple):
    """What is claimed: by whom, the exact words if any, and the passages of which one bears it out."""

    name: str
    words: str
    passages: tuple[Passage, ...]

    def row(self, passage: Passage) -> str:
        """The line of the lock that vouches for the claim."""
        return f"cites {self.name} {passage.key} {digest(self.words)}"


class Failure(NamedTuple):
    """Something that is not as it should be: the name of what, its passage if any, and why."""

    name: str
    passage: str
    why: str

    def __str__(self) -> str:
        return f"FAILED {self.name}{' ' if self.passage else ''}{self.passage}: {self.why}"


class Pack(NamedTuple):
    """A pack as it was read."""

    dossier: Mapping[str, Any]
    sources: Mapping[str, Mapping[str, Any]]
    actors: Mapping[str, Mapping[str, Any]]
    quoting: tuple[str, ...]
    claims: tuple[Claim, ...]
    annotations: tuple[Mapping[str, Any], ...]
    rows: tuple[str, ...]

    @property
    def values(self) -> dict[str, str]:
        """The last column of each line of the lock, by what stands before it."""
        return {before: value for before, _, value in (row.rpartition(" ") for row in self.rows)}


def parsed(members: Mapping[str, bytes]) -> Pack:
    """The pack that the files make."""
    dossier, sources, actors, claimed = (
        json.loads(members[f"{name}.json"]) for name in ("dossier", "sources", "actors", "claims")
    )
    claims = (
        Claim(claim["name"], claim["words"], tuple(map(_passage, claim["passages"])))
        for claim in claimed["claims"]
    )
    annotations = json.loads(members["annotations.jsonld"])["first"]["items"]
    lines = members["evidence.lock"].decode().splitlines()
    rows = (line for line in lines if line.strip() and not line.startswith("#"))
    return Pack(
        dossier["dossier"],
        sources,
        actors,
        tuple(claimed["fields"]),
        claims=tuple(claims),
        annotations=tuple(annotations),
        rows=tuple(rows),
    )


def _passage(key: str) -> Passage:
    source, _, number = key.partition("#")
    return Passage(source, int(number))


def altered(members: Mapping[str, bytes], manifest: Mapping[str, str]) -> Iterator[Failure]:
    """Files that are not those that were packed."""
    for name in sorted({*members, *manifest} - {"manifest.json"}):
        if name not in members:
            yield Failure(name, "", "the file is missing from the pack")
        elif name not in manifest:
            yield Failure(name, "", "the manifest does not name this file")
        elif hashlib.sha256(members[name]).hexdigest() != manifest[name]:
            yield Failure(name, "", "the file was altered after it was packed")


def unlocked(pack: Pack) -> Iterator[Failure]:
    """Claims, passages and records for which no line of the lock vouches.

    Also the lines that should not be there.
    """
    values, rows = pack.values, set(pack.rows)
    claim_rows = {claim.row(passage) for claim in pack.claims for passage in claim.passages}
    passages = {passage for claim in pack.claims for passage in claim.passages if claim.row(passage) in rows}
    for claim in pack.claims:
        if not any(claim.row(passage) in rows for passage in claim.passages):
            yield Failure(claim.name, _keys(claim), f"no line of the lock vouches for {_shown(claim)}")
    for passage in sorted(passages):
        if f"paragraph {passage.key}" not in values:
            yield Failure("paragraph", passage.key, "the lock has no line for it")
    for name, record in pack.sources.items():
        if values.get(f"record {name}") != data_digest(record):
            yield Failure("record", name, "the record of the source is not the one that was locked")
        if sum(before.startswith(f"text {name} ") for before in values) != 1:
            yield Failure("text", name, "the lock must have one line for it")
    yield from _idle(pack, claim_rows, passages)


def _idle(pack: Pack, claim_rows: set[str], passages: set[Passage]) -> Iterator[Failure]:
    """Lines of the lock that nothing asks for, or that another contradicts."""
    subjects = {f"{kind} {name}" for kind in ("record", "text") for name in pack.sources} | {
        f"paragraph {passage.key}" for passage in passages
    }
    values = pack.values
    for row in pack.rows:
        if row not in claim_rows and " ".join(row.split(" ")[:2]) not in subjects:
            yield Failure("lock", "", f"a line vouches for nothing in this pack: {row[:120]}")
        elif row not in claim_rows and not row.endswith(f" {values[row.rpartition(' ')[0]]}"):
            yield Failure("lock", "", f"another line contradicts this one: {row[:120]}")


def unclaimed(pack: Pack) -> Iterator[Failure]:
    """Citations and quotations of the published data that are not among the claims."""
    cited = {
        (claim.name, passage.key, digest(claim.words)) for claim in pack.claims for passage in claim.passages
    }
    quotations = {(claim.name, digest(claim.words)) for claim in pack.claims}
    for name, section, entry in _entries(pack):
        for cite in entry.get("cites", ()):
            key, words = f"{cite['source']}#{cite['paragraph']}", cite.get("quote", "")
            if (name, key, digest(words)) not in cited:
                yield Failure(name, key, "the citation is not among the claims")
        for words in _quotations(section, entry, pack.quoting):
            if (name, digest(words)) not in quotations:
                yield Failure(name, "", f"the quotation “{words[:80]}” is not among the claims")
    name = f"{pack.dossier['id']}/background"
    keys = (
        key.strip()[1:]
        for bracket in CITED.findall(pack.dossier.get("background", ""))
        for key in bracket.split(";")
    )
    for key in keys:
        if (name, key, digest("")) not in cited:
            yield Failure(name, key, "the citation is not among the claims")


def _entries(pack: Pack) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """What rests on passages: its name, its section and itself."""
    own = pack.dossier["id"]
    for section, value in pack.dossier.items():
        for entry in value if isinstance(value, list) else ():
            if isinstance(entry, dict) and "cites" in entry:
                yield (f"{own}#{entry['id']}" if entry.get("id") else f"{own}/{section}"), section, entry
    for name, actor in pack.actors.items():
        yield f"actors#{name}", "actors", actor


def _quotations(section: str, entry: Mapping[str, Any], fields: Iterable[str]) -> Iterator[str]:
    """The words that an entry gives as a source's own."""
    for field in fields if section != "actors" else ():
        whole = section == "quotations" and field == "text"
        yield from (entry[field],) if whole else quoted(entry.get(field, ""))


def unannotated(pack: Pack) -> Iterator[Failure]:
    """Annotations that do not point at the words and the paragraph of a claim."""
    claimed = {(passage, normalise(claim.words)) for claim in pack.claims for passage in claim.passages}
    for annotation in pack.annotations:
        target = annotation["target"]
        selector = target["selector"]
        number, words = selector["value"].partition("=")[2], selector["refinedBy"]["exact"]
        names = [
            name
            for name, record in pack.sources.items()
            if target["source"] in (record.get("URL"), f"urn:x-briefings:source:{name}")
        ]
        if not any((Passage(name, int(number)), normalise(words)) in claimed for name in names):
            yield Failure(
                annotation["id"],
                f"paragraph {number}",
                f"the annotation points at what nothing claims: “{words[:80]}”",
            )


def unproven(pack: Pack, texts: Texts) -> Iterator[Failure]:
    """Claims that the texts do not bear out, and texts that are not those that were locked."""
    values, rows = pack.values, set(pack.rows)
    for name, record in pack.sources.items():
        text = texts.get(name)
        if text is None:
            yield Failure("text", name, f"{record['text']} is not at hand")
        elif values.get(f"text {name} {len(text)}") != text_digest(text):
            yield Failure("text", name, "this is not the text that was locked")
    for claim in pack.claims:
        vouched = [passage for passage in claim.passages if claim.row(passage) in rows]
        reasons = [
            (passage, _refuted(claim, passage, texts, values)) for passage in vouched or claim.passages
        ]
        if all(why for _, why in reasons):
            yield from (Failure(claim.name, passage.key, why) for passage, why in reasons)


def _refuted(claim: Claim, passage: Passage, texts: Texts, values: Mapping[str, str]) -> str:
    """Why a passage does not bear a claim out; empty when it does."""
    text = texts.get(passage.source)
    if text is None:
        return "the text of the source is not at hand"
    locked = values.get(f"paragraph {passage.key}")
    moved = [
        str(number)
        for number, paragraph in enumerate(text, 1)
        if digest(paragraph) == locked and number != passage.number
    ]
    remark = f"; what was locked is now paragraph {' and '.join(moved)}" if moved else ""
    if not 1 <= passage.number <= len(text):
        return f"the text has {len(text)} paragraphs{remark}"
    paragraph = text[passage.number - 1]
    if claim.words and not stands_in(claim.words, paragraph):
        return f"{_shown(claim)} does not stand in this paragraph{remark}"
    return "" if digest(paragraph) == locked else f"this is not the paragraph that was locked{remark}"


def _shown(claim: Claim) -> str:
    return f"“{claim.words[:80]}”" if claim.words else "the citation"


def _keys(claim: Claim) -> str:
    return ", ".join(passage.key for passage in claim.passages)


def read_pack(path: Path) -> dict[str, bytes]:
    """The files of a pack, zipped or unpacked, by name. Raises `WrongUse` when there is none."""
    try:
        if path.is_dir():
            names = {*json.loads((path / "manifest.json").read_bytes())["files"], "manifest.json"}
            return {
                name: (path / name).read_bytes()
                for name in names
                if Path(name).name == name and (path / name).is_file()
            }
        with zipfile.ZipFile(path) as packed:
            if sum(member.file_size for member in packed.infolist()) > _LARGEST:
                raise WrongUse(f"{path.name} is larger than any pack")
            return {name: packed.read(name) for name in packed.namelist()}
    except _UNREADABLE as error:
        raise WrongUse(
            f"there is no evidence pack at {path}: "
            "name the zip file, or run this in the folder where it was unpacked"
        ) from error


def read_texts(pack: Pack, places: Iterable[Path]) -> dict[str, tuple[str, ...]]:
    """The texts of the pack's sources in files and folders: by the name on record, else by what they hold."""
    files = {file.name: file for place in places for file in _files(place)}
    texts = {
        name: _text(files[record["text"]]) for name, record in pack.sources.items() if record["text"] in files
    }
    if len(texts) < len(pack.sources):
        rows = {row: name for name in pack.sources for row in pack.rows if row.startswith(f"text {name} ")}
        for text in map(_text, files.values()):
            name = next(
                (name for row, name in rows.items() if row.endswith(f" {len(text)} {text_digest(text)}")), ""
            )
            if name:
                texts.setdefault(name, text)
    return texts


def _files(place: Path) -> list[Path]:
    if not place.exists():
        raise WrongUse(f"there is no file or folder {place}")
    return sorted(filter(Path.is_file, place.iterdir())) if place.is_dir() else [place]


def _text(file: Path) -> tuple[str, ...]:
    """The paragraphs of a file; signs that are not UTF-8 become ones that stand in no quotation."""
    return paragraphs(file.read_bytes().decode("utf-8", "replace"))


def verify(path: Path, places: list[Path]) -> tuple[list[Failure], str]:
    """Everything that is wrong with a pack, and a line that sums it up.

    Raises `WrongUse` when it is no pack at all.
    """
    members = read_pack(path)
    failures: list[Failure] = []
    try:
        failures += altered(members, json.loads(members["manifest.json"])["files"])
        pack = parsed(members)
        failures += [*unlocked(pack), *unclaimed(pack), *unannotated(pack)]
        texts = read_texts(pack, places)
        failures += unproven(pack, texts) if places else ()
    except _MALFORMED as error:
        if failures:
            return failures, f"NOT PROVEN: {len(failures)} failures, and what was altered cannot be read"
        raise WrongUse(
            f"{path.name or path.resolve().name} is not an evidence pack: {type(error).__name__}: {error}"
        ) from error
    return failures, _summary(pack, failures, len(texts) if places else None)


def _summary(pack: Pack, failures: list[Failure], texts: int | None) -> str:
    words = sum(bool(claim.words) for claim in pack.claims)
    counts = f"{words} quotations and {len(pack.claims) - words} locators of {len(pack.sources)} sources"
    if failures:
        return f"NOT PROVEN: {len(failures)} failures in {counts}"
    if texts is None:
        return f"whole: the lock vouches for {counts}; to prove them, name the texts with --texts"
    return f"proven: {counts}, against {texts} texts"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.format_usage()}{shown('verify.py: error: ', message)}\n")


def main(arguments: list[str] | None = None) -> int:
    """Verify the pack that the command line names, and say what was found."""
    parser = _Parser("verify.py", description="Prove the quotations and locators of an evidence pack.")
    parser.add_argument(
        "pack",
        nargs="?",
        type=Path,
        default=Path(__file__).parent,
        help="the zip file, or the folder where it was unpacked",
    )
    parser.add_argument(
        "--texts",
        nargs="+",
        type=Path,
        default=[],
        metavar="FOLDER",
        help="the texts of the sources: a folder, or files",
    )
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        failures, summary = verify(options.pack, options.texts)
    except (WrongUse, OSError) as error:
        parser.exit(2, f"{shown(f'verify.py: {error}')}\n")
    sys.stdout.write(f"{shown_lines((*map(str, failures), summary))}\n")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
