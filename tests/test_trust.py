"""How far the evidence can be trusted: levels, a lock that must be there, signatures by real keys, hashes of texts."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import build, disk
from generator.cli import lock as lock_command
from generator.cli import main
from generator.evidence.lock import KINDS, read
from generator.evidence.signature import Signature, SignedLock, Verdict
from generator.records.load import LOCK, SIGNATURE
from generator.records.vocabulary import Level
from generator.site import publish
from generator.view.settings import Settings
from tests.conftest import Seen, edit, harbour, harbour_texts, with_part
from tests.tools import GIT, SSH_KEYGEN, need

CHIEF, DEPUTY = "chief@strait.example", "deputy@strait.example"


def run(project: Path, command: str, *words: str, texts: bool = True) -> Result:
    folder = project / "seeds/texts" if texts else project / "none"
    folder.mkdir(exist_ok=True)
    return CliRunner().invoke(main.cli, [command, "--root", str(project), "--texts", str(folder), *words])


def says(project: Path, lock: str) -> None:
    """Let the desk say something of its lock."""
    edit(project / "briefings/desk.yaml", "lock: none", lock)


# A lock that is there, and the level that is asked for


def test_a_lock_that_was_deleted_is_an_error_unless_the_desk_keeps_none(project: Path) -> None:
    assert run(project, "check", texts=False).exit_code == 0
    says(project, "lock: unsigned")
    assert run(project, "lock").exit_code == 0
    assert run(project, "check", texts=False).exit_code == 0
    (project / LOCK).unlink()
    for texts in (True, False):
        result = run(project, "check", texts=texts)
        assert result.exit_code == 1
        assert (
            "briefings/desk.yaml:6:7: error[missing-lock]: there is no seeds/evidence.lock" in result.output
        )


def test_a_desk_that_says_nothing_keeps_a_lock(project: Path) -> None:
    says(project, "")
    assert "briefings/desk.yaml:1:1: error[missing-lock]" in run(project, "check").output
    assert run(project, "lock").exit_code == 0
    assert run(project, "check").exit_code == 0


@pytest.mark.parametrize(
    ("texts", "locked", "reached"),
    [((True, True), False, "texts"), ((False, False), True, "lock"), ((False, False), False, "none")],
)
def test_a_level_that_is_not_reached_is_an_error_for_each_source(
    project: Path, texts: tuple[bool, bool], locked: bool, reached: str
) -> None:
    if locked:
        run(project, "lock")
    levels = [level.word for level in Level]
    for asked in levels:
        result = run(project, "check", "--evidence", asked, texts=all(texts))
        fails = levels.index(reached) > levels.index(asked)
        assert result.exit_code == int(fails), result.output
        assert result.output.count("error[too-little-evidence]") == 2 * fails


def test_one_source_without_its_text_is_named_alone(project: Path) -> None:
    run(project, "lock")
    (project / "seeds/texts/courier.txt").unlink()
    result = run(project, "check", "--evidence", "texts")
    assert result.output.count("error[") == 1
    assert (
        "seeds/courier-0302.yaml:11:7: error[too-little-evidence]: the evidence of `courier-0302` is verified "
        "against the lock alone, where `texts` is asked for" in result.output
    )
    assert run(project, "check", "--evidence", "lock").exit_code == 0
    before = (project / LOCK).read_bytes()
    refused = run(project, "lock", "--evidence", "texts")
    assert refused.exit_code == 1
    assert "not reached by courier-0302; the lock was left as it was" in refused.output
    assert (project / LOCK).read_bytes() == before
    assert run(project, "lock", "--evidence", "lock").exit_code == 0


# Cited, not yet verified


@pytest.fixture
def cited(project: Path) -> Path:
    """A locked corpus in which an editor without the texts has written a new citation and a new quotation."""
    says(project, "lock: unsigned")
    assert run(project, "lock").exit_code == 0
    edit(
        project / "briefings/harbour.yaml",
        "cites: [gazette-0301#4, courier-0302#4]",
        "cites: [gazette-0301#3]",
    )
    edit(
        project / "briefings/harbour.yaml",
        "quote: suspended for as long as we are talking",
        "quote: suspended for as long as we",
    )
    return project


def test_a_new_citation_without_the_texts_is_cited_not_yet_verified(cited: Path) -> None:
    result = run(cited, "check", texts=False)
    assert result.exit_code == 1
    assert set(re.findall(r"error\[([a-z-]+)\]", result.output)) == {"not-verified"}
    assert "“suspended for as long as we” from gazette-0301#6 is cited, not yet verified" in result.output
    assert "run `briefings lock` where the texts are at hand" in result.output
    preview = run(cited, "check", "--evidence", "none", texts=False)
    assert preview.exit_code == 0, preview.output
    assert "warning[not-verified]" in preview.output
    assert run(cited, "check", "--evidence", "none", "--strict", texts=False).exit_code == 1
    assert run(cited, "lock").exit_code == 0
    assert run(cited, "check", texts=False).exit_code == 0


def test_a_new_figure_without_the_texts_is_not_yet_verified(project: Path) -> None:
    """Nobody has looked it up beside its passages, though these are locked; a wrong one shows with the texts."""
    says(project, "lock: unsigned")
    assert run(project, "lock").exit_code == 0
    edit(project / "briefings/harbour.yaml", "The two ports agreed", "The three ports agreed")
    result = run(project, "check", texts=False)
    assert result.exit_code == 1
    assert re.findall(r"error\[([a-z-]+)\]", result.output) == ["not-verified"]
    assert "the figures of this entry are cited, not yet verified: three" in result.output
    assert build.build(records(project), {}, Settings()).files == {}
    preview = run(project, "check", "--evidence", "none", texts=False)
    assert preview.exit_code == 0
    assert "warning[not-verified]" in preview.output
    files = build.build(records(project), {}, Settings(), level=Level.NONE).files
    page = Seen(files["docs/dossiers/harbour/index.md"].decode())
    assert page.flat.count("Cited, not yet verified") == 1
    assert "1 citation is not yet verified." in page.flat
    data = json.loads(files["docs/dossiers/harbour/harbour.json"])["verification"]
    assert data["not_verified"] == {"harbour/summary": 1}
    assert "error[figure-not-found]" in run(project, "check").output


def test_a_right_figure_that_is_not_locked_is_no_more_than_that_where_the_texts_are(project: Path) -> None:
    assert run(project, "lock").exit_code == 0
    edit(project / "briefings/harbour.yaml", "The two ports agreed", "The ports agreed after two hours")
    edit(project / "briefings/harbour.yaml", "for the first time since", "since")
    result = run(project, "check")
    assert set(re.findall(r"error\[([a-z-]+)\]", result.output)) == {"not-locked"}
    assert "the figures of this entry are not in the evidence lock: two" in result.output


def test_wrong_words_are_an_error_in_a_preview_too(cited: Path) -> None:
    edit(
        cited / "briefings/harbour.yaml",
        "quote: suspended for as long as we",
        "quote: suspended as long as we",
    )
    assert "error[quotation-not-found]" in run(cited, "check", "--evidence", "none").output


def records(project: Path) -> dict[str, bytes]:
    return disk.read_records(project)


def test_a_preview_marks_what_is_not_yet_verified_and_a_publication_is_refused(cited: Path) -> None:
    assert build.build(records(cited), {}, Settings()).files == {}
    files = build.build(records(cited), {}, Settings(), level=Level.NONE).files
    page = Seen(files["docs/dossiers/harbour/index.md"].decode())
    marks = [about for tag, about in page.elements if about.get("class") == "b-pending"]
    assert len(marks) == page.flat.count("Cited, not yet verified") == 2
    assert "2 citations are not yet verified. What is proven, and how" in page.flat
    assert {about.get("class") for tag, about in page.elements if tag == "p"} >= {
        "b-verified b-verified--pending"
    }
    other = Seen(files["docs/dossiers/ferry/index.md"].decode()).flat
    assert "not yet verified" not in other
    data = json.loads(files["docs/dossiers/harbour/harbour.json"])["verification"]
    assert data["not_verified"] == {"harbour#toll-suspended": 1, "harbour/summary": 1}


def test_no_command_publishes_what_is_not_yet_verified(cited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "printed", lambda *_: iter(()))
    none = cited / "none"
    none.mkdir()
    site = ["build", "-f", str(cited / "mkdocs.yml"), "--texts", str(none), "--no-strict"]
    for command in (
        site,
        ["pdf", "harbour", "--root", str(cited), "--texts", str(none), "-o", str(cited / "out.pdf")],
        ["pack", "harbour", "--root", str(cited), "--texts", str(none), "-o", str(cited / "out.zip")],
    ):
        result = CliRunner().invoke(main.cli, command)
        assert result.exit_code == 1, command
        assert "error[not-verified]" in result.output, command
    assert not any((cited / name).exists() for name in ("site", "out.pdf", "out.zip"))
    monkeypatch.delenv(publish.EVIDENCE_VARIABLE, raising=False)
    monkeypatch.setenv(publish.TEXTS_VARIABLE, str(none))
    assert CliRunner().invoke(main.cli, [*site, "--draft"]).exit_code == 0
    page = (cited / "site/dossiers/harbour/index.html").read_text("utf-8")
    assert page.count('<span class="b-pending">Cited, not yet verified</span>') == 2
    assert 'href="../../proof/"' in page


def test_a_preview_prints_the_mark(cited: Path) -> None:
    built = build.build(records(cited), {}, Settings(), level=Level.NONE)
    order = build.orders(built, "harbour")[0]
    assert '"pending": true' in json.dumps(order.data)
    assert '"pending": true' not in json.dumps(build.orders(built, "ferry")[0].data)


def test_serving_is_a_preview_and_a_build_asks_for_more_unless_it_is_a_draft(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(publish.EVIDENCE_VARIABLE, raising=False)
    assert publish.level_asked(preview=True) is Level.NONE
    assert publish.level_asked(preview=False) is None
    monkeypatch.setenv(publish.EVIDENCE_VARIABLE, "texts")
    assert publish.level_asked(preview=True) is publish.level_asked(preview=False) is Level.TEXTS
    result = CliRunner().invoke(main.cli, ["build", "--draft", "--evidence", "lock"])
    assert result.exit_code == 2
    assert "--draft asks for no evidence" in result.output


# Signatures


@pytest.fixture
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the key of the chief, that of the deputy, and one of a stranger."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("chief", "deputy", "stranger"):
        command = [
            str(need(SSH_KEYGEN)),
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            name,
            "-f",
            str(folder / name),
        ]
        subprocess.run(command, check=True, capture_output=True)
    return folder


def signers(project: Path, keys: Path, *lines: tuple[str, str, str]) -> None:
    """Write the file of those who may sign: a name, options and the name of a key each."""
    text = "".join(
        f"{name} {options} {(keys / f'{key}.pub').read_text('utf-8')}" for name, options, key in lines
    )
    (project / "briefings/allowed-signers").write_text(text, "utf-8")


@pytest.fixture
def signed(project: Path, keys: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk that asks for a signature, with its lock signed by the chief on 5 March 2031."""
    monkeypatch.setattr(lock_command, "today", lambda: date(2031, 3, 5))
    says(project, "lock: signed")
    signers(project, keys, (CHIEF, 'namespaces="briefings-lock"', "chief"), (DEPUTY, "", "deputy"))
    result = run(project, "lock", "--sign", str(keys / "chief"))
    assert result.exit_code == 0, result.output
    return project


