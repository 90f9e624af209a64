"""Rules about how far the evidence can be trusted.

The lock is kept, somebody who may has signed it, and what is asked of the evidence is reached.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.evidence.evidence import Evidence
from generator.evidence.signature import Flaw, Refusal
from generator.findings.codes import Code, Severity
from generator.findings.diagnostics import Finding, Pointer
from generator.records.load import DESK, LOCK, SIGNATURE
from generator.records.vocabulary import Level, LockPolicy
from generator.rules.hints import did_you_mean
from generator.rules.names import known

_SIGN = "somebody whom the signers' file names runs `briefings lock --sign`, and commits both files"

MISSING_LOCK = Code(
    "missing-lock",
    what="There is no evidence lock, and the desk does not say that it keeps none.",
    why=(
        "Without it a machine that has no texts could verify nothing, and a lock that was deleted would go "
        "unseen. Run `briefings lock` where the texts are and commit it, or write `lock: none` into "
        "`briefings/desk.yaml`."
    ),
    bad="# briefings/desk.yaml\nlock: unsigned\n",
    good="# briefings/desk.yaml\nlock: none\n",
    hinders_impact=False,
    stops_preview=False,
)

UNSIGNED_LOCK = Code(
    "unsigned-lock",
    what="The desk asks for a signed lock, and nobody has signed this one.",
    why="A lock without a signature can be written by whoever edits the records.",
    hinders_impact=False,
    stops_preview=False,
)

BROKEN_SIGNATURE = Code(
    "broken-signature",
    what="The signature of the lock cannot be read, or was made for another purpose.",
    why="It proves nothing. Sign again with `briefings lock --sign`.",
    hinders_impact=False,
    stops_preview=False,
)

OTHER_LOCK = Code(
    "other-lock",
    what="The signature was made over another lock than the one that lies beside it.",
    why="The lock was changed after it was signed: by a later `briefings lock`, by a merge, or by a forger.",
    hinders_impact=False,
    stops_preview=False,
)

UNKNOWN_SIGNER = Code(
    "unknown-signer",
    what="The lock was signed with a key whose owner may not sign it.",
    why=(
        "Whose signature counts stands in the signers' file, and in `principals` of `briefings/desk.yaml` "
        "where not all of them count."
    ),
    hinders_impact=False,
    stops_preview=False,
)

EXPIRED_SIGNER = Code(
    "expired-signer",
    what="The key was not valid on the day on which the lock was signed.",
    why="The signers' file says from when and until when it is (`valid-after`, `valid-before`).",
    hinders_impact=False,
    stops_preview=False,
)

MISSING_SIGNERS = Code(
    "missing-signers",
    what="The desk asks for a signed lock, and there is no file of those who may sign it.",
    why="Without it nobody can tell whose signature it is.",
    hinders_impact=False,
    stops_preview=False,
)

UNVERIFIABLE_SIGNATURE = Code(
    "unverifiable-signature",
    what="The signature of the lock cannot be verified on this machine.",
    why="That takes the program `ssh-keygen` of OpenSSH, 8.9 or newer. What is not verified is not trusted.",
    hinders_impact=False,
    stops_preview=False,
)

TOO_LITTLE_EVIDENCE = Code(
    "too-little-evidence",
    what="The evidence of a source is not verified as well as `--evidence` asks for.",
    why="`texts` asks that the text of every source is at hand, `lock` that its text or a trusted lock is.",
    hinders_impact=False,
)

_FLAWS: Mapping[Flaw, tuple[Code, str, Pointer, str]] = {
    Flaw.MISSING: (UNSIGNED_LOCK, DESK, ("lock",), _SIGN),
    Flaw.BROKEN: (BROKEN_SIGNATURE, SIGNATURE, (), _SIGN),
    Flaw.OTHER_LOCK: (OTHER_LOCK, SIGNATURE, (), f"read the difference of {LOCK}; then {_SIGN}"),
    Flaw.UNKNOWN: (UNKNOWN_SIGNER, SIGNATURE, (), _SIGN),
    Flaw.EXPIRED: (EXPIRED_SIGNER, SIGNATURE, (), _SIGN),
    Flaw.NO_SIGNERS: (
        MISSING_SIGNERS,
        DESK,
        ("signers",),
        "write a line for each who may sign: a name, and the public key (`man ssh-keygen`, ALLOWED SIGNERS)",
    ),
    Flaw.UNVERIFIABLE: (
        UNVERIFIABLE_SIGNATURE,
        SIGNATURE,
        (),
        "install OpenSSH's client (`apt-get install openssh-client`, for example)",
    ),
}
"""For each flaw its code, where it is shown, and what to do."""


def missing_lock(evidence: Evidence) -> Iterator[Finding]:
    """A desk has its lock, unless it says that it keeps none."""
    desk = evidence.corpus.desk
    if desk is not None and desk.lock is not LockPolicy.NONE and evidence.lock is None:
        yield Finding(
            MISSING_LOCK,
            f"there is no {LOCK}, and the desk does not say that it keeps none",
            DESK,
            ("lock",),
            hint="run `briefings lock` where the texts are at hand and commit it; or write `lock: none`",
        )


def signature(evidence: Evidence) -> Iterator[Finding]:
    """A lock that must be signed is signed by somebody who may."""
    if isinstance(evidence.verdict, Refusal):
        code, path, pointer, hint = _FLAWS[evidence.verdict.flaw]
        yield Finding(code, f"the lock is not trusted: {evidence.verdict.reason}", path, pointer, hint=hint)


def unreached(evidence: Evidence, asked: Level) -> Iterator[Finding]:
    """The sources whose evidence is not verified as well as was asked."""
    how = {Level.LOCK: "verified against the lock alone", Level.NONE: "not verified"}
    for name, level in evidence.levels.items():
        if level.rank > asked.rank:
            yield Finding(
                TOO_LITTLE_EVIDENCE,
                f"the evidence of `{name}` is {how[level]}, where `{asked.word}` is asked for",
                evidence.corpus.paths["source", name],
                ("text",),
                hint="name the folder of the texts with --texts, or run `briefings lock` where they are",
            )


MISSING_TEXT = Code(
    "missing-text",
    what="The text of a source is not at hand, though those of other sources are.",
    why=(
        "Nothing that rests on it can be verified here, only be held against the lock. The name of the file "
        "may have a slip, or the file lies elsewhere."
    ),
    bad="# seeds/gazette-0301.yaml\ntext: gazete.txt\n",
    good="# seeds/gazette-0301.yaml\ntext: gazette.txt\n",
    severity=Severity.WARNING,
)


def missing_texts(evidence: Evidence, files: Collection[str]) -> Iterator[Finding]:
    """The sources whose text is not among the files, where there are any."""
    corpus = evidence.corpus
    for name, source in corpus.sources.items() if files else ():
        if source.text not in files and not known(corpus, name):
            hint = (
                f"put {source.text} beside the other texts: they lie where --texts or BRIEFINGS_TEXTS says, "
                "else in seeds/texts"
            )
            yield Finding(
                MISSING_TEXT,
                f"the text of `{name}` is missing: there is no file `{source.text}` among the texts",
                corpus.paths["source", name],
                ("text",),
                hint=did_you_mean(source.text, files, hint),
            )


RULES = (missing_lock, signature)
"""The rules of this module, in the order in which they run."""
