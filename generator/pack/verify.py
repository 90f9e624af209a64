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
import re
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from generator.findings.shown import shown, shown_lines
from generator.pack.questions import Claim, Data, Passage, of_record
from generator.text.matching import data_digest, digest, own_words, stands_in, text_digest
from generator.text.typography import even, normalise, paragraphs

Texts = Mapping[str, tuple[str, ...]]
_LARGEST = 64_000_000
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, RuntimeError)
_UNREADABLE = (*_MALFORMED, OSError, EOFError, zipfile.BadZipFile, zlib.error)


class WrongUse(Exception):
    """What was asked for cannot be done; the message says why."""


class Failure(NamedTuple):
    """Something that is not as it should be: the name of what, its passage if any, and why."""

    name: str
    passage: str
    why: str

    def __str__(self) -> str:
        return f"FAILED {self.name}{' ' if self.passage else ''}{self.passage}: {self.why}"


class Pack(NamedTuple):
    """A pack as it was read: `claims` is what its data says, `unclear` what asserts and rests on nothing.

    `unquoted` counts the entries and paragraphs that quote nothing.
    """

    dossier: Mapping[str, Any]
    sources: Mapping[str, Mapping[str, Any]]
    claims: tuple[Claim, ...]
    unclear: tuple[Failure, ...]
    unquoted: int
    annotations: tuple[Mapping[str, Any], ...]
    rows: tuple[str, ...]

    @property
    def values(self) -> dict[str, str]:
        """The last column of each line of the lock, by what stands before it."""
        rows = (row for row in self.rows if not row.startswith("edited "))
        return {before: value for before, _, value in (row.rpartition(" ") for row in rows)}

    @property
    def edits(self) -> dict[str, str]:
        """The source's own words where brackets edit a quotation, by what stands before them in the lock."""
        parts = (row.split(" ", 3) for row in self.rows if row.startswith("edited "))
        return {" ".join(key): str(json.loads(own)) for *key, own in parts}


def parsed(members: Mapping[str, bytes]) -> Pack:
    """The pack that the files make; what must be proven is read from its data."""
    dossier, sources, actors = (
        json.loads(members[f"{name}.json"]) for name in ("dossier", "sources", "actors")
    )
    data = Data(dossier["dossier"], actors)
    annotations = json.loads(members["annotations.jsonld"])["first"]["items"]
    lines = members["evidence.lock"].decode().splitlines()
    rows = (line for line in lines if line.strip() and not line.startswith("#"))
    claims = (*data.citations(), *data.quotations())
    return Pack(
        data.dossier,
        sources,
        claims=tuple(dict.fromkeys(claims)),
        unclear=tuple(Failure(owner, "", why) for owner, why in data.uncited()),
        unquoted=data.unquoted(claims),
        annotations=tuple(annotations),
        rows=tuple(rows),
    )


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
    edited = {
        claim.edit(passage) for claim in pack.claims for passage in claim.passages if "[" in claim.words
    }
    for row in pack.rows:
        if " ".join(row.split(" ")[:3]) in edited:
            continue
        if row not in claim_rows and " ".join(row.split(" ")[:2]) not in subjects:
            yield Failure("lock", "", f"a line vouches for nothing in this pack: {row[:120]}")
        elif row not in claim_rows and not row.endswith(f" {values[row.rpartition(' ')[0]]}"):
            yield Failure("lock", "", f"another line contradicts this one: {row[:120]}")


def unannotated(pack: Pack) -> Iterator[Failure]:
    """Annotations that do not point at the words and the paragraph of a claim."""
    edits = pack.edits
    claimed = {
        (passage, normalise(words))
        for claim in pack.claims
        for passage in claim.passages
        for words in (claim.words, edits.get(claim.edit(passage), claim.words))
    }
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
        for words in of_record(record) if text else ():
            if not any(stands_in(words, paragraph) for paragraph in text or ()):
                yield Failure("record", name, f"“{words[:80]}” does not stand in the text")
    for claim in pack.claims:
        vouched = [passage for passage in claim.passages if claim.row(passage) in rows]
        reasons = [
            (passage, _refuted(claim, passage, texts, values)) for passage in vouched or claim.passages
        ]
        if all(why for _, why in reasons):
            yield from (Failure(claim.name, passage.key, why) for passage, why in reasons)
        elif "[" in claim.words:
            yield from _misquoted(pack, claim, texts)