@pytest.mark.parametrize("texts", [True, False])
def test_a_lock_signed_by_somebody_who_may_is_trusted(signed: Path, texts: bool) -> None:
    assert "\nsigned 2031-03-05\n" in (signed / LOCK).read_text("utf-8")
    result = run(signed, "check", texts=texts)
    assert result.exit_code == 0, result.output
    who = f"verified against the lock that {CHIEF} signed on 2031-03-05: courier-0302, gazette-0301"
    assert (who in result.output) is not texts


def flaw(project: Path, code: str, *, path: str = SIGNATURE) -> str:
    """The one error that `check` has, with and without the texts; a preview has it as a warning."""
    for texts in (True, False):
        result = run(project, "check", texts=texts)
        assert result.exit_code == 1
        assert re.findall(r"error\[([a-z-]+)\]", result.output) == [code], result.output
        assert result.output.startswith(path)
    preview = run(project, "check", "--evidence", "none", texts=False)
    assert preview.exit_code == 0
    assert f"warning[{code}]" in preview.output
    assert run(project, "check", "--evidence", "lock", texts=False).output.count("too-little-evidence") == 2
    assert f"warning[{code}]" not in run(project, "impact", "gazette-0301").output
    return result.output


def test_a_signature_that_is_missing(signed: Path) -> None:
    (signed / SIGNATURE).unlink()
    assert "briefings lock --sign" in flaw(signed, "unsigned-lock", path="briefings/desk.yaml:6:7")


