"""What in the evidence is not used: the command `coverage`, and the page with the evidence map."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from generator import build
from generator.cli import main
from generator.view.coverage import MOST_ROWS
from generator.view.settings import Settings
from tests.conftest import Seen, edit, findings, harbour, harbour_texts

REVIEW = "as_of: 2031-03-02\nreview_by: 2031-06-01\n"


def coverage(project: Path, *words: str) -> Result:
    return CliRunner().invoke(
        main.cli, ["coverage", "--root", str(project), "--texts", str(project / "seeds/texts"), *words]
    )


def page(files: dict[str, bytes]) -> str:
    built = build.build(files, harbour_texts(), Settings())
    assert built.checked.ok, built.checked.diagnostics
    return built.files["docs/coverage.md"].decode()


def charts(text: str) -> list[ElementTree.Element]:
    """The charts of a page, which browsers and XML read alike."""
    return [
        ElementTree.fromstring(found)
        for found in re.findall(r'<svg class="b-map"[^>]*role="img".*?</svg>', text, re.DOTALL)
    ]


def test_statements_with_a_single_origin_are_listed_with_it(project: Path) -> None:
    output = coverage(project).output
    assert "one origin: 5 of 5 statements rest on a single origin" in output
    assert "  harbour#first-meeting: gazette-0301\n" in output
    assert "  harbour#toll-collected: strait-wire\n" in output


def test_two_sources_that_relay_the_same_origin_are_one(project: Path) -> None:
    edit(
        project / "briefings/harbour.yaml",
        "    cites: [gazette-0301#3]\naccounts:",
        "    cites: [gazette-0301#3, courier-0302#2]\naccounts:",
    )
    output = coverage(project).output
    assert "independence unknown: 1 of 5 statements rest on sources that may go back to one origin" in output
    assert "  harbour#first-meeting: gazette-0301, courier-0302\n" in output
    edit(project / "seeds/gazette-0301.yaml", "language: en\n", "language: en\norigin: strait-wire\n")
    assert "  harbour#first-meeting: strait-wire\n" in coverage(project).output


OWN = "language: en\norigin: {id: gazette-0301, ground: Its correspondent was there.}\n"


def test_two_independent_origins_are_no_news(project: Path) -> None:
    edit(
        project / "briefings/harbour.yaml",
        "    cites: [gazette-0301#3]\naccounts:",
        "    cites: [gazette-0301#3, courier-0302#2]\naccounts:",
    )
    edit(project / "seeds/gazette-0301.yaml", "language: en\n", OWN)
    assert "harbour#first-meeting" not in coverage(project).output


def test_a_statement_in_parts_is_listed_with_its_sources(project: Path) -> None:
    edit(
        project / "briefings/harbour.yaml",
        "    cites: [gazette-0301#3]\naccounts:",
        "    cites:\n"
        "      - {source: gazette-0301, paragraph: 3, for: The two boards met}\n"
        "      - {source: courier-0302, paragraph: 2, for: for the first time since the toll}\naccounts:",
    )
    assert "in parts: 1 of 5 statements have no source for the whole" in coverage(project).output
    found = json.loads(coverage(project, "--format", "json").output)
    parts = {"statement": "harbour#first-meeting", "sources": ["gazette-0301", "courier-0302"]}
    assert found["in_parts"] == [parts]
    assert found["independence_unknown"] == []


def test_a_source_that_nothing_rests_on_is_a_finding(project: Path) -> None:
    text = (project / "seeds/courier-0302.yaml").read_text("utf-8").replace("id: courier-0302", "id: third")
    (project / "seeds/third.yaml").write_text(text.replace("[1]", "[1, 2, 3, 4]"), "utf-8")
    result = coverage(project)
    assert result.exit_code == 1
    assert "third: nothing rests on it" in result.output


@pytest.mark.parametrize(
    ("today", "code", "says"),
    [("2031-06-01", 0, "1 June 2031\n"), ("2031-06-02", 1, "1 June 2031, overdue\n")],
)
def test_a_review_is_overdue_after_its_day(project: Path, today: str, code: int, says: str) -> None:
    edit(project / "briefings/harbour.yaml", "as_of: 2031-03-02\n", REVIEW)
    result = coverage(project, "--today", today)
    assert result.exit_code == code
    assert f"harbour: review due {says}" in result.output


def test_everything_as_json(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "as_of: 2031-03-02\n", REVIEW)
    found = json.loads(coverage(project, "--format", "json", "--today", "2031-07-01").output)
    assert found["sources"]["gazette-0301"]["excused"] == {
        "1": "furniture",
        "2": "furniture",
        "7": "furniture",
    }
    assert found["reviews"] == [{"dossier": "harbour", "review_by": "2031-06-01", "overdue": True}]
    assert {"statement": "ferry#skippers-paid", "origin": "strait-wire"} in found["single_origin"]
    assert (found["statements"], found["unused"]) == (5, [])


def test_a_review_lies_ahead_of_the_dossier() -> None:
    assert findings("as_of: 2031-03-02\nreview_by: 2031-03-01\n") == [("overdue-review", 2, 12)]
    assert findings("as_of: 2031-03-02\nreview_by: 2031-06\n") == [("not-one-day", 2, 12)]


def test_the_build_shows_the_day_of_review_and_compares_it_with_nothing() -> None:
    files = harbour()
    files["briefings/harbour.yaml"] = files["briefings/harbour.yaml"].replace(
        b"as_of: 2031-03-02\n", b"as_of: 2031-03-02\nreview_by: 2031-03-02\n"
    )
    assert "Harbour dispute: Review due 2 March 2031" in Seen(page(files)).flat
    assert "overdue" not in page(files)
    assert (
        "Review due"
        in build.build(files, harbour_texts(), Settings()).files["docs/dossiers/harbour/index.md"].decode()
    )


def test_each_chart_names_and_describes_itself() -> None:
    for chart in charts(page(harbour())):
        title, description = chart[0], chart[1]
        assert chart.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert title.text
        assert description.text


def test_the_table_says_what_the_chart_shows() -> None:
    text = page(harbour())
    lines = [line for chart in charts(text) for line in chart.iter("g")]
    marks = sum(
        len([e for e in line if "b-map-row" not in (e.get("class") or "") and e.tag != "title"])
        for line in lines
    )
    rows = re.findall(
        r'<th scope="row" markdown="span">\[.*?\]\(dossiers/.*?\)</th>\n<td markdown="span">(.*?)</td>', text
    )
    assert len(rows) == len(lines) == 5
    assert marks == sum(row.count("; ") + 1 for row in rows)


def test_a_statement_with_two_independent_origins_is_drawn_full_and_no_other_is() -> None:
    files = harbour()
    before = page(files)
    cites = b"    cites: [gazette-0301#3, courier-0302#2, {source: courier-0302, paragraph: 3, relation: disputes}]\naccounts:"
    files["briefings/harbour.yaml"] = files["briefings/harbour.yaml"].replace(
        b"    cites: [gazette-0301#3]\naccounts:", cites
    )
    assert page(files).count("b-map-shared") == before.count("b-map-shared")
    files["seeds/gazette-0301.yaml"] = files["seeds/gazette-0301.yaml"].replace(
        b"language: en\n", OWN.encode()
    )
    after = page(files)
    legend = 1
    assert before.count("b-map-shared") == legend
    assert after.count("b-map-shared") == legend + 2
    assert after.count("b-map-disputes") == legend + 1
    assert "Port Courier, 2 March (corrected), disputes, paragraph" in Seen(after).flat


HOSTILE = '</title></svg><script>alert(1)</script> <b onclick="x">& {{ 7 * 7 }} | [a](javascript:x) `c` ** ]]> <!-- '


def test_nothing_from_yaml_gets_into_the_charts_as_markup() -> None:
    files = harbour()
    unquoted = HOSTILE.replace('"', "")
    for path, key, value in (
        ("briefings/harbour.yaml", "title", unquoted),
        ("seeds/gazette-0301.yaml", "short", HOSTILE),
    ):
        line = f"{key}: {json.dumps(value)}".encode()
        files[path] = re.sub(rf"^{key}: .*$".encode(), line, files[path], count=1, flags=re.MULTILINE)
    sentence = json.dumps(unquoted).encode()
    files["briefings/harbour.yaml"] = files["briefings/harbour.yaml"].replace(
        b"text: The toll was still collected on Friday.",
        b"text: " + sentence + b"\n    reckoned: " + sentence,
    )
    text = page(files)
    seen = Seen(text)
    assert "script" not in seen.tags
    assert not any("onclick" in attributes for _, attributes in seen.elements)
    assert HOSTILE.split("<b")[0].strip() in seen.text
    assert all(chart.find("title") is not None for chart in charts(text))
    assert not re.search(r"<svg(?:(?!</svg>).)*\n\s*\n(?:(?!<svg).)*</svg>", text, re.DOTALL)


def many(count: int, sources: int) -> dict[str, bytes]:
    """The harbour corpus with many statements in one dossier, and many sources."""
    files = harbour()
    for number in range(sources):
        files[f"seeds/extra-{number}.yaml"] = files["seeds/courier-0302.yaml"].replace(
            b"id: courier-0302", f"id: extra-{number}".encode()
        )
    item = "  - id: more-{0}\n    kind: reported\n    text: The toll was collected {0} times.\n    reckoned: Counted {0} times.\n    cites: [extra-{1}#3]\n"
    more = "".join(item.format(number, number % sources) for number in range(count))
    files["briefings/ferry.yaml"] = re.sub(
        rb"statements:\n", b"statements:\n" + more.encode(), files["briefings/ferry.yaml"], count=1
    )
    return files


def test_beyond_a_few_hundred_statements_a_row_is_a_dossier() -> None:
    text = page(many(MOST_ROWS, 4))
    (chart,) = charts(text)
    assert [line.find("text").text for line in chart.iter("g")] == ["Harbour dispute", "The night ferry"]  # type: ignore[union-attr]
    assert "more-7" in text, "the list of statements without two origins names each"
    assert '<td markdown="span">301</td>' in text


@pytest.mark.slow
def test_the_charts_grow_no_faster_than_what_they_show() -> None:
    def size(count: int, sources: int) -> int:
        return sum(
            len(found) for found in re.findall(r"<svg.*?</svg>", page(many(count, sources)), re.DOTALL)
        )

    assert size(1_000, 40) == pytest.approx(size(400, 40), rel=0.05)
    assert size(200, 4) < 2.2 * size(100, 4)


def test_many_sources_keep_to_the_width_of_a_phone() -> None:
    for chart in charts(page(many(200, 60))):
        assert float(chart.get("width", "0")) <= 330
