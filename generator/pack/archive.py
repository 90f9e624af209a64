"""The evidence pack of a dossier: one file that proves its quotations and locators.

It proves them where this program is not installed.

It holds the data, the lines of the evidence lock, the annotations and a verifier, but no text
of a source.
"""

from __future__ import annotations

import ast
import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

from generator.corpus.index import Corpus
from generator.evidence import lock
from generator.evidence.claims import Claim
from generator.evidence.evidence import Evidence
from generator.export import data, webannotations
from generator.export.material import Material, json_file
from generator.records.dossier import Dossier
from generator.records.load import ACTORS
from generator.view.drafts import Drafts
from generator.view.settings import Settings

MANIFEST = "manifest.json"
"""The file of a pack that names the others, each with its SHA-256."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE = 0o100644 << 16
_UNIX = 3
_FUTURE = "from __future__ import annotations\n\n"


class NoEvidence(Exception):
    """Neither a text nor the lock vouches for what is cited from some `sources`."""

    def __init__(self, sources: Iterable[str]) -> None:
        self.sources = tuple(sources)
        super().__init__(f"nothing vouches for what is cited from {', '.join(self.sources)}")


def members(evidence: Evidence, dossier: Dossier, settings: Settings) -> dict[str, bytes]:
    """The files of a dossier's pack by name.

    The corpus has been checked and has no errors. Raises `NoEvidence`.
    """
    corpus = evidence.corpus
    material = Material(evidence, settings, Drafts(evidence))
    actors = _actors(corpus, dossier)
    claims = tuple(_claims(evidence, dossier, actors))
    sources = _sources(claims)
    files = {
        "README.txt": _readme(dossier, material.drafts.edition(dossier)).encode(),
        "actors.json": json_file(data.by_id({name: corpus.actors[name] for name in actors})),
        "annotations.jsonld": webannotations.of_dossier(material, dossier),
        "dossier.json": json_file(data.published(material, dossier)),
        "evidence.lock": lock.dump(_rows(evidence, claims)).encode(),
        "sources.json": json_file(data.by_id({name: corpus.sources[name] for name in sorted(sources)})),
        "verify.py": verifier().encode(),
    }
    return {
        **files,
        MANIFEST: json_file(
            {"files": {name: hashlib.sha256(member).hexdigest() for name, member in files.items()}}
        ),
    }


def archive(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip archive: the same bytes for the same files.

    The day, the machine and the version of zlib do not matter.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(files):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.create_system, member.external_attr = _UNIX, _REGULAR_FILE
            packed.writestr(member, files[name])
    return buffer.getvalue()


def verifier() -> str:
    """The script that verifies a pack: `verify` with the modules that it reads in it, word for word.

    So there is no second copy of the rules.
    """
    about, code = _read("generator.pack.verify")
    return about + _FUTURE + "".join(_inlined(code, set()))


def _read(module: str) -> tuple[str, str]:
    """What a module of ours says of itself, and its code."""
    path = resources.files("generator").joinpath(*module.split(".")[1:-1], f"{module.split('.')[-1]}.py")
    about, _, code = path.read_text("utf-8").partition(_FUTURE)
    return about, code


def _inlined(code: str, inlined: set[str]) -> Iterator[str]:
    """Code in which each module of ours that it reads stands once, in the place of the first import of it."""
    lines, end = code.splitlines(keepends=True), 0
    for node in ast.parse(code).body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("generator."):
            yield "".join(lines[end : node.lineno - 1])
            end = node.end_lineno or node.lineno
            if node.module not in inlined:
                inlined.add(node.module)
                about, own = _read(node.module)
                yield about + "".join(_inlined(own, inlined))
    yield "".join(lines[end:])


def _actors(corpus: Corpus, dossier: Dossier) -> list[str]:
    """The actors that a dossier names, and those for whom they act, in the order of their file."""
    entries = corpus.by_dossier[dossier.id]
    names: set[str] = set()
    queue = [name for entry in entries for name in (entry.record.actor_id, *entry.record.about) if name]
    while queue:
        name = queue.pop()
        of = corpus.actors[name].of
        queue += [of] if of and of not in names else []
        names.add(name)
    return [name for name in corpus.actors if name in names]


def _claims(evidence: Evidence, dossier: Dossier, actors: Iterable[str]) -> Iterator[Claim]:
    """What a dossier, and the records of its actors, claim of the sources."""
    own, owners = evidence.corpus.paths["dossier", dossier.id], {f"actors#{name}" for name in actors}
    return (
        claim
        for claim in evidence.claims
        if claim.path == own or (claim.path == ACTORS and claim.owner in owners)
    )


def _rows(evidence: Evidence, claims: Iterable[Claim]) -> Iterator[str]:
    """The lines of the lock about the claims, their paragraphs and their sources.

    Raises `NoEvidence` when a claim has none.
    """
    claims, lines = tuple(claims), evidence.lines
    cites = {claim: [line for line in claim.lines if line in lines] for claim in claims}
    bare = {source for claim, rows in cites.items() if not rows for source, _ in claim.passages}
    if bare:
        raise NoEvidence(sorted(bare))
    places = {line.split(" ")[2] for rows in cites.values() for line in rows}
    yield from {line for rows in cites.values() for line in rows}
    about = {f"paragraph {place}" for place in places} | {
        f"{kind} {source}" for kind in ("record", "text") for source in _sources(claims)
    }
    yield from (line for line in lines if " ".join(line.split(" ")[:2]) in about)
    chosen = {claim.words for claim in claims}
    yield from {edit.line for edit in evidence.edited if edit.claim.words in chosen}


def _sources(claims: Iterable[Claim]) -> set[str]:
    return {source for claim in claims for source, _ in claim.passages}


def _readme(dossier: Dossier, edition: str) -> str:
    """What the pack is, what is in it, and how to verify it."""
    text = (resources.files("generator") / "pack/README.txt").read_text("utf-8")
    about = {
        "title": dossier.title,
        "as_of": dossier.as_of.text,
        "edition": edition,
        "handling": dossier.handling.word,
    }
    return text.format(**about)
