"""A source that was corrected or withdrawn: what rests on it is found, marked, and in the end refused."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from click.testing import CliRunner, Result

from generator import build, disk
from generator.build import Built
from generator.cli import main
from generator.printing import press
from generator.view.drafts import Drafts
from generator.view.impact import Impact
from generator.view.settings import Settings
from tests.conftest import ROOT, Seen, edit, findings, harbour, harbour_texts, with_part

GAZETTE, COURIER = "seeds/gazette-0301.yaml", "seeds/courier-0302.yaml"
JUDGED = (
    "judgements:\n  - id: no-deal-before-summer\n    text: A settlement before the summer recess is unlikely.\n    likelihood: unlikely\n"
    "    confidence: moderate\n    basis: Both sides restated their terms.\n    cites: [courier-0302#4]\n    rests_on: [{}]\n"
)
ONE = "summary:\n  - {id: one, text: One., cites: [gazette-0301#4], rests_on: [no-deal-before-summer]}\n"
FERRY = (
    b"judgements:\n  - {id: gone, text: It is likely to go., likelihood: likely, confidence: low, basis: Talks., cites: [courier-0302#4], "
    b"rests_on: ['harbour#no-deal-before-summer']}\n"
)


def marked(files: dict[str, bytes], path: str, state: str) -> dict[str, bytes]:
    """The corpus with one source marked."""
    bare = re.sub(rb"(?m)^standing:\n(?:  .*\n)+", b"", files[path])
    notice = f"standing:\n  state: {state}\n  date: 2031-04-01\n  reason: It was another meeting.\n  URL: https://gazette.example/corrections/12\n"
    return {**files, path: bare + notice.encode()}


def built(files: dict[str, bytes]) -> Built:
    made = build.build(files, harbour_texts(), Settings("https://strait.example/"))
    assert made.checked.ok, made.checked.diagnostics
    return made


def page(made: Built, path: str) -> Seen:
    return Seen(made.files[f"docs/{path}"].decode())


def impact(files: dict[str, bytes], source: str) -> Impact:
    found = build.impact_of(build.check(files, harbour_texts()), source)
    assert found is not None
    return found


# What the pages and the printed pages say


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "dossiers/harbour/index.md",
            "The toll is suspended.6 Source corrected, 1 April 2031: Strait Gazette, 1 March",
        ),
        ("dossiers/harbour/index.md", "2 sources, graded C3 and B2; 2 corrected"),
        ("timeline.md", "The toll is suspended.4 Source corrected, 1 April 2031: Strait Gazette, 1 March"),
        ("positions.md", "discussed.1 Source corrected, 1 April 2031: Strait Gazette, 1 March"),
        ("actors/north-port.md", "one of the two ports1 (source corrected)"),
        ("actors/index.md", "one of the two ports2 (source corrected)"),
        ("index.md", "The boards of the two ports have met.1 (source corrected)"),
        (
            "sources/gazette-0301.md",
            "Corrected on 1 April 2031. It was another meeting. What rests on it is marked on every page. The notice",
        ),
        ("coverage.md", "Strait Gazette, 1 March (corrected), paragraph 6"),
        ("sources/index.md", "Source corrected, 1 April 2031"),
    ],
)
def test_a_page_says_what_became_of_a_source(path: str, words: str) -> None:
    shown = re.sub(
        r"\d+(?= (?:¶|Source|\())", "N", page(built(marked(harbour(), GAZETTE, "corrected")), path).flat
    )
    assert re.sub(r"\d+(?= (?:¶|Source|\())", "N", words) in shown


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        "Source corrected, 1 April 2031. Strait Gazette, 1 March.",
        "Strait Gazette, 1 March, paragraph 4 (corrected 1 April 2031).",
        "Corrected on 1 April 2031. It was another meeting. https://gazette.example/corrections/12",
        "about money.7,8 (source corrected)",
        "moderate confidence 1 origin: Strait Wire",
    ],
)
def test_a_printed_page_says_it_too(words: str, printed: str) -> None:
    assert re.sub(r"\s|\d,\d", "", words) in printed


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The printed harbour with a corrected source, without spaces."""
    order = build.orders(built(marked(harbour(), GAZETTE, "corrected")), "harbour")[0]
    reader = pypdf.PdfReader(io.BytesIO(press.Press(tmp_path_factory.mktemp("pdf")).produce(order)))
    return re.sub(r"\s|\d,\d", "", "".join(sheet.extract_text() for sheet in reader.pages))


