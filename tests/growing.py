"""A corpus as large as one likes: copies of the harbour dossier, each with sources, texts and lines of the lock of its own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from generator import build
from generator.evidence.lock import dump
from generator.records.load import LOCK
from generator.text.typography import paragraphs
from tests.conftest import harbour, harbour_texts

_SOURCES = ("courier-0302", "gazette-0301")
_PORTS = ("Aber", "Brim", "Cald", "Dun", "Esk", "Fal", "Gos", "Hel", "Ivel", "Kyle", "Lund", "Mar", "Ness")
_ENDS = ("mouth", "haven", "wick", "ness", "ford", "holm", "dale")
_SPEAKERS = 50
_YEARS = [year for year in range(2001, 2031) if date(year, 3, 1).strftime("%a") != "Thu"]
"""Years in which the Thursday before the first of March lies in February, where the articles put it."""


@dataclass(frozen=True)
class Growing:
    """Records with their lock, and texts, as `build` takes them."""

    files: dict[str, bytes]
    texts: dict[str, bytes]


def growing(dossiers: int) -> Growing:
    """The harbour corpus with this many copies of its dossier, and twice as many sources, whose texts all differ."""
    return _locked(*_copies(dossiers))


def _locked(files: dict[str, bytes], texts: dict[str, bytes]) -> Growing:
    return Growing(files | {LOCK: dump(build.check(files, texts).evidence.lines).encode()}, texts)


def _copies(dossiers: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The records without their lock, and the texts."""
    files, texts = harbour(), {}
    record = files.pop("briefings/harbour.yaml").decode()
    for source in _SOURCES:
        about = files[f"seeds/{source}.yaml"].decode()
        text = harbour_texts()[f"{source.partition('-')[0]}.txt"].decode()
        texts[f"{source.partition('-')[0]}.txt"] = text.encode()
        for number in range(dossiers):
            name = f"{source}-{number}"
            own = re.sub(r"(?m)^id: .*$", f"id: {name}", about)
            own = re.sub(r"(?m)^text: .*$", f"text: {name}.txt", own)
            numbered = (f"{paragraph} No. {number}." for paragraph in paragraphs(text))
            texts[f"{name}.txt"] = "\n\n".join(numbered).encode()
            sha256 = hashlib.sha256(texts[f"{name}.txt"]).hexdigest()
            files[f"seeds/{name}.yaml"] = re.sub(r"(?m)^sha256: .*$", f"sha256: {sha256}", own).encode()
    names = [f"harbour-{number}" for number in range(dossiers)]
    for number, name in enumerate(names):
        own = re.sub(r"\b(courier-0302|gazette-0301)\b", rf"\1-{number}", record)
        files[f"briefings/{name}.yaml"] = own.replace("id: harbour\n", f"id: {name}\n", 1).encode()
    files["briefings/ferry.yaml"] = files["briefings/ferry.yaml"].replace(b"harbour#", b"harbour-0#")
    desk = files["briefings/desk.yaml"].decode()
    files["briefings/desk.yaml"] = desk.replace("[harbour, ferry]", f"[{', '.join(names)}, ferry]").encode()
    return files, texts


def varied(dossiers: int) -> Growing:
    """Like `growing`, but each dossier has a title, words, a speaker and a year that few others or none have."""
    files, texts = _copies(dossiers)
    actors = files["briefings/actors.yaml"].decode()
    for number in range(_SPEAKERS):
        actors += (
            f"  - {{id: {_speaker(number)}, name: {_named(number + 7)} Harbour Office, kind: organisation, "
            "role: an office of the strait, cites: [gazette-0301#6]}\n"
        )
    files["briefings/actors.yaml"] = actors.encode()
    for number in range(dossiers):
        path = f"briefings/harbour-{number}.yaml"
        record = files[path].decode().replace("title: Harbour dispute", f"title: {_named(number)} dispute")
        record = record.replace("speaker: harbour-master", f"speaker: {_speaker(number)}")
        for words in ("The toll", "First meeting", "Wants the toll", "Does the toll"):
            record = record.replace(words, f"{words} of No. {number}")
        files[path] = _in_its_year(record.replace("one door", f"one door {number}"), number)
        for source in _SOURCES:
            path, name = f"seeds/{source}-{number}.yaml", f"{source}-{number}.txt"
            texts[name] = texts[name].replace(b"one door", f"one door {number}".encode())
            sha256 = hashlib.sha256(texts[name]).hexdigest()
            about = files[path].decode().replace("short: ", f"short: {_named(number)} ", 1)
            dated = _in_its_year(about, number).decode()
            files[path] = re.sub(r"(?m)^sha256: .*$", f"sha256: {sha256}", dated).encode()
    return _locked(files, texts)


def _named(number: int) -> str:
    around, first = divmod(number, len(_PORTS))
    return f"{_PORTS[first]}{_ENDS[around % len(_ENDS)]} {number}"


def _speaker(number: int) -> str:
    return f"office-{number % _SPEAKERS}"


def _in_its_year(record: str, number: int) -> bytes:
    return record.replace("2031", str(_YEARS[number % len(_YEARS)])).encode()