def test_a_signature_that_is_none(signed: Path) -> None:
    (signed / SIGNATURE).write_text("a seal of wax\n", "utf-8")
    assert "its signature is not one: " in flaw(signed, "broken-signature")


def test_a_signature_for_another_purpose(signed: Path, keys: Path) -> None:
    (signed / SIGNATURE).unlink()
    command = [
        str(need(SSH_KEYGEN)),
        "-Y",
        "sign",
        "-n",
        "git",
        "-f",
        str(keys / "chief"),
        str(signed / LOCK),
    ]
    subprocess.run(command, check=True, capture_output=True)
    assert "namespace does not match" in flaw(signed, "broken-signature")


def test_a_lock_without_the_day_of_its_signature(signed: Path, keys: Path) -> None:
    edit(signed / LOCK, "signed 2031-03-05\n", "")
    assert "it does not say on which day it was signed" in flaw(signed, "broken-signature")


def test_a_signature_by_somebody_unknown(signed: Path, keys: Path) -> None:
    assert run(signed, "lock", "--sign", str(keys / "stranger")).exit_code == 0
    assert "the key that signed it is not in briefings/allowed-signers" in flaw(signed, "unknown-signer")


def test_a_signature_by_somebody_whose_does_not_count(signed: Path, keys: Path) -> None:
    edit(signed / "briefings/desk.yaml", "lock: signed", f"lock: signed\nprincipals: [{CHIEF}]")
    assert run(signed, "check").exit_code == 0
    assert run(signed, "lock", "--sign", str(keys / "deputy")).exit_code == 0
    assert f"it was signed by {DEPUTY}, who is not among" in flaw(signed, "unknown-signer")