def test_the_mark_leads_to_the_notice_on_the_page_of_the_source() -> None:
    made = built(marked(harbour(), GAZETTE, "corrected"))
    assert ("a", {"href": "../../sources/gazette-0301.md#standing"}) in page(
        made, "dossiers/harbour/index.md"
    ).elements
    assert any(
        attributes.get("id") == "standing" for _, attributes in page(made, "sources/gazette-0301.md").elements
    )


def test_the_note_of_a_citation_and_the_number_before_it_say_it_too() -> None:
    shown = page(built(marked(harbour(), GAZETTE, "corrected")), "dossiers/harbour/index.md")
    labels = [attributes.get("aria-label", "") for _, attributes in shown.elements]
    assert any(
        re.fullmatch(
            r"Note \d+: Strait Gazette, 1 March, paragraph 3; source corrected on 1 April 2031", label
        )
        for label in labels
    )
    assert "Source corrected, 1 April 2031" in [
        attributes.get("data-notice") for _, attributes in shown.elements
    ]


def test_what_rests_on_a_marked_statement_says_so() -> None:
    made = built(marked(with_part(JUDGED.format("toll-suspended")), GAZETTE, "corrected"))
    shown = page(made, "dossiers/harbour/index.md").flat
    assert "Rests on a corrected source, 1 April 2031: Strait Gazette, 1 March" in shown
    assert "Rests on The toll is “suspended for as long as we are talking”." in shown


def test_a_reference_to_related_statements_is_no_reliance() -> None:
    files = marked(
        with_part(JUDGED.format("toll-suspended").replace("rests_on", "see")), GAZETTE, "corrected"
    )
    assert "Rests on a corrected source" not in page(built(files), "dossiers/harbour/index.md").flat


def test_a_passage_that_only_disputes_does_not_mark_the_statement() -> None:
    cites = "[courier-0302#2, {source: gazette-0301, paragraph: 3, relation: disputes}]"
    files = marked(
        with_part(f"accounts:\n  - text: They met in the Old Customs House.\n    cites: {cites}\n"),
        GAZETTE,
        "withdrawn",
    )
    assert "harbour#account-1" not in [row.name for row in impact(files, "gazette-0301").statements]


def edition(site: Built, dossier: str) -> str:
    return Drafts(site.checked.evidence).edition(site.checked.corpus.dossiers[dossier])


def test_the_edition_changes_with_the_standing_of_a_source_that_another_dossier_lends() -> None:
    files = with_part(
        "# briefings/ferry.yaml\nsummary:\n  - text: Skippers paid.\n    cites: [courier-0302#3]\n    rests_on: [harbour#toll-suspended]\n"
    )
    before, after = (edition(built(found), "ferry") for found in (files, marked(files, GAZETTE, "corrected")))
    assert before != after


# The rules


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("accounts:\n  - text: They met.\n    cites: [bulletin#3]\n", ("withdrawn-support", 3, 12)),
        (
            "accounts:\n  - text: They met.\n    cites: [bulletin#3, {source: gazette-0301, paragraph: 3, relation: mentions}]\n",
            ("withdrawn-support", 3, 12),
        ),
        (
            "background: |\n  They met [@bulletin#3]. They talked [@gazette-0301#4].\n",
            ("withdrawn-support", 2, 13),
        ),
        (
            "background: |\n  They met [@gazette-0301#3]. They [@bulletin#3] [@bulletin#4].\n",
            ("withdrawn-support", 2, 37),
        ),
    ],
)
def test_what_nothing_supports_any_longer_is_named_at_its_citations(
    part: str, expected: tuple[str, int, int]
) -> None:
    assert expected in with_bulletin(part)


@pytest.mark.parametrize(
    "part",
    [
        "accounts:\n  - text: They met.\n    cites: [bulletin#3, gazette-0301#3]\n",
        "background: |\n  They met [@bulletin#3; @gazette-0301#3].\n",
        "summary:\n  - text: They met.\n    cites: [bulletin#3]\n    rests_on: [first-meeting]\n",
    ],
)
def test_one_source_that_still_stands_is_enough(part: str) -> None:
    assert "withdrawn-support" not in [code for code, _, _ in with_bulletin(part)]


