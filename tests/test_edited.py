"""Where an editor puts brackets into a quotation, whoever reads it sees what the source itself says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import build
from generator.evidence.lock import dump
from generator.pack import archive
from generator.records.load import LOCK
from generator.view.settings import Settings
from tests.conftest import HARBOUR, Seen, harbour_texts, with_part
from tests.test_pack import prove, unpack

QUOTED = "We are not enemies, [they] are neighbours with one door"
OWN = "We are not enemies, we are neighbours with one door"
IN_A_QUOTE = f"""accounts:
  - text: They talk.
    cites: [{{source: courier-0302, paragraph: 2, quote: "{QUOTED}"}}]
"""
IN_A_SENTENCE = f"""accounts:
  - text: Brandt says “{QUOTED}”.
    cites: [courier-0302#2]
"""


def built(part: str, texts: dict[str, bytes], lock: str = "") -> build.Built:
    files = with_part(part)
    files |= {LOCK: lock.encode()} if lock else {}
    result = build.build(files, texts, Settings("https://strait.example/"))
    assert result.checked.ok, result.checked.diagnostics
    return result


def dossier(result: build.Built) -> str:
    return Seen(result.files["docs/dossiers/harbour/index.md"].decode()).text


@pytest.mark.parametrize(
    ("part", "note"),
    [
        (IN_A_QUOTE, f"paragraph 2, through Strait Wire: “{QUOTED}”. The source’s own words: “{OWN}”"),
        (IN_A_SENTENCE, f"Of “{QUOTED}” the source’s own words: “{OWN}”"),
    ],
)
def test_the_note_has_the_words_of_the_source(part: str, note: str) -> None:
    assert note in dossier(built(part, harbour_texts()))


def test_the_lock_has_them_so_that_a_machine_without_the_texts_shows_the_same() -> None:
    lock = dump(built(IN_A_QUOTE, harbour_texts()).checked.evidence.lines)
    assert f'"{OWN}"' in lock
    assert f"The source’s own words: “{OWN}”" in dossier(built(IN_A_QUOTE, {}, lock))


@pytest.mark.parametrize("texts", [True, False])
def test_a_lock_without_them_or_with_others_is_told(texts: bool) -> None:
    lock = dump(built(IN_A_QUOTE, harbour_texts()).checked.evidence.lines)
    forged = lock.replace(f'"{OWN}"', '"We are neighbours"')
    files = {**with_part(IN_A_QUOTE), LOCK: forged.encode()}
    codes = {d.code.name for d in build.check(files, harbour_texts()).diagnostics}
    assert codes == {"not-locked", "stale-lock"}
    broken = {**files, LOCK: lock.replace(f'"{OWN}"', '"\\"').encode()}
    assert "broken-lock" in {
        d.code.name for d in build.check(broken, harbour_texts() if texts else {}).diagnostics
    }


def test_data_and_annotations_have_them() -> None:
    files = built(IN_A_QUOTE, harbour_texts()).files
    assert json.loads(files["docs/dossiers/harbour/harbour.json"])["edited"] == [
        {"cites": "courier-0302#2", "quotation": QUOTED, "source": OWN}
    ]
    annotations = files["docs/dossiers/harbour/harbour.annotations.jsonld"].decode()
    assert f'"exact": "{OWN}"' in annotations
    assert QUOTED not in annotations


def test_on_paper_the_note_has_them_too() -> None:
    orders = built(IN_A_QUOTE, harbour_texts()).prints
    assert any(OWN in json.dumps(order.data, ensure_ascii=False) for order in orders)


@pytest.mark.parametrize("part", [IN_A_QUOTE, IN_A_SENTENCE])
def test_a_pack_has_them_and_proves_them(part: str, tmp_path: Path) -> None:
    evidence = built(part, harbour_texts()).checked.evidence
    members = archive.members(evidence, evidence.corpus.dossiers["harbour"], Settings())
    assert prove(unpack(members, tmp_path / "true"), "--texts", HARBOUR / "texts")[0] == 0
    for name in ("evidence.lock", "annotations.jsonld"):
        members[name] = members[name].replace(b"we are neighbours with one", b"we are neighbours, with one")
    code, lines = prove(unpack(members, tmp_path / "false"), "--texts", HARBOUR / "texts")
    assert code == 1
    assert any("the lock does not say what the source has for" in line for line in lines)
