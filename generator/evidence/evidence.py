"""What is known of a corpus' evidence. Each thing is worked out when it is first asked for, and held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.corpus.entries import PlacedEntry
from generator.corpus.index import Corpus
from generator.evidence import claims, disputes, edited, levels, lock, moved, proofs
from generator.evidence.backing import Backing, backing
from generator.evidence.claims import Claim
from generator.evidence.coverage import Coverage, SourceCoverage, coverage, source_coverage
from generator.evidence.disputes import Dispute
from generator.evidence.edited import Edited
from generator.evidence.figures import Figured, Figures
from generator.evidence.levels import Verification
from generator.evidence.lock import Lock
from generator.evidence.moved import Moves, Shifts
from generator.evidence.proofs import Paragraphs, Proof
from generator.evidence.reliance import Reliance
from generator.evidence.signature import Refusal, Signature, Verdict
from generator.records.vocabulary import Level
from generator.text.typography import even


@dataclass(frozen=True)
class Evidence:
    """The evidence of one corpus. Rules, views and exports read it; nothing is worked out twice.

    `verdict` is what is known of the lock's signature; None where the desk asks for none, or has no lock.
    """

    corpus: Corpus
    verdict: Verdict | None = None

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim of the records."""
        return tuple(claims.claims(self.corpus))

    @cached_property
    def paragraphs(self) -> Paragraphs:
        """The paragraphs of each text at hand, made `even`."""
        return {name: tuple(map(even, text)) for name, text in self.corpus.texts.items()}

    @cached_property
    def proofs(self) -> tuple[Proof, ...]:
        """Every claim with what the texts at hand say of it, in the order of `claims`."""
        return tuple(proofs.proofs(self.paragraphs, self.claims))

    @cached_property
    def figures(self) -> Figures:
        """The figures of the entries, beside what the texts at hand have."""
        return Figures(self.corpus, self.reliance, self.paragraphs)

    @cached_property
    def lock(self) -> Lock | None:
        """The evidence lock as it was read; None where there is none."""
        return None if self.corpus.lock is None else lock.read(self.corpus.lock)

    @property
    def trusted(self) -> Lock | None:
        """The lock, where a signature that is asked for was verified; None where there is none to trust."""
        return None if isinstance(self.verdict, Refusal) else self.lock

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """How the evidence of each source was verified, by its id."""
        return levels.levels(self.corpus.sources, self.corpus.texts, self.trusted)

    @cached_property
    def unverified(self) -> tuple[Claim, ...]:
        """The claims that nobody looked up."""
        return levels.unverified(self.proofs, self.trusted)

    @cached_property
    def unverified_figures(self) -> tuple[Figured, ...]:
        """The figures that nobody looked up."""
        return levels.unverified_figures(self.figures.entries, self.trusted)

    @cached_property
    def unverified_entries(self) -> frozenset[PlacedEntry]:
        """The entries of which some claim or figure was looked up by nobody."""
        places = ((claim.path, claim.pointer[:2]) for claim in self.unverified)
        claiming = (self.corpus.placed[place] for place in places if place in self.corpus.placed)
        return frozenset((*claiming, *(figured.entry for figured in self.unverified_figures)))

    def verification(self, path: str = "") -> Verification:
        """How the evidence of one file of the records was verified, or of all when `path` is empty."""
        if not path:
            return self._verification(self.corpus.sources, self.unverified, self.unverified_figures)
        names = self.corpus.cited.get(path, ())
        return self._verification(names, *self._unverified_by.get(path, ((), ())))

    def verification_of(self, source: str) -> Verification:
        """How what rests on one source was verified."""
        return self._verification((source,), *self._unverified_by.get(source, ((), ())))

    @cached_property
    def _unverified_by(self) -> Mapping[str, tuple[list[Claim], list[Figured]]]:
        """The claims and figures that nobody looked up, by the path of their file and by their sources."""
        groups: dict[str, tuple[list[Claim], list[Figured]]] = {}
        for claim in self.unverified:
            for name in (claim.path, *dict(claim.passages)):
                groups.setdefault(name, ([], []))[0].append(claim)
        for figured in self.unverified_figures:
            for name in (figured.entry.path, *dict(figured.passages)):
                groups.setdefault(name, ([], []))[1].append(figured)
        return groups

    def _verification(
        self, sources: Iterable[str], claims: Iterable[Claim], figured: Iterable[Figured]
    ) -> Verification:
        """How the evidence of some sources was verified, and whose claims and figures were not."""
        claiming = Counter(claim.owner for claim in claims)
        return Verification(
            {name: self.levels[name] for name in sources},
            self.verdict if isinstance(self.verdict, Signature) else None,
            {figures.entry.owner: 1 for figures in figured} | claiming,
        )

    @cached_property
    def record_digests(self) -> Mapping[str, str]:
        """The fingerprint of each source's record as it is published."""
        return {name: lock.record_digest(source) for name, source in self.corpus.sources.items()}

    @cached_property
    def lines(self) -> frozenset[str]:
        """The lines that the lock of these records has."""
        return self.lines_after(self.lock)

    def lines_after(self, before: Lock | None) -> frozenset[str]:
        """The lines that the lock of these records has after another, which vouches for absent texts."""
        return lock.expected(
            self.corpus,
            self.record_digests,
            self.paragraphs,
            self.proofs,
            figured=self.figures.entries,
            quotations=self.edited,
            before=before,
        )

    @cached_property
    def edited(self) -> tuple[Edited, ...]:
        """Every quotation that an editor's brackets edit, with the source's own words."""
        locked = self.lock.own_words if self.lock else {}
        return tuple(edited.edited(self.paragraphs, self.proofs, locked))

    @cached_property
    def edited_in(self) -> Mapping[tuple[str, int], tuple[Edited, ...]]:
        """The same by passage."""
        by_passage: dict[tuple[str, int], list[Edited]] = {}
        for quotation in self.edited:
            by_passage.setdefault(quotation.passage, []).append(quotation)
        return {passage: tuple(quotations) for passage, quotations in by_passage.items()}

    def source_words(self, passage: tuple[str, int], words: str) -> str:
        """The words of a quotation as the source has them in a passage: other ones where brackets edit it."""
        quotations = self.edited_in.get(passage, ()) if "[" in words else ()
        return next((edit.own for edit in quotations if edit.claim.words == words), words)

    @cached_property
    def shifts(self) -> Shifts:
        """For each locked paragraph of a text that changed, the number that it has now.

        Only those are here that have another number now.
        """
        return moved.shifts(self.paragraphs, self.lock) if self.lock else {}

    @cached_property
    def moves(self) -> Moves:
        """The citations that must be renumbered."""
        return moved.moves(self.claims, self.lock, self.shifts) if self.lock else {}

    @cached_property
    def reliance(self) -> Reliance:
        """What rests on what."""
        return Reliance(self.corpus)

    @cached_property
    def backings(self) -> Mapping[PlacedEntry, Backing]:
        """What backs each entry."""
        return {entry: backing(self.reliance, entry) for entry in self.corpus.entries}

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """Which statement contradicts which."""
        return disputes.disputes(self.corpus)

    @cached_property
    def disputes_of(self) -> Mapping[PlacedEntry, list[Dispute]]:
        """The disputes in which an entry has part, on either side.

        Entries that nothing contradicts are left out.
        """
        groups: dict[PlacedEntry, list[Dispute]] = {}
        for dispute in self.disputes:
            for side in (dispute.claim, dispute.against):
                groups.setdefault(side, []).append(dispute)
        return groups

    @cached_property
    def sources(self) -> Mapping[str, SourceCoverage]:
        """For each source, which of its paragraphs carry something and which do not."""
        return source_coverage(self.corpus)

    @cached_property
    def coverage(self) -> Coverage:
        """How well the whole of the evidence is used."""
        return coverage(self.corpus, self.backings, self.sources)