def with_bulletin(part: str) -> list[tuple[str, int, int]]:
    """Findings about a part, when there is a third source, the withdrawn `bulletin`."""
    files = with_part(part)
    third = harbour()[GAZETTE].replace(b"id: gazette-0301", b"id: bulletin")
    files = marked({**files, "seeds/bulletin.yaml": third}, "seeds/bulletin.yaml", "withdrawn")
    above = files["briefings/harbour.yaml"].decode().count("\n") - part.count("\n")
    return [
        (d.code.name, d.span.start.line - above, d.span.start.column)
        for d in build.check(files, harbour_texts()).diagnostics
    ]


def test_an_actor_that_only_a_withdrawn_source_knows_is_named() -> None:
    found = build.check(marked(harbour(), GAZETTE, "withdrawn"), harbour_texts()).diagnostics
    assert [(d.path, d.pointer) for d in found if d.path.endswith("actors.yaml")] == [
        ("briefings/actors.yaml", ("actors", n, "cites")) for n in range(3)
    ]
    assert found[0].related[0].path == GAZETTE


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (JUDGED.format("no-deal-before-summer"), ("self-reference", 8, 16)),
        (JUDGED.format("toll-suspendd"), ("unknown-statement", 8, 16)),
        (ONE + JUDGED.format("toll-suspended, one"), ("circular-support", 10, 32)),
        ("# seeds/gazette-0301.yaml\nstanding: {state: withdrawn, date: 2031-01-01, reason: Wrong.}\n", ("standing-before-source", 1, 36)),
        ("# seeds/gazette-0301.yaml\nstanding: {state: retracted, date: 2031-04-01, reason: Wrong.}\n", ("unknown-word", 1, 19)),
    ],
)  # fmt: skip
def test_reliance_and_standing_make_sense(part: str, expected: tuple[str, int, int]) -> None:
    assert expected in findings(part)


def test_a_circle_through_two_dossiers_is_found_once() -> None:
    files = with_part(JUDGED.format("ferry#gone"))
    files["briefings/ferry.yaml"] += FERRY
    found = [d for d in build.check(files, harbour_texts()).diagnostics if d.code.name == "circular-support"]
    assert [d.message for d in found] == [
        "the reasoning runs in a circle: harbour#no-deal-before-summer → ferry#gone → harbour#no-deal-before-summer"
    ]


# The command


def run(project: Path, *words: str) -> Result:
    return CliRunner().invoke(
        main.cli, ["impact", "--root", str(project), "--texts", str(project / "seeds/texts"), *words]
    )


def test_the_command_lists_what_rests_on_a_source_and_what_on_nothing_else(project: Path) -> None:
    result = run(project, "gazette-0301")
    assert result.exit_code == 0
    assert (
        "gazette-0301: Strait Gazette, 1 March\n\n6 statements, 5 of them on nothing else\n" in result.output
    )
    assert "  harbour#toll-suspended (briefings/harbour.yaml): paragraph 6, nothing else\n" in result.output
    assert "  /dossiers/harbour/harbour.pdf\n" in result.output


def test_a_withdrawal_that_leaves_errors_is_listed_all_the_same(project: Path) -> None:
    edit(
        project / GAZETTE,
        "grade:\n",
        "standing: {state: withdrawn, date: 2031-04-01, reason: It was another meeting.}\ngrade:\n",
    )
    result = run(project, "gazette-0301")
    assert (result.exit_code, result.output.splitlines()[0]) == (
        0,
        "gazette-0301: Strait Gazette, 1 March, withdrawn on 1 April 2031: It was another meeting.",
    )


def test_mistakes_that_hide_what_rests_on_what_stand_in_the_way(project: Path) -> None:
    edit(project / "briefings/harbour.yaml", "[ferry#skippers-paid]", "[fery#skippers-paid]")
    result = run(project, "gazette-0301")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "unknown-dossier" in result.stderr


