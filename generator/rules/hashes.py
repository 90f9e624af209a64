"""Rules about the hash of a source's text: record, lock and text name the same file."""

from __future__ import annotations

from collections.abc import Iterator

from generator.evidence.evidence import Evidence
from generator.evidence.lock import Lock
from generator.findings.codes import Code
from generator.findings.diagnostics import Finding, Replacement

MISSING_HASH = Code(
    "missing-hash",
    what="A source's record does not say which text it is about, by the SHA-256 of the file.",
    why=(
        "With it, a lock that was made from a doctored copy of the text shows in one line of the record. "
        "`briefings check --fix` inserts it where the text is at hand: compare that text with the "
        "publisher's first."
    ),
    hinders_impact=False,
)

OTHER_TEXT = Code(
    "other-text",
    what="The text at hand, or the one that was locked, is not the one that the source's record names.",
    why=(
        "Somebody changed the text, or reads another copy. When the new one is right, write its hash into "
        "the record: whoever reviews the change then sees that the text is another one."
    ),
    bad=f"# seeds/gazette-0301.yaml\nsha256: {'0f' * 32}\n",
    good=(
        "# seeds/gazette-0301.yaml\n"
        "sha256: eb4276206a0abb88ebee2669ca6e4a0ccf0ecc48be0d96634af369825b4ce7f9\n"
    ),
    hinders_impact=False,
)


def text_hashes(evidence: Evidence) -> Iterator[Finding]:
    """Every record names its text by its hash, and the text at hand and the lock agree with it."""
    corpus, locked = evidence.corpus, evidence.lock
    locked_texts = _locked_texts(locked) if locked else {}
    for name, source in corpus.sources.items():
        at_hand, path = corpus.hashes.get(name), corpus.paths["source", name]
        in_lock = locked.values.get(f"file {name}") if locked else None
        same_record = (
            locked is not None and locked.values.get(f"record {name}") == evidence.record_digests[name]
        )
        if source.sha256 is None:
            mends = at_hand is not None and locked_texts.get(name, set()) <= evidence.lines
            yield _missing(path, name, source.paragraphs, at_hand if mends else None)
        elif at_hand not in (None, source.sha256):
            yield Finding(
                OTHER_TEXT,
                f"the text of `{name}` at hand is not the one that its record names",
                path,
                ("sha256",),
                hint=f"find the right copy; or, when this is the one that the desk means, write {at_hand}",
            )
        elif same_record and in_lock != source.sha256:
            yield Finding(
                OTHER_TEXT,
                f"the lock was not made from the text of `{name}` that its record names",
                path,
                ("sha256",),
                hint="run `briefings lock` where the right text is at hand, and read its difference",
            )


def _locked_texts(locked: Lock) -> dict[str, set[str]]:
    """The lines of a lock about whole texts, by their source."""
    by_source: dict[str, set[str]] = {}
    for line in locked.lines:
        if line.startswith("text "):
            by_source.setdefault(line.split(" ")[1], set()).add(line)
    return by_source


def _missing(path: str, name: str, paragraphs: int, sha256: str | None) -> Finding:
    """The finding; it mends itself with the hash of the text at hand, where that can be trusted."""
    fix = Replacement(("paragraphs",), str(paragraphs), f"{paragraphs}\nsha256: {sha256}")
    return Finding(
        MISSING_HASH,
        f"the record of `{name}` does not say which text it is about",
        path,
        ("text",),
        hint="run `briefings check --fix` where the text is, and compare that text with the publisher's",
        fix=fix if sha256 else None,
    )


RULES = (text_hashes,)
"""The rules of this module, in the order in which they run."""
