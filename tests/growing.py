"""A corpus as large as one likes: copies of the harbour dossier, each with sources, texts and lines of the lock of its own."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from generator import build
from generator.evidence.lock import dump
from generator.records.load import LOCK
from generator.text.typography import paragraphs
from tests.conftest import harbour, harbour_texts

_SOURCES = ("courier-0302", "gazette-0301")


@dataclass(frozen=True)
class Growing:
    """Records with their lock, and texts, as `build` takes them."""

    files: dict[str, bytes]
    texts: dict[str, bytes]


def growing(dossiers: int) -> Growing:
    """The harbour corpus with this many copies of its dossier, and twice as many sources, whose texts all differ."""
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
    files[LOCK] = dump(build.check(files, texts).evidence.lines).encode()
    return Growing(files, texts)