def test_an_unknown_source_is_wrong_use(project: Path) -> None:
    result = run(project, "gazete-0301")
    assert result.exit_code == 2
    assert "there are: courier-0302, gazette-0301" in result.output


def test_a_source_that_relays_it_is_named(project: Path) -> None:
    edit(project / GAZETTE, "grade:\n", "origin: courier-0302\ngrade:\n")
    assert run(project, "courier-0302").output.endswith(
        "gazette-0301 relays it: see `briefings impact gazette-0301`\n"
    )


# The files


def test_a_source_is_not_looked_for_by_its_name_in_the_bytes_of_files() -> None:
    """`text` is a word of every schema and of what the feed says; `ferry` names a dossier too."""
    feed = "changes:\n  - {date: 2031-03-02, text: The text of the ferry was read.}\n"
    for name in ("text", "ferry"):
        spare = harbour()[GAZETTE].replace(b"id: gazette-0301", f"id: {name}".encode())
        files = {**with_part(feed), f"seeds/{name}.yaml": spare}
        exports = impact(files, name).exports
        assert [path for path in exports if not path.startswith("/data/sources.")] == ["/data/site.jsonld"]


def test_the_linked_data_hold_a_source_under_its_own_address() -> None:
    assert "https://gazette.example/" in harbour()[GAZETTE].decode()
    exports = impact(harbour(), "gazette-0301").exports
    assert {"/data/site.jsonld", "/data/annotations.jsonld"} <= set(exports)


def test_the_calendar_has_only_questions_with_a_day() -> None:
    question = "watch:\n  - {id: toll-returns, question: Does it return?, cites: [courier-0302#4]CLOSE}\n"
    dated, undated = (
        impact(with_part(question.replace("CLOSE", day)), "courier-0302").exports
        for day in (", by: 2031-09-01", ", indicator: A new tariff.")
    )
    assert "/watch.ics" in dated
    assert "/watch.ics" not in undated


# The list against the published data, by a walk that knows nothing but the JSON

Place = tuple[str, str]


def published(files: dict[str, bytes], texts: dict[str, bytes]) -> tuple[dict[str, Any], list[str]]:
    """The records as they are published, by address, and the addresses of all files that are no pages."""
    made = build.build(files, texts, Settings())
    paths = [*made.files, *(order.path for order in made.prints)]
    data = {
        path.removeprefix("docs"): json.loads(made.files[path])
        for path in paths
        if re.fullmatch(r"docs/(?:dossiers/.*|data)/[\w-]+\.json", path)
    }
    return data, [path.removeprefix("docs") for path in paths if not path.endswith(".md")]


def dossiers(data: dict[str, Any]) -> dict[str, Any]:
    return {
        path.split("/")[2]: value["dossier"] for path, value in data.items() if path.startswith("/dossiers/")
    }


def items(data: dict[str, Any]) -> Iterator[tuple[Place, str, dict[str, Any]]]:
    for name, dossier in dossiers(data).items():
        for section, listed in dossier.items():
            for index, item in enumerate(listed if isinstance(listed, list) else ()):
                if "cites" in item:
                    yield (name, f"/{section}/{index}"), section, item


def cites(thing: dict[str, Any], source: str) -> bool:
    return any(c["source"] == source and c["relation"] == "supports" for c in thing["cites"])


def walked_statements(data: dict[str, Any], source: str) -> set[Place]:
    found = {place for place, _, item in items(data) if cites(item, source)}
    named = {f"{place[0]}#{item['id']}": place for place, _, item in items(data) if "id" in item}
    while True:
        more = {
            place
            for place, _, item in items(data)
            for reference in item.get("rests_on", [])
            if named[reference if "#" in reference else f"{place[0]}#{reference}"] in found
        }
        if more <= found:
            return found
        found |= more


def walked_prose(data: dict[str, Any], source: str) -> list[tuple[str, tuple[int, ...]]]:
    fields = [
        (f"{name}/background", dossier.get("background", "")) for name, dossier in dossiers(data).items()
    ]
    fields.append(("desk/intro", data["/data/desk.json"]["intro"]))
    found = []
    for where, text in fields:
        for together in re.findall(r"(?:\[@[^\]]+\]\s*)+", text):
            if numbers := {int(n) for name, n in re.findall(r"@([\w-]+)#(\d+)", together) if name == source}:
                found.append((where, tuple(sorted(numbers))))
    return found