def test_a_key_that_may_sign_other_things_only(signed: Path, keys: Path) -> None:
    signers(signed, keys, (CHIEF, 'namespaces="git"', "chief"))
    assert "permits the key for other purposes only" in flaw(signed, "unknown-signer")


@pytest.mark.parametrize(
    ("option", "good"),
    [
        ('valid-before="20310301"', False),
        ('valid-before="20310401"', True),
        ('valid-after="20310401"', False),
        ('valid-after="20310301"', True),
    ],
)
def test_a_key_must_be_valid_on_the_day_of_the_signature(
    signed: Path, keys: Path, option: str, good: bool
) -> None:
    signers(signed, keys, (CHIEF, option, "chief"))
    if good:
        assert run(signed, "check").exit_code == 0
    else:
        assert "it was signed on 2031-03-05, and the key " in flaw(signed, "expired-signer")


def test_a_signature_over_another_lock(signed: Path) -> None:
    """A forger edits a quotation and its line of the lock: without the texts, only the signature tells."""
    before = hashlib.sha256(b"suspended for as long as we are talking").hexdigest()[:16]
    after = hashlib.sha256(b"suspended for as long as you are talking").hexdigest()[:16]
    said = "suspended for as long as {} are talking"
    for path in sorted((signed / "briefings").glob("*.yaml")):
        path.write_text(path.read_text("utf-8").replace(said.format("we"), said.format("you")), "utf-8")
    (signed / LOCK).write_text((signed / LOCK).read_text("utf-8").replace(before, after), "utf-8")
    result = run(signed, "check", texts=False)
    assert re.findall(r"error\[([a-z-]+)\]", result.output) == ["other-lock"]
    assert build.build(records(signed), {}, Settings()).files == {}
    says_unsigned = signed / "briefings/desk.yaml"
    edit(says_unsigned, "lock: signed", "lock: unsigned")
    assert run(signed, "check", texts=False).exit_code == 0, "an unsigned lock does not stop this forger"
    assert "quotation-not-found" in run(signed, "check").output


