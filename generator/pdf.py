"""Printing through Typst: a print order becomes the bytes of a PDF.

Data reaches the template as JSON and is never evaluated; the template's folder is the root, so no other file can be
read; packages are not imported; the time stamp is fixed. Results are kept by the hash of all that they are made from.
"""

from __future__ import annotations

import hashlib
import json
import re
from datetime import UTC, datetime
from importlib import metadata, resources
from pathlib import Path

import typst

from generator import fs, pdftags
from generator.build import Print

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""The creation time written into every PDF: builds must not depend on the clock."""


class PrintError(Exception):
    """Typst could not print a document; the message says why."""


def produce(order: Print, cache: Path) -> bytes:
    """Print an order: the bytes of its PDF, from `cache` when an equal one was printed before. Raises `PrintError`."""
    data = json.dumps(order.data, sort_keys=True, ensure_ascii=False)
    kept = cache / f"{_digest(order, data)}.pdf"
    if kept.is_file():
        return kept.read_bytes()
    made = _compile(order, data)
    fs.write(kept, made)
    return made


def _folder() -> Path:
    return Path(str(resources.files("generator") / "typst"))


def _digest(order: Print, data: str) -> str:
    digest = hashlib.sha256(f"{metadata.version('typst')} {metadata.version('pikepdf')} {order.template} {order.paper} {order.large} {data}".encode())
    digest.update(Path(str(pdftags.__file__)).read_bytes())
    for path in sorted(p for p in _folder().rglob("*") if p.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:32]


def _compile(order: Print, data: str) -> bytes:
    folder = _folder()
    try:
        made = typst.compile(
            folder / f"{order.template}.typ", root=folder, font_paths=[folder / "fonts"], ignore_system_fonts=True,
            sys_inputs={"data": data, "paper": order.paper, "large": "yes" if order.large else ""}, pdf_standards=["a-2a", "ua-1"], timestamp=STAMP,
            package_path=folder / "no-packages", package_cache_path=folder / "no-packages",
        )  # fmt: skip
    except typst.TypstError as error:
        raise PrintError(f"{order.path}: {_reason(error)}") from error
    if not isinstance(made, bytes):
        raise PrintError(f"{order.path}: Typst gave no document")
    return pdftags.mend(made)


_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def _reason(error: typst.TypstError) -> str:
    """Say what Typst complains of; characters that no font holds are named, each once."""
    shown = [_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) for text in _MISSING.findall(error.diagnostic)]
    if not shown:
        return error.message
    names = (f"“{text}” ({' '.join(f'U+{ord(sign):04X}' for sign in text)})" for text in dict.fromkeys(shown))
    return f"no font can show {', '.join(names)}"