def walked_pages(data: dict[str, Any], source: str) -> set[str]:
    """By what each page shows: a dossier its own items, an actor what it says and what is about it, the lists their section."""
    places, prose = walked_statements(data, source), [where for where, _ in walked_prose(data, source)]
    actors = {name for name, actor in data["/data/actors.json"].items() if cites(actor, source)}
    found = (
        {"/coverage/", "/sources/", f"/sources/{source}/"}
        | ({"/actors/"} if actors else set())
        | ({"/"} if "desk/intro" in prose else set())
    )
    found |= {f"/actors/{name}/" for name in actors} | {
        f"/dossiers/{where.split('/')[0]}/" for where in prose if not where.startswith("desk")
    }
    for place, section, item in items(data):
        if place in places:
            speaker = (
                item.get("speaker")
                or item.get("actor")
                or (item.get("by") if section == "statements" else None)
            )
            found |= {f"/dossiers/{place[0]}/"} | {
                f"/actors/{name}/" for name in (speaker, *item.get("about", [])) if name
            }
            found |= (
                {f"/{section}/"} if section in ("positions", "timeline", "quotations", "watch") else set()
            )
            found |= (
                {"/", "/dossiers/"}
                if place[1] == "/summary/0"
                else {"/"}
                if section == "watch" and "by" in item
                else set()
            )
    return found


def walked_exports(data: dict[str, Any], addresses: list[str], source: str) -> set[str]:
    """By what each file is about: a dossier, all sources, the whole site, the statements, the actors, the desk."""
    folders = [page for page in walked_pages(data, source) if re.fullmatch(r"/dossiers/[\w-]+/", page)]
    places = walked_statements(data, source)
    due = {place for place, section, item in items(data) if section == "watch" and "by" in item}
    carried = {
        "/briefing-book.pdf": folders,
        "/data/annotations.jsonld": places,
        "/data/actors.json": any(cites(actor, source) for actor in data["/data/actors.json"].values()),
        "/data/desk.json": "desk/intro" in [where for where, _ in walked_prose(data, source)],
        "/watch.ics": due & places,
    }
    whole = ("/data/sources.", "/data/site.")
    return {path for path in addresses if carried.get(path) or path.startswith((*folders, *whole))}


CORPORA = {
    "harbour": harbour(),
    "a chain through another dossier": with_part(
        JUDGED.format("toll-suspended")
        + "summary:\n  - {text: No deal., cites: [courier-0302#4], rests_on: [no-deal-before-summer, ferry#skippers-paid]}\n"
    ),
    "corrected": marked(harbour(), GAZETTE, "corrected"),
}


@pytest.mark.parametrize("source", ["gazette-0301", "courier-0302"])
@pytest.mark.parametrize("corpus", CORPORA)
def test_the_list_equals_an_independent_walk_over_the_published_json(corpus: str, source: str) -> None:
    found = impact(CORPORA[corpus], source)
    data, addresses = published(CORPORA[corpus], harbour_texts())
    assert {(row.name.split("#")[0], row.pointer) for row in found.statements} == walked_statements(
        data, source
    )
    assert {row.name for row in found.actors} == {
        name for name, actor in data["/data/actors.json"].items() if cites(actor, source)
    }
    assert [(row.name, row.paragraphs) for row in found.prose] == walked_prose(data, source)
    assert set(found.pages) == walked_pages(data, source)
    assert set(found.exports) == walked_exports(data, addresses, source)


@pytest.mark.parametrize("source", ["newsy-today-0515", "reception-0514"])
def test_so_it_does_on_the_shipped_corpus(source: str) -> None:
    files = disk.read_records(ROOT)
    data, addresses = published(files, {})
    found = build.impact_of(build.check(files, {}), source)
    assert found is not None
    assert {(row.name.split("#")[0], row.pointer) for row in found.statements} == walked_statements(
        data, source
    )
    assert [(row.name, row.paragraphs) for row in found.prose] == walked_prose(data, source)
    assert set(found.exports) == walked_exports(data, addresses, source)
    assert len(found.statements) > 50
