"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.rules.catalogue import CODES
from tests.conftest import HARBOUR, ROOT, edit


def run(*words: str) -> Result:
    return CliRunner().invoke(main.cli, words)


def check(project: Path, *words: str) -> Result:
    return run("check", "--root", str(project), "--texts", str(project / "seeds/texts"), *words)


def test_a_clean_corpus_gives_one_line(project: Path) -> None:
    result = check(project)
    assert (result.exit_code, result.output) == (
        0,
        "clean: 2 dossiers, 13 entries, 22 citations of 2 sources\n",
    )


def test_without_texts_one_line_says_what_was_not_verified(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BRIEFINGS_TEXTS", raising=False)
    result = run("check", "--root", str(HARBOUR))
    assert result.exit_code == 0
    assert (
        result.stderr
        == "not verified: quotations from courier-0302, gazette-0301, whose text is not at hand (see --texts)\n"
    )


@pytest.mark.parametrize(
    ("path", "before", "after", "place"),
    [
        (
            "briefings/harbour.yaml",
            "as long as we are talking\n",
            "as long as they are talking\n",
            "25:41: error[quotation-not-found]",
        ),
        (
            "briefings/harbour.yaml",
            "gazette-0301#5]",
            "gazette-0301#55]",
            "46:13: error[paragraph-out-of-range]",
        ),
        (
            "briefings/harbour.yaml",
            "by: harbour-master",
            "by: harbour-mistress",
            "19:9: error[unknown-actor]",
        ),
        ("briefings/harbour.yaml", "credibility: 4", "credability: 4", "30:5: error[unknown-key]"),
        (
            "briefings/harbour.yaml",
            "[@courier-0302#3;",
            "[@courier-0302#33;",
            "63:81: error[paragraph-out-of-range]",
        ),
        (
            "briefings/actors.yaml",
            "of: strait-commission",
            "of: straight-commission",
            "6:9: error[unknown-actor]",
        ),
        ("seeds/courier-0302.yaml", "reliability: C", "reliability: X", "15:16: error[unknown-word]"),
    ],
)
def test_one_slip_is_named_at_its_line_and_column(
    project: Path, path: str, before: str, after: str, place: str
) -> None:
    edit(project / path, before, after)
    result = check(project)
    assert result.exit_code == 1
    assert f"{path}:{place}" in result.output


def test_all_mistakes_of_all_files_in_one_run(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    edit(project / "briefings/ferry.yaml", "courier-0302#3", "courrier-0302#3")
    edit(project / "seeds/gazette-0301.yaml", "paragraphs: 7", "paragraphs: 8")
    assert [found["code"] for found in json.loads(check(project, "--format", "json").stdout)] == [
        "unknown-source",
        "unknown-word",
        "paragraph-count",
    ]


def test_warnings_pass_unless_strict(project: Path) -> None:
    edit(project / "seeds/gazette-0301.yaml", "[1, 2, 7]", "[1, 2]")
    assert check(project).exit_code == 0
    assert check(project, "--strict").exit_code == 1


def test_annotations_for_a_pull_request(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "status: active", "status: actve")
    assert check(project, "--format", "github").stdout.startswith(
        "::error file=briefings/harbour.yaml,line=5,col=9,endLine=5,endColumn=14,title=unknown-word::"
    )


def test_coverage_lists_uncited_paragraphs_with_their_reason(project: Path) -> None:
    result = run("coverage", "--root", str(project), "--texts", str(project / "seeds/texts"))
    assert result.exit_code == 0
    assert "gazette-0301: 4 of 7 paragraphs cited" in result.output
    assert "  paragraph 7: page furniture; The title" in result.output


def test_coverage_fails_on_a_paragraph_that_nothing_accounts_for(project: Path) -> None:
    edit(project / "seeds/gazette-0301.yaml", "[1, 2, 7]", "[1, 2]")
    result = run("coverage", "--root", str(project), "--texts", str(project / "seeds/texts"))
    assert result.exit_code == 1
    assert "paragraph 7: not accounted for" in result.output


def test_pdf_prints_one_dossier_on_the_paper_asked_for(project: Path) -> None:
    target = project / "out.pdf"
    result = run(
        "pdf",
        "harbour",
        "--root",
        str(project),
        "--texts",
        str(project / "seeds/texts"),
        "--paper",
        "letter",
        "-o",
        str(target),
    )
    assert result.exit_code == 0, result.output
    assert target.read_bytes().startswith(b"%PDF")


def test_pdf_of_an_unknown_dossier_names_the_known_ones(project: Path) -> None:
    result = run("pdf", "harbor", "--root", str(project), "--texts", str(project / "seeds/texts"))
    assert result.exit_code == 2
    assert "harbour, ferry" in result.output or "ferry, harbour" in result.output


def test_explain_knows_every_code() -> None:
    assert run("explain").output.count("\n") == len(CODES)
    assert "This fails:" in run("explain", "unknown-word").output
    assert run("explain", "no-such").exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--root", "/"),
        ("check", "--texts", "no-such-folder"),
        ("build", "-f", "no-such.yml"),
        ("nonsense",),
    ],
)
def test_wrong_use_is_exit_code_2_and_says_what_is_wrong(words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "Error: " in result.output


def test_a_fault_of_the_program_is_exit_code_3_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(main, "cli", broken)
    with pytest.raises(SystemExit) as stopped:
        main.main()
    assert stopped.value.code == 3
    assert "fault in the program: RuntimeError: boom" in capsys.readouterr().err


def test_the_readme_names_every_command_and_every_command_has_help() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in main.cli.commands:
        assert f"`briefings {name}" in readme
        assert run(name, "--help").exit_code == 0