def _misquoted(pack: Pack, claim: Claim, texts: Texts) -> Iterator[Failure]:
    """Where brackets edit a quotation, and the lock does not say what the source itself has there."""
    edits = pack.edits
    own = {
        passage: words
        for passage in claim.passages
        if passage.number <= len(texts.get(passage.source, ()))
        and (words := own_words(normalise(claim.words), even(texts[passage.source][passage.number - 1])))
    }
    if own and not any(edits.get(claim.edit(passage)) == words for passage, words in own.items()):
        yield Failure(
            claim.name, _keys(claim), f"the lock does not say what the source has for {_shown(claim)}"
        )


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


def read_pack(path: Path, places: Iterable[Path] = ()) -> tuple[dict[str, bytes], list[Failure]]:
    """The files of a pack, zipped or unpacked, by name, and the members that no pack has.

    In a folder, `places` are no members: they are the texts. Raises `WrongUse` when there is no pack.
    """
    try:
        members = _folder(path, set(places)) if path.is_dir() else _archive(path)
    except _UNREADABLE as error:
        raise WrongUse(
            f"there is no evidence pack at {path}: "
            "name the zip file, or run this in the folder where it was unpacked"
        ) from error
    safe = {name: data for name, data in members if _safe(name)}
    strange = [
        Failure(name, "", "no member of a pack has such a name") for name, _ in members if not _safe(name)
    ]
    names = [name for name, _ in members]
    twice = [Failure(name, "", "two members have this name") for name in safe if names.count(name) > 1]
    return safe, [*strange, *twice]


def _safe(name: str) -> bool:
    """Whether a member is a plain file of the pack's own folder, wherever it is unpacked."""
    return re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) is not None


def _folder(path: Path, places: set[Path]) -> list[tuple[str, bytes]]:
    """The files of an unpacked pack; a link is not followed, and counts as a file that is not there."""
    if not (path / "manifest.json").is_file():
        raise FileNotFoundError(path)
    texts = {file.resolve() for place in places for file in (place, *_files(place))}
    files = [file for file in sorted(path.iterdir()) if not file.name.startswith(".")]
    return [
        (file.name, file.read_bytes() if file.is_file() and not file.is_symlink() else b"")
        for file in files
        if file.resolve() not in texts and file.name != "__pycache__"
    ]


def _archive(path: Path) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(path) as packed:
        if sum(member.file_size for member in packed.infolist()) > _LARGEST:
            raise WrongUse(f"{path.name} is larger than any pack")
        return [(member.filename, packed.read(member)) for member in packed.infolist()]


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
    members, failures = read_pack(path, places)
    try:
        failures += altered(members, json.loads(members["manifest.json"])["files"])
        pack = parsed(members)
        failures += [*pack.unclear, *unlocked(pack), *unannotated(pack)]
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
    """What was proven, what was only located, and what only a reader can judge."""
    words = sum(bool(claim.words) for claim in pack.claims)
    quotations, locators = f"{words} quotations", f"{len(pack.claims) - words} locators"
    if failures:
        counts = f"{quotations} and {locators} of {len(pack.sources)} sources"
        return f"NOT PROVEN: {len(failures)} failures in {counts}"
    if texts is None:
        return (
            f"whole: the lock vouches for {quotations} and {locators} of {len(pack.sources)} sources; "
            "to prove them, name the texts with --texts"
        )
    return (
        f"proven: {quotations}, against {texts} texts; located: {locators}; "
        f"not judged: {pack.unquoted} entries and paragraphs that quote nothing"
    )


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