def test_signers_that_are_missing_or_lie_outside(
    signed: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = signed / "briefings/allowed-signers"
    outside = tmp_path_factory.mktemp("outside") / "signers"
    file.rename(outside)
    path = "briefings/desk.yaml"
    assert "there is no file briefings/allowed-signers" in flaw(signed, "missing-signers", path=path)
    file.symlink_to(outside)
    for texts in (True, False):
        result = run(signed, "check", texts=texts)
        assert result.exit_code == 1
        assert re.findall(r"error\[([a-z-]+)\]", result.output) == ["link-outside", "missing-signers"]
        assert "`briefings/allowed-signers` is a link that leads out of the folder" in result.output
    assert run(signed, "check", "--evidence", "none", texts=False).exit_code == 1
    assert run(signed, "check", "--evidence", "lock", texts=False).output.count("too-little-evidence") == 2


def test_a_machine_without_the_program_trusts_nothing(
    signed: Path, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(signed / "none"))
    assert "the program ssh-keygen is not installed here" in flaw(signed, "unverifiable-signature")
    before = (signed / LOCK).read_bytes()
    result = run(signed, "lock", "--sign", str(keys / "chief"))
    assert result.exit_code == 1
    assert "cannot be signed: the program ssh-keygen of OpenSSH is not installed" in result.output
    assert (signed / LOCK).read_bytes() == before


def test_what_nobody_verified_is_not_trusted(signed: Path) -> None:
    """A caller of the pure part that brings no notary gets no signature for it."""
    checked = build.check(records(signed), harbour_texts())
    codes = [diagnostic.code.name for diagnostic in checked.diagnostics]
    assert codes == ["unverifiable-signature"]


def test_locking_again_keeps_a_signature_that_still_holds_and_asks_for_one_that_does_not(
    signed: Path,
) -> None:
    before = (signed / LOCK).read_bytes(), (signed / SIGNATURE).read_bytes()
    result = run(signed, "lock")
    assert result.exit_code == 0
    assert "the desk asks for a signature" not in result.output
    assert ((signed / LOCK).read_bytes(), (signed / SIGNATURE).read_bytes()) == before
    edit(
        signed / "briefings/harbour.yaml",
        "cites: [gazette-0301#4, courier-0302#4]",
        "cites: [gazette-0301#3]",
    )
    assert "the desk asks for a signature: run `briefings lock --sign`" in run(signed, "lock").output
    assert "signed" not in (signed / LOCK).read_text("utf-8")
    assert "error[broken-signature]" in run(signed, "check").output


def test_the_key_with_which_git_signs_is_taken_where_none_is_named(signed: Path, keys: Path) -> None:
    def git(*words: str) -> None:
        subprocess.run([need(GIT), "-C", signed, *words], check=True, capture_output=True)

    git("init", "-q")
    git("config", "user.signingKey", str(keys / "deputy"))
    result = run(signed, "lock", "--sign")
    assert result.exit_code == 2
    assert "git has no SSH key to sign with here" in result.output
    git("config", "gpg.format", "ssh")
    assert run(signed, "lock", "--sign").exit_code == 0
    assert f"the lock that {DEPUTY} signed on 2031-03-05" in run(signed, "check", texts=False).output


def test_nobody_signs_what_was_not_looked_up_unless_they_say_so(signed: Path, keys: Path) -> None:
    """Of a text that is elsewhere the lines of an older lock are kept, and anybody may have written those."""
    (signed / "seeds/texts/courier.txt").unlink()
    before = (signed / LOCK).read_bytes(), (signed / SIGNATURE).read_bytes()
    result = run(signed, "lock", "--sign", str(keys / "deputy"))
    assert result.exit_code == 1
    assert "`texts` is asked for, and not reached by courier-0302" in result.output
    assert ((signed / LOCK).read_bytes(), (signed / SIGNATURE).read_bytes()) == before
    assert run(signed, "lock", "--evidence", "lock", "--sign", str(keys / "deputy")).exit_code == 0


def test_a_key_that_is_not_there_leaves_the_lock_as_it_was(signed: Path) -> None:
    before = (signed / LOCK).read_bytes()
    result = run(signed, "lock", "--sign", "no-such-key")
    assert result.exit_code == 1
    assert "there is no key no-such-key" in result.output
    assert (signed / LOCK).read_bytes() == before


def test_every_kind_of_line_is_explained_and_read() -> None:
    assert [kind.name for kind in KINDS] == sorted(kind.name for kind in KINDS)
    lines = (
        f'cites harbour#a s#1 -\nedited s#1 {"0" * 16} "a"\nfigures harbour#a {"0" * 16}\n'
        f"file s {'0' * 64}\nparagraph s#1 {'0' * 16}\n"
        f"record s {'0' * 16}\nsigned 2031-03-05\ntext s 3 {'0' * 16}\n"
    )
    assert read(lines).broken == ()
    assert {line.split(" ")[0] for line in read(lines).lines} == {kind.name for kind in KINDS}
    assert read("signed 2031-13-05\nfile s 00\nseal x\n").broken == (1, 2, 3)


# What readers are told


def trusting(_: SignedLock) -> Verdict:
    return Signature(CHIEF, "2031-03-05", "SHA256:abc")


def verified(files: dict[str, bytes], texts: dict[str, bytes]) -> str:
    """The line of the dossier's page, after the page of each source and the data were seen to agree."""
    built = build.build(
        files, texts, Settings("https://strait.example/"), notary=trusting, level=Level.NONE
    ).files
    pages = {path: data.decode() for path, data in built.items() if path.endswith(".md")}
    data = json.loads(built["docs/dossiers/harbour/harbour.json"])["verification"]
    line = str(data["sentence"])
    assert f"{line} What is proven, and how" in Seen(pages["docs/dossiers/harbour/index.md"]).flat
    lacking = [path for path, text in pages.items() if "b-verified" not in text]
    assert lacking == ["docs/editing/fields.md", "docs/editing/findings.md"]
    graph = json.loads(built["docs/dossiers/harbour/harbour.jsonld"])["@graph"]
    report = next(node for node in graph if node["@type"] == "Report")
    assert report["review"]["reviewBody"] == line
    whole = json.loads(built["docs/data/verification.json"])
    for path in ("docs/data/annotations.jsonld", "docs/feed.xml", "docs/watch.ics"):
        unfolded = built[path].decode().replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")
        assert whole["sentence"] in unfolded, path
    return line


def locked(policy: str) -> dict[str, bytes]:
    files = with_part(f"# briefings/desk.yaml\nlock: {policy}\n")
    lines = "".join(f"{line}\n" for line in build.check(files, harbour_texts()).evidence.lines)
    day = "signed 2031-03-05\n" if policy == "signed" else ""
    return {**files, LOCK: (lines + day).encode(), SIGNATURE: b"by hand"}


def test_the_line_says_how_the_evidence_was_verified() -> None:
    texts = harbour_texts()
    some = {"gazette.txt": texts["gazette.txt"]}
    nobody = "a lock that nobody has signed"
    chief = f"the lock that {CHIEF} signed on 5 March 2031"
    assert verified(harbour(), texts) == "Evidence verified against the texts of its sources."
    assert verified(locked("signed"), texts) == "Evidence verified against the texts of its sources."
    assert verified(locked("unsigned"), {}) == f"Evidence verified against {nobody}."
    assert verified(locked("signed"), {}) == f"Evidence verified against {chief}."
    assert (
        verified(locked("signed"), some)
        == f"Evidence verified against the text of 1 source and against {chief} for 1."
    )
    nothing = "neither the texts of its sources nor a lock were at hand"
    assert verified(harbour(), {}) == f"Evidence not verified: {nothing}."
    assert re.fullmatch(
        r"Evidence verified against the text of 1 source; that of 1 is not verified\. \d+ citations are not yet verified\.",
        verified(harbour(), some),
    )


def test_the_data_name_who_signed_and_with_which_key() -> None:
    built = build.build(locked("signed"), {}, Settings(), notary=trusting)
    assert json.loads(built.files["docs/data/verification.json"]) == {
        "sentence": f"Evidence verified against the lock that {CHIEF} signed on 5 March 2031.",
        "sources": {"courier-0302": "lock", "gazette-0301": "lock"},
        "signature": {"by": CHIEF, "on": "2031-03-05", "key": "SHA256:abc"},
        "not_verified": {},
    }


# The hash of a text


def test_a_doctored_text_cannot_be_locked_unless_its_record_says_so_in_one_line(project: Path) -> None:
    text, record = project / "seeds/texts/gazette.txt", project / "seeds/gazette-0301.yaml"
    assert run(project, "lock").exit_code == 0
    before = (project / LOCK).read_text("utf-8")
    edit(text, "Subscribe to", "Write to")
    doctored = hashlib.sha256(text.read_bytes()).hexdigest()
    result = run(project, "check")
    assert re.search(
        r"gazette-0301\.yaml:\d+:9: error\[other-text\]: the text of `gazette-0301` at hand", result.output
    )
    assert f"write {doctored}" in result.output
    assert run(project, "lock").exit_code == 1
    assert (project / LOCK).read_text("utf-8") == before
    record.write_text(re.sub(r"(?m)^sha256: .*$", f"sha256: {doctored}", record.read_text("utf-8")), "utf-8")
    assert run(project, "lock").exit_code == 0
    assert f"\nfile gazette-0301 {doctored}\n" in (project / LOCK).read_text("utf-8")


@pytest.mark.parametrize("put", ["", f"file gazette-0301 {'0' * 64}\n"])
def test_a_lock_of_another_text_than_the_record_names_shows_without_the_texts(
    project: Path, put: str
) -> None:
    assert run(project, "lock").exit_code == 0
    text = (project / LOCK).read_text("utf-8")
    (project / LOCK).write_text(re.sub(r"file gazette-0301 .*\n", put, text), "utf-8")
    result = run(project, "check", texts=False)
    assert re.findall(r"error\[([a-z-]+)\]", result.output) == ["other-text"]
    assert "the lock was not made from the text of `gazette-0301` that its record names" in result.output


def without_hash(project: Path, change: Callable[[str], str] = lambda text: text) -> Path:
    record = project / "seeds/gazette-0301.yaml"
    text = re.sub(r"(?m)^sha256: .*\n", "", record.read_text("utf-8"))
    record.write_text(change(text), "utf-8")
    return record


def test_a_missing_hash_is_inserted_where_the_text_is_at_hand(project: Path) -> None:
    record = without_hash(project)
    assert "error[missing-hash]" in run(project, "check", "--fix", texts=False).output
    assert "sha256" not in record.read_text("utf-8")
    result = run(project, "check", "--fix")
    assert result.exit_code == 0
    sha256 = hashlib.sha256((project / "seeds/texts/gazette.txt").read_bytes()).hexdigest()
    assert f"\nparagraphs: 7\nsha256: {sha256}\n" in record.read_text("utf-8")
    assert f"seeds/gazette-0301.yaml:11\n+ sha256: {sha256}\nmended: " in result.output


def test_a_hash_is_not_inserted_where_no_line_can_be_or_for_a_text_that_was_not_locked(project: Path) -> None:
    assert run(project, "lock").exit_code == 0
    record = without_hash(project, lambda text: text.replace("paragraphs: 7", "paragraphs:\n  7"))
    before = record.read_text("utf-8")
    run(project, "check", "--fix")
    assert record.read_text("utf-8") == before
    record.write_text(before.replace("paragraphs:\n  7", "paragraphs: 7"), "utf-8")
    edit(project / "seeds/texts/gazette.txt", "Subscribe to", "Write to")
    run(project, "check", "--fix")
    assert "sha256" not in record.read_text("utf-8")
