"""What the locks of two sides say of the evidence: paragraphs that were read anew, levels, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.changes.aspects import WEIGHTS
from generator.changes.model import About, Aspect, Changed, Detail, Flag, How, Weight
from generator.changes.names import Renames
from generator.changes.sides import Side
from generator.changes.subjects import Subject
from generator.evidence.signature import Signature, Verdict
from generator.records.citations import Citation, Citing
from generator.records.load import LOCK
from generator.records.source import Source

NOT_VERIFIED = "not verified"


def verification(old: Side, new: Side, before: Subject, after: Subject, renames: Renames) -> Iterator[Detail]:
    """What changed in how a record's evidence was verified.

    What the level of a cited source explains is reported at that source alone.
    """
    if isinstance(after.record, Source):
        levels = old.evidence.levels[before.id], new.evidence.levels[after.id]
        yield from _changed("evidence", levels[0].label, levels[1].label)
    if isinstance(before.record, Citing) and isinstance(after.record, Citing):
        cited = {citation.source for citation in after.record.cites}
        yield from _reread(old, new, before.record.cites, after.record.cites, renames=renames)
        if not cited & _levelled(old, new, renames):
            verified = new.verified(after)
            weight = Weight.MINOR if verified else Weight.SIGNIFICANT
            yield from _changed("evidence", _word(old.verified(before)), _word(verified), weight)


def _word(verified: bool) -> str:
    return "verified" if verified else NOT_VERIFIED


def _levelled(old: Side, new: Side, renames: Renames) -> frozenset[str]:
    """The sources whose evidence reaches another level than before."""
    before = {renames.sources.get(name, name): level for name, level in old.evidence.levels.items()}
    return frozenset(name for name, level in new.evidence.levels.items() if before.get(name) is not level)


def _reread(
    old: Side, new: Side, cited: Iterable[Citation], cites: Iterable[Citation], renames: Renames
) -> Iterator[Detail]:
    """The passages that both cite, and whose words are other ones by the locks."""
    known = {(renames.sources.get(each.source, each.source), each.paragraph): each for each in cited}
    for source, paragraph in dict.fromkeys((each.source, each.paragraph) for each in cites):
        if each := known.get((source, paragraph)):
            prints = old.fingerprint(each.source, paragraph), new.fingerprint(source, paragraph)
            if all(prints) and prints[0] != prints[1]:
                sort, passage = Aspect.EVIDENCE, f"{source}#{paragraph}"
                yield Detail(("cites",), How.REREAD, "", "", sort, WEIGHTS[sort], item=passage)


def signature(old: Side, new: Side) -> Iterator[Changed]:
    """The lock, where it came, went, or is signed in another way."""
    details = tuple(_of_locks(old, new))
    if details:
        light = all(detail.weight is Weight.MINOR for detail in details)
        about = About("evidence lock", "", "", "", LOCK, (), words="")
        flags, weight = ((), Weight.MINOR) if light else ((Flag.VERIFICATION,), Weight.SIGNIFICANT)
        yield Changed(about, about, details=details, flags=flags, weight=weight)


def _of_locks(old: Side, new: Side) -> Iterator[Detail]:
    yield from _changed("lock", _kept(old), _kept(new))
    before, after = old.evidence.verdict, new.evidence.verdict
    yield from _changed("signature", _signed(before), _signed(after))
    if isinstance(before, Signature) and isinstance(after, Signature) and _signed(before) == _signed(after):
        yield from _changed("day of the signature", before.day, after.day, Weight.MINOR)


def _changed(
    key: str, before: str, after: str, weight: Weight = WEIGHTS[Aspect.VERIFICATION]
) -> Iterator[Detail]:
    if before != after:
        yield Detail((key,), How.CHANGED, before, after, aspect=Aspect.VERIFICATION, weight=weight)


def _kept(side: Side) -> str:
    return "none" if side.evidence.lock is None else "kept"


def _signed(verdict: Verdict | None) -> str:
    """What is known of a signature, its day apart."""
    if isinstance(verdict, Signature):
        return f"by {verdict.signer} with the key {verdict.key}"
    return f"not valid, {verdict.flaw.value}" if verdict else "not asked for"
