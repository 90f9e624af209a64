"""The corpus that the benchmark grows is a sound one, so that its figures are those of real work."""

from __future__ import annotations

from generator import build
from tests.growing import growing


def test_a_corpus_that_grows_is_sound_and_its_sources_texts_and_lock_grow_with_it() -> None:
    small, large = growing(2), growing(4)
    checked = build.check(large.files, large.texts)
    assert checked.ok
    assert [d.code.name for d in checked.diagnostics] == ["uncited-paragraph"]
    assert len(large.files) - len(small.files) == 2 * 3
    assert len(set(large.texts.values())) == 2 + 2 * 4
    lines = [corpus.files["seeds/evidence.lock"].count(b"\ncites ") for corpus in (small, large)]
    assert lines == [40, 40 + 2 * 17]
