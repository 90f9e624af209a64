"""Every export is read back by a parser that is not ours."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import rispy
from pybtex.database import BibliographyData, Person, parse_string
from pyld import jsonld

from generator import build, disk
from generator.build import Built
from generator.references import bibtex, ris
from generator.references.items import edtf, source_item
from generator.references.model import CslItem
from generator.references.pandoc import _folder
from generator.text.matching import stands_in
from generator.view.settings import Settings
from tests.conftest import ROOT, harbour, harbour_texts
from tests.references import awkward, csl_schema
from tests.tools import BIBER, need

SITE = "https://strait.example/"
ITEMS = [source_item(source) for source in awkward()]
PLAIN_NAMES = [item for item in ITEMS if item["id"] != "particle"]
"""All but one with an organisation whose name has a comma in it."""


@pytest.fixture(scope="module", params=[SITE, ""], ids=["with address", "without"])
def built(request: pytest.FixtureRequest) -> Built:
    return build.build(harbour(), harbour_texts(), Settings(request.param))


@pytest.fixture(scope="module")
def shipped() -> Built:
    return build.build(disk.read_records(ROOT), {}, Settings(SITE))


def text(built: Built, name: str) -> str:
    return built.files[f"docs/{name}"].decode()


def data(built: Built, name: str) -> Any:
    return json.loads(text(built, name))


def pandoc(given: str, form: str) -> list[CslItem]:
    program = _folder("pypandoc", "pypandoc_binary") / "files/pandoc"
    done = subprocess.run(
        [program, "--sandbox", "-f", form, "-t", "csljson"],
        input=given.encode(),
        capture_output=True,
        check=True,
    )
    read: list[CslItem] = json.loads(done.stdout)
    return read


def whole(name: Mapping[str, str]) -> str:
    """A name as one text, whatever parts a format has for it."""
    parts = (
        name.get("given"),
        name.get("dropping-particle"),
        name.get("non-dropping-particle"),
        name.get("family"),
        name.get("suffix"),
    )
    return (name.get("literal") or " ".join(part for part in parts if part)).replace("’", "'")


# CSL-JSON


@pytest.mark.parametrize(
    "name", ["dossiers/harbour/harbour.csl.json", "dossiers/ferry/ferry.csl.json", "data/sources.csl.json"]
)
def test_csl_json_is_valid(built: Built, name: str) -> None:
    jsonschema.validate(data(built, name), csl_schema())


def test_csl_json_of_a_dossier_holds_the_sources_that_it_cites(built: Built) -> None:
    assert [item["id"] for item in data(built, "dossiers/harbour/harbour.csl.json")] == [
        "courier-0302",
        "gazette-0301",
    ]
    assert [item["id"] for item in data(built, "dossiers/ferry/ferry.csl.json")] == ["courier-0302"]


def test_pandoc_reads_csl_json() -> None:
    read = pandoc(json.dumps(ITEMS), "csljson")
    assert [item["id"] for item in read] == [item["id"] for item in ITEMS]
    assert [item["issued"] for item in read] == [item["issued"] for item in ITEMS]
    assert [item.get("author") for item in read] == [item.get("author") for item in ITEMS]


def test_the_shipped_exports_are_valid(shipped: Built) -> None:
    for path, made in shipped.files.items():
        if path.endswith(".csl.json"):
            jsonschema.validate(json.loads(made), csl_schema())
        if path.endswith(".bib"):
            assert list(parse_string(made.decode(), "bibtex").entries) == [
                item["id"] for item in json.loads(shipped.files[path[:-3] + "csl.json"])
            ]


# BibTeX


def parsed() -> BibliographyData:
    return parse_string(bibtex.library(ITEMS), "bibtex")


def test_pybtex_reads_names_and_dates() -> None:
    entries = parsed().entries
    assert list(entries) == [item["id"] for item in ITEMS]
    assert {name: entry.fields["date"] for name, entry in entries.items()} == {
        item["id"]: edtf(item, "issued") for item in ITEMS
    }
    assert entries["several-days"].fields["urldate"] == "2031-03-02"
    for item in ITEMS:
        for role in ("author", "editor"):
            assert [person(found) for found in entries[item["id"]].persons.get(role, [])] == [
                whole(name) for name in item.get(role, ())
            ]


def person(found: Person) -> str:
    parts = (
        found.first_names,
        found.middle_names,
        found.prelast_names,
        found.last_names,
        found.lineage_names,
    )
    return " ".join(str(word) for words in parts for word in words).replace("{", "").replace("}", "")


def test_pandoc_reads_bibtex() -> None:
    read = {item["id"]: item for item in pandoc(bibtex.library(ITEMS), "biblatex")}
    for item in ITEMS:
        other = read[item["id"]]
        assert plain(other["title"]) == plain(item["title"])
        assert [whole(name) for name in other.get("author", ())] == [
            whole(name) for name in item.get("author", ())
        ]
        assert other["issued"]["date-parts"] == item["issued"]["date-parts"]
        assert other.get("URL") == item.get("URL")
        assert other.get("DOI") == item.get("DOI")


def plain(title: str) -> str:
    return re.sub(r"</?span[^>]*>", "", title).casefold()


def test_biber_reads_and_validates_bibtex(tmp_path: Path) -> None:
    need(BIBER)
    (tmp_path / "a.bib").write_text(bibtex.library(ITEMS), "utf-8")
    command = [
        "biber",
        "--tool",
        "--validate-datamodel",
        "--output-format=bibtex",
        "--output-file=b.bib",
        "a.bib",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    said = [line for line in done.stdout.splitlines() if line.startswith(("WARN", "ERROR"))]
    assert said == ["WARN - Datamodel: Entry 'unsigned' (a.bib): Missing mandatory field 'author'"]
    again = parse_string((tmp_path / "b.bib").read_text("utf-8"), "bibtex").entries
    assert {name: entry.fields["date"] for name, entry in again.items()} == {
        item["id"]: edtf(item, "issued") for item in ITEMS
    }


# RIS


def records(items: list[CslItem]) -> list[dict[str, Any]]:
    return list(rispy.load(io.StringIO(ris.library(items).replace("\r\n", "\n"))))


def test_rispy_reads_names_and_dates() -> None:
    for item, record in zip(ITEMS, records(ITEMS), strict=True):
        assert record["id"] == item["id"]
        assert [said(name) for name in record.get("authors", [])] == [
            whole(name) for name in item.get("author", ())
        ]
        assert record["year"] == edtf(item, "issued")[:4]
        assert record["title"] == item["title"]
    dates = {record["id"]: record["date"] for record in records(ITEMS)}
    assert dates["unsigned"] == "2031/03/01/"
    assert dates["about"] == "1894///about"
    assert dates["perhaps"] == "1894/05//perhaps"
    assert dates["spoken"] == "2031/02//perhaps about"
    assert dates["several-days"] == "2031/02/27/to 2031-03-01"


def said(name: str) -> str:
    """A name of RIS in the order of speech."""
    if ", " not in name or name.startswith("Working Group"):
        return name.rstrip(",")
    family, given, *suffix = name.split(", ")
    return " ".join((given, family, *suffix))


def test_ris_lines_end_as_the_format_says() -> None:
    assert all(line.endswith("\r") for line in ris.library(ITEMS).split("\n")[:-1])


def test_pandoc_reads_ris() -> None:
    for item, other in zip(PLAIN_NAMES, pandoc(ris.library(PLAIN_NAMES), "ris"), strict=True):
        assert other["title"] == item["title"]
        assert other["issued"]["date-parts"][0][0] == item["issued"]["date-parts"][0][0]
        names = [name for name in item.get("author", ()) if "suffix" not in name]
        assert [whole(name) for name in other.get("author", ())][: len(names)] == [
            whole(name) for name in names
        ]


# JSON-LD


def no_network(url: str, _options: object = None) -> dict[str, Any]:
    """Contexts from here: the part of the Web Annotation context that our files use."""
    assert url == "http://www.w3.org/ns/anno.jsonld", f"{url} was asked for"
    oa = "http://www.w3.org/ns/oa#"
    link = {"@type": "@id"}
    terms = {
        "oa": oa, "as": "http://www.w3.org/ns/activitystreams#", "id": "@id", "type": {"@id": "@type", "@type": "@vocab"},
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "dcterms": "http://purl.org/dc/terms/",
        **{name: f"oa:{name}" for name in ("Annotation", "FragmentSelector", "TextQuoteSelector", "exact")},
        "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
        "linking": "oa:linking", "questioning": "oa:questioning", "commenting": "oa:commenting",
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "body": {"@id": "oa:hasBody", **link}, "target": {"@id": "oa:hasTarget", **link},
        "source": {"@id": "oa:hasSource", **link}, "selector": {"@id": "oa:hasSelector", **link}, "refinedBy": {"@id": "oa:refinedBy", **link},
        "conformsTo": {"@id": "dcterms:conformsTo", **link}, "value": "rdf:value", "label": "rdfs:label", "total": "as:totalItems",
        "startIndex": "as:startIndex", "first": {"@id": "as:first", **link},
        "items": {"@id": "as:items", "@container": "@list", **link},
    }  # fmt: skip
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": {"@context": terms},
    }


def expand(document: Any) -> list[Any]:
    found: list[Any] = jsonld.expand(document, {"documentLoader": no_network})
    return found


def nodes(value: Any) -> list[dict[str, Any]]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return ([value] if isinstance(value, dict) else []) + [node for one in inner for node in nodes(one)]


@pytest.mark.parametrize("name", ["dossiers/harbour/harbour.jsonld", "data/site.jsonld"])
def test_json_ld_expands_and_loses_nothing(built: Built, name: str) -> None:
    graph = expand(data(built, name))
    found = {node["@id"]: node for node in graph}
    terms = {key for node in nodes(graph) for key in node if not key.startswith("@")}
    own = {term for term in terms if not term.startswith("https://schema.org/")}
    assert {re.split("[#:]", term)[-1] for term in own} == {"likelihood", "confidence"}
    assert len(found) == len(data(built, name)["@graph"])
    assert all(re.match(r"(?:https?|urn):", node["@id"]) for node in nodes(graph) if "@id" in node)


def test_json_ld_says_who_claims_what() -> None:
    built = build.build(harbour(), harbour_texts(), Settings(SITE))
    found = {node["@id"]: node for node in expand(data(built, "dossiers/harbour/harbour.jsonld"))}
    report = found[f"{SITE}dossiers/harbour/"]
    word = "https://schema.org/"
    assert report["@type"] == [f"{word}Report"]
    assert report[f"{word}dateModified"] == [{"@type": f"{word}Date", "@value": "2031-03-02"}]
    claim = found[f"{SITE}dossiers/harbour/#toll-suspended"]
    assert claim["@type"] == [f"{word}Claim"]
    assert claim[f"{word}author"] == [{"@id": f"{SITE}actors/harbour-master/"}]
    assert claim[f"{word}appearance"] == [{"@id": "https://gazette.example/harbour?id=7"}]
    assert found[f"{SITE}actors/harbour-master/"]["@type"] == [f"{word}Person"]


def test_json_ld_says_that_a_judgement_is_the_desks_and_how_sure_it_is() -> None:
    """It appears in no newspaper: it cites some."""
    files = build.build(harbour(), harbour_texts(), Settings(SITE))
    found = {node["@id"]: node for node in expand(data(files, "dossiers/harbour/harbour.jsonld"))}
    judgement, word = found[f"{SITE}dossiers/harbour/#no-deal-before-summer"], "https://schema.org/"
    assert judgement[f"{word}author"] == [{"@id": SITE}]
    assert f"{word}appearance" not in judgement
    assert judgement[f"{word}citation"] == [{"@id": "urn:x-briefings:source:courier-0302"}]
    for name, code in (("likelihood", "unlikely"), ("confidence", "moderate")):
        [term] = judgement[f"{SITE}methodology/#{name}"]
        assert term["@type"] == [f"{word}DefinedTerm"]
        assert term[f"{word}termCode"] == [{"@value": code}]
        assert term[f"{word}inDefinedTermSet"] == [{"@id": f"{SITE}methodology/#{name}"}]


def test_json_ld_lets_a_claim_appear_only_where_it_is_made() -> None:
    files = harbour()
    files["briefings/harbour.yaml"] = files["briefings/harbour.yaml"].replace(
        b"    cites: [courier-0302#3]\n    see:",
        b"    cites: [courier-0302#3, {source: gazette-0301, paragraph: 6, relation: disputes}]\n    see:",
    )
    built = build.build(files, harbour_texts(), Settings(SITE))
    found = {node["@id"]: node for node in expand(data(built, "dossiers/harbour/harbour.jsonld"))}
    claim, word = found[f"{SITE}dossiers/harbour/#toll-collected"], "https://schema.org/"
    assert claim[f"{word}appearance"] == [{"@id": "urn:x-briefings:source:courier-0302"}]
    assert claim[f"{word}citation"] == [{"@id": "https://gazette.example/harbour?id=7"}]


# Web Annotations


def web_annotations(built: Built, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = data(built, name)["first"]["items"]
    return found


@pytest.mark.parametrize("name", ["dossiers/harbour/harbour.annotations.jsonld", "data/annotations.jsonld"])
def test_annotations_expand(built: Built, name: str) -> None:
    graph = expand(data(built, name))
    kinds = [
        kind for node in nodes(graph) for kind in node.get("@type", []) if isinstance(node.get("@type"), list)
    ]
    count = data(built, name)["total"]
    assert kinds.count("http://www.w3.org/ns/oa#Annotation") == count > 0
    assert kinds.count("http://www.w3.org/ns/oa#TextQuoteSelector") == count
    ids = [annotation["id"] for annotation in web_annotations(built, name)]
    assert len(set(ids)) == len(ids)


def resolve(
    built: Built, annotation: dict[str, Any], texts: Mapping[str, tuple[str, ...]]
) -> tuple[str, int]:
    """Find an annotation's words again from nothing but the annotation and the texts: source and paragraph."""
    corpus = built.checked.corpus
    addresses = {
        source.url or f"urn:x-briefings:source:{name}": name for name, source in corpus.sources.items()
    }
    name = addresses[annotation["target"]["source"]]
    selector = annotation["target"]["selector"]
    number = int(selector["value"].removeprefix("paragraph="))
    assert stands_in(selector["refinedBy"]["exact"], texts[name][number - 1])
    return name, number


