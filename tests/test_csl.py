"""References: records as CSL items, styles, and what pandoc makes of awkward records."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from generator import build
from generator.cli.main import cli
from generator.records.source import Name
from generator.records.vocabulary import SourceType
from generator.references import pandoc
from generator.references.items import edtf, source_item
from generator.references.model import PLAIN, CslItem, Reference, words
from generator.site import publish
from generator.view.settings import Settings
from generator.view.site import view
from tests.conftest import ROOT, edit, findings, harbour, harbour_texts, with_part
from tests.references import awkward, csl_schema, types

GOLDEN = ROOT / "tests/golden/references"
STYLES = ["chicago-notes-bibliography", "apa", "ieee"]
SETTINGS = Settings("https://strait.example/")


@pytest.fixture
def writing(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--golden"))


def items() -> list[CslItem]:
    return [source_item(source) for source in awkward()]


def shown(reference: Reference) -> str:
    """A reference with its styles marked."""
    signs = {"em": "*", "strong": "**", "smallcaps": "^", "sup": "'", "sub": ",", "": ""}
    return "".join(f"{signs[run.style]}{run.text}{signs[run.style]}" for run in reference)


def part(style: str) -> str:
    return f"# briefings/desk.yaml\nstyle: {style}\n"


def checked_with(style: str, root: Path) -> list[tuple[str, str]]:
    found = build.check(with_part(part(style)), harbour_texts(), citer=pandoc.citer(root)).diagnostics
    return [(d.code.name, d.hint) for d in found]


@pytest.mark.parametrize("style", STYLES)
def test_awkward_records_are_right_in_three_styles(style: str, tmp_path: Path, writing: bool) -> None:
    cited = pandoc.citer(tmp_path).cite(items(), style)
    text = "".join(f"{item['id']}: {shown(cited[item['id']])}\n" for item in items())
    target = GOLDEN / f"{style}.txt"
    if writing:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    assert text == target.read_text("utf-8")


def test_the_items_are_valid_csl_json() -> None:
    jsonschema.validate(items(), csl_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**items()[0], "type": "newspaper"}], csl_schema())


def test_the_vocabulary_holds_the_types_of_csl() -> None:
    assert {kind.word for kind in SourceType} == types()


def test_dates_survive_as_csl_and_back() -> None:
    assert [edtf(source_item(source), "issued") for source in awkward()] == [
        source.issued.text for source in awkward()
    ]
    assert source_item(awkward()[4])["issued"] == {"date-parts": [[2031, 2, 27], [2031, 3, 1]]}
    assert source_item(awkward()[2])["issued"] == {"date-parts": [[1894]], "circa": True}
    assert source_item(awkward()[3])["custom"] == {"issued": "1894-05?"}


def test_a_bare_name_is_kept_whole() -> None:
    assert Name.model_validate("Strait Commission").literal == "Strait Commission"
    assert (
        Name.model_validate(
            {"family": "Meer", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr."}
        ).words
        == "Jan van der Meer Jr."
    )


@pytest.mark.parametrize(
    "name", ["{given: Ada}", "{family: Lind, literal: Ada Lind}", "{literal: Lind, given: Ada}"]
)
def test_half_a_name_is_an_error(name: str) -> None:
    ((code, line, _),) = findings(f"# seeds/gazette-0301.yaml\nauthor:\n  - {name}\n")
    assert (code, line) == ("bad-name", 2)


def test_an_unknown_type_is_an_error_with_a_guess() -> None:
    found = build.check(
        with_part("# seeds/gazette-0301.yaml\ntype: article-newspapr\n"), harbour_texts()
    ).diagnostics
    assert [d.code.name for d in found] == ["unknown-word"]
    assert "did you mean `article-newspaper`?" in found[0].hint


def test_numbers_may_be_written_as_numbers() -> None:
    assert findings("# seeds/gazette-0301.yaml\nvolume: 7\nissue: 2\npage: 4-5\nDOI: 10.1000/182\n") == []
    assert findings("# seeds/gazette-0301.yaml\nvolume: true\n") == [("wrong-type", 1, 9)]


def test_an_unknown_style_is_an_error_at_its_place_with_a_guess(tmp_path: Path) -> None:
    assert checked_with("apa", tmp_path) == []
    assert checked_with("nature-digest", tmp_path) == []
    assert checked_with("chicago-note", tmp_path) == [("unknown-style", "did you mean `chicago-notes`?")]
    found = build.check(with_part(part("apaa")), harbour_texts(), citer=pandoc.citer(tmp_path)).diagnostics[0]
    assert found.path == "briefings/desk.yaml"
    assert found.span.start.column == len("style: ") + 1


def test_a_style_file_lies_in_the_site(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    text = pandoc.names()["apa"].read_text("utf-8")
    (root / "house.csl").write_text(text, "utf-8")
    (tmp_path / "outside.csl").write_text(text, "utf-8")
    (root / "away.csl").symlink_to(tmp_path / "outside.csl")
    (root / "other.csl").write_text("<xml/>", "utf-8")
    assert checked_with("house.csl", root) == []
    for style in ("styles/house.csl", "away.csl", "other.csl"):
        assert [code for code, _ in checked_with(style, root)] == ["unknown-style"]
    house, named = (pandoc.citer(root).cite(items(), style) for style in ("house.csl", "apa"))
    assert house == named


def test_an_alias_is_the_style_that_it_stands_for(tmp_path: Path) -> None:
    citer = pandoc.citer(tmp_path)
    assert citer.cite(items(), "nature-digest") == citer.cite(items(), "nature")


def test_each_reference_stands_alone(tmp_path: Path) -> None:
    one = {
        "id": "a",
        "type": "report",
        "title": "First",
        "author": [{"literal": "Strait Commission"}],
        "issued": {"date-parts": [[2031]]},
    }
    two = {**one, "id": "b", "title": "Second"}
    for style in ("apa", "chicago-author-date", "chicago-notes-bibliography-17th-edition"):
        cited = pandoc.citer(tmp_path).cite([one, two], style)
        assert words(cited["b"]) == words(cited["a"]).replace("First", "Second")
        assert "2031a" not in words(cited["a"])


def test_a_style_without_a_bibliography_gives_its_note(tmp_path: Path) -> None:
    cited = pandoc.citer(tmp_path).cite(items(), "chicago-notes")
    assert words(cited["about"]) == "Ilse Brandt, A History of the Strait (Harbour Press, [1894?])."


def test_nothing_in_a_record_is_taken_for_markup(tmp_path: Path) -> None:
    title = '<script>alert(1)</script> *a* _b_ $c$ [d](javascript:alert) <i>e</i> {f} \\g @h `i` "j"'
    item: CslItem = {
        "id": "x",
        "type": "book",
        "title": title,
        "URL": "javascript:alert(1)",
        "language": "de",
    }
    for style in STYLES:
        (reference,) = pandoc.citer(tmp_path).cite([item], style).values()
        assert "<script>alert(1)</script> *a* _b_ $c$ [d](javascript:alert) <i>e</i> {f} \\g @h `i`" in words(
            reference
        )
        assert {run.url for run in reference} == {""}


def test_the_second_call_reads_what_the_first_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = pandoc.citer(tmp_path).cite(items(), "apa")
    monkeypatch.setattr(pandoc, "_run", lambda *_: pytest.fail("pandoc was called again"))
    assert pandoc.citer(tmp_path).cite(items(), "apa") == first
    (kept,) = (tmp_path / ".cache/references").iterdir()
    kept.write_text('{"about": [{"txt": 1}]}')
    monkeypatch.undo()
    assert pandoc.citer(tmp_path).cite(items(), "apa") == first


def test_a_missing_or_failing_pandoc_is_a_clear_error(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / ".cache").unlink()  # what other tests have formatted needs no pandoc
    found = pandoc._folder
    monkeypatch.setattr(
        pandoc, "_folder", lambda package, wheel: project if package == "pypandoc" else found(package, wheel)
    )
    texts = str(project / "seeds/texts")
    words = ["pdf", "harbour", "--root", str(project), "--texts", texts, "-o", str(project / "x.pdf")]
    result = CliRunner().invoke(cli, words)
    assert result.exit_code == 1
    assert "pandoc does not start (No such file or directory); install pypandoc_binary anew" in result.output
    monkeypatch.undo()
    (project / "broken.csl").write_text('<style xmlns="http://purl.org/net/xbiblio/csl"><oops></style>')
    result = CliRunner().invoke(cli, [*words, "--style", "broken.csl"])
    assert result.exit_code == 1
    assert "Error: pandoc could not format the references" in result.output


def test_a_style_on_the_command_line_goes_before_the_desks(project: Path) -> None:
    result = CliRunner().invoke(cli, ["pdf", "--root", str(project), "--style", "apaa"])
    assert result.exit_code == 2
    assert "did you mean `apa`?" in result.output
    edit(project / "briefings/desk.yaml", "dossiers:", "style: ieee\ndossiers:")
    for style, reference in (
        ("", "A. Lind, “Two ports, one door,” Port Courier, Mar. 02, 2031."),
        ("apa", "A. Lind. (2031, March 2). Two ports, one door. Port Courier."),
    ):
        built = publish.read_and_build(project, project / "seeds/texts", Settings(style=style))
        data = json.loads(json.dumps(built.prints[0].data))
        assert reference in [group["source"]["reference"] for group in data["dossiers"][0]["sources"]]


def test_the_dossier_itself_can_be_cited(tmp_path: Path) -> None:
    built = build.build(harbour(), harbour_texts(), SETTINGS, citer=pandoc.citer(tmp_path))
    assert built.checked.ok
    plain = view(built.checked.evidence, SETTINGS).dossiers[0]
    assert plain.cite is not None
    assert (
        plain.cite.text
        == f"The Strait desk. “Harbour dispute”. Dossier, edition {plain.edition}, 2 March 2031. https://strait.example/dossiers/harbour/"
    )
    assert f"number       = {{edition {plain.edition}}}" in plain.cite.bibtex
    data = json.loads(json.dumps(built.prints[0].data))["dossiers"][0]["cite"]
    assert data["text"].startswith("The Strait desk. Harbour Dispute. Dossier Edition ")
    assert data["text"].rstrip(".").endswith("https://strait.example/dossiers/harbour/")


def test_without_a_formatter_references_are_plain() -> None:
    built = build.build(harbour(), harbour_texts(), SETTINGS, citer=PLAIN)
    assert "“Two ports, one door”. Port Courier, 2 March 2031." in built.files[
        "docs/sources/courier-0302.md"
    ].decode().replace("&#8220;", "“")