def test_annotations_lead_back_to_their_passage(built: Built) -> None:
    found = web_annotations(built, "data/annotations.jsonld")
    assert [resolve(built, annotation, built.checked.corpus.texts) for annotation in found] == [
        ("courier-0302", 4),
        ("gazette-0301", 6),
        ("courier-0302", 2),
        ("courier-0302", 4),
    ]


def test_every_quotation_of_the_shipped_corpus_resolves(texts: Mapping[str, bytes]) -> None:
    built = build.build(disk.read_records(ROOT), texts, Settings(SITE))
    found = web_annotations(built, "data/annotations.jsonld")
    quoted = [
        (cite.source, cite.paragraph)
        for item in built.checked.corpus.entries
        for place, cite in enumerate(item.record.cites)
        if item.record.exact(place)
    ]
    assert [resolve(built, annotation, built.checked.corpus.texts) for annotation in found] == quoted
    assert len(found) > 100
    pages = {annotation["body"].partition("#")[0] for annotation in found}
    assert pages == {f"{SITE}dossiers/{name}/" for name in built.checked.corpus.dossiers}


def test_the_page_offers_every_file_that_lies_beside_it(built: Built) -> None:
    page = text(built, "dossiers/harbour/index.md")
    beside = {
        path.rsplit("/", 1)[1]
        for path in built.files
        if path.startswith("docs/dossiers/harbour/") and not path.endswith(".md")
    }
    assert beside == {
        f"harbour.{kind}" for kind in ("json", "csl.json", "bib", "ris", "jsonld", "annotations.jsonld")
    }
    assert all(f"({name})" in page for name in beside)
