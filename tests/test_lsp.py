"""What the language server answers, asked without a process: a text with `¦` where the cursor is, and what is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from generator import build, disk
from generator.corpus import register
from generator.evidence import lock as evidence
from generator.findings.diagnostics import Position
from generator.lsp import findings, loose, outline, rename
from generator.lsp.complete import complete
from generator.lsp.hover import hover
from generator.lsp.names import Name, defines
from generator.lsp.opened import Bench, Opened
from generator.lsp.places import Page, Units
from generator.lsp.quoting import quoting
from generator.lsp.rename import Refused
from generator.lsp.spots import mention_at
from generator.records.desk import Actors
from generator.records.dossier import Dossier
from generator.records.load import LOCK, REGISTER
from generator.records.shape import fields, models
from generator.records.source import Source
from generator.records.wording import Names
from tests.conftest import HARBOUR, ROOT, harbour, harbour_texts

PATH = "briefings/harbour.yaml"
CURSOR = "¦"


def bench(files: Mapping[str, bytes], texts: Mapping[str, bytes] | None = None) -> Bench:
    """A corpus as the server has it."""
    known = harbour_texts() if texts is None else texts
    return Bench(HARBOUR, files, build.check(files, known), Units.UTF16)


def asked(text: str, path: str = PATH, files: Mapping[str, bytes] | None = None) -> tuple[Opened, Position]:
    """A file as it is open, and the place of the cursor in it."""
    before, _, after = text.partition(CURSOR)
    opened = bench({**(files or harbour()), path: (before + after).encode()}).open(path)
    return opened, Position(before.count("\n") + 1, len(before) - before.rfind("\n"))


def edited(before: str, after: str) -> str:
    """The harbour dossier with one passage replaced, the cursor in it."""
    text = harbour()[PATH].decode()
    assert before in text
    return text.replace(before, after, 1)


def completed(text: str, path: str = PATH) -> dict[str, str]:
    """What is offered: each label with what is put in."""
    opened, place = asked(text, path)
    offered = complete(opened, place, snippets=True)
    return {
        item.label: item.text_edit.new_text for item in offered if isinstance(item.text_edit, types.TextEdit)
    }


def chosen(text: str, label: str) -> str:
    """The text after one of the offers was taken, its lines indented as a text editor does."""
    opened, place = asked(text)
    item = next(item for item in complete(opened, place, snippets=False) if item.label == label)
    assert isinstance(item.text_edit, types.TextEdit)
    line = opened.page.line(place.line - 1)
    margin = line[: len(line) - len(line.lstrip())]
    adjusted = types.TextEdit(item.text_edit.range, item.text_edit.new_text.replace("\n", f"\n{margin}"))
    return applied(opened.page, [adjusted])


def applied(page: Page, edits: list[types.TextEdit]) -> str:
    """A text with the edits of an answer made."""
    text = "\n".join(page.lines)
    for edit in sorted(
        edits, key=lambda edit: (edit.range.start.line, edit.range.start.character), reverse=True
    ):
        start, end = (page.offset(page.place(at)) for at in (edit.range.start, edit.range.end))
        text = text[:start] + edit.new_text + text[end:]
    return text


def shown(text: str, path: str = PATH) -> str:
    """What is shown over the cursor; empty where that is nothing."""
    opened, place = asked(text, path)
    found = hover(opened, place, markdown=True)
    assert found is None or isinstance(found.contents, types.MarkupContent)
    return found.contents.value if found else ""  # type: ignore[union-attr]


# Completion


def test_keys_that_are_lacking_come_first_and_those_that_are_there_not_at_all() -> None:
    offered = completed(edited("    kind: attributed\n", "    ¦\n"))
    assert next(iter(offered)) == "kind"
    assert offered["kind"] == "kind: ${1|reported,attributed|}"
    assert offered["about"] == "about: [$1]"
    assert not {"id", "text", "by", "cites"} & offered.keys()


def test_words_of_a_vocabulary_come_with_their_meaning() -> None:
    opened, place = asked(edited("likelihood: unlikely", "likelihood: ¦"))
    items = complete(opened, place, snippets=True)
    assert [item.label for item in items][:3] == ["almost-no-chance", "very-unlikely", "unlikely"]
    assert items[2].detail == "unlikely"
    assert items[2].documentation == types.MarkupContent(types.MarkupKind.PlainText, "20 to 45 %")


@pytest.mark.parametrize(
    ("before", "after", "label", "detail"),
    [
        ("by: harbour-master", "by: ¦", "north-port", "North Port"),
        ("speaker: harbour-master", "speaker: h¦", "harbour-master", "Ilse Brandt"),
        ("cites: [gazette-0301#4,", "cites: [¦,", "gazette-0301#", "Strait Gazette, 1 March"),
        ("cites: [gazette-0301#4,", "cites: [gazette-0301#¦,", "gazette-0301#3", "The boards of North Port and South Port…"),
        ("source: gazette-0301\n", "source: ¦\n", "courier-0302", "Port Courier, 2 March"),
        ("paragraph: 6\n", "paragraph: ¦\n", "5", "North Port wants the toll gone before anything…"),
        ("disputed_by: [toll-collected]", "disputed_by: [¦]", "toll-collected", "The toll was still collected on Friday."),
        ("disputed_by: [toll-collected]", "disputed_by: [¦", "toll-collected", "The toll was still collected on Friday."),
        ("disputed_by: [toll-collected]", "disputed_by:\n      - f¦", "ferry#skippers-paid", "Skippers paid on Friday."),
        ("[@gazette-0301#3]. It", "[@gazette-0301#3; @¦]. It", "courier-0302#", "Port Courier, 2 March"),
        ("[@gazette-0301#3]. It", "[@gazette-0301#¦", "gazette-0301#2", "By our correspondent"),
    ],
)  # fmt: skip
def test_ids_of_the_corpus_come_with_what_they_stand_for(
    before: str, after: str, label: str, detail: str
) -> None:
    opened, place = asked(edited(before, after))
    details = {item.label: item.detail for item in complete(opened, place, snippets=True)}
    assert details[label] == detail


def test_an_origin_is_completed_with_sources_and_with_the_origins_that_are_named() -> None:
    text = (
        harbour()["seeds/courier-0302.yaml"]
        .decode()
        .replace("{id: strait-wire, name: Strait Wire}", "{id: ¦}")
    )
    assert {"gazette-0301", "courier-0302"} <= completed(text, "seeds/courier-0302.yaml").keys()


def test_the_dossiers_of_the_desk_are_completed() -> None:
    text = harbour()["briefings/desk.yaml"].decode().replace("[harbour, ferry]", "[harbour, ¦]")
    assert {"harbour", "ferry"} <= completed(text, "briefings/desk.yaml").keys()


QUOTE = "        quote: suspended for as long as we are talking"


def test_a_quote_is_completed_from_the_words_of_its_paragraph() -> None:
    assert "suspended for as long as we are talking" in completed(edited(QUOTE, "        quote: ¦"))
    assert "as long as we are talking" in completed(edited(QUOTE, "        quote: as long¦"))
    assert completed(edited(QUOTE, "        quote: nothing of the sort¦")) == {}


def test_words_that_are_completed_are_proven() -> None:
    text = edited(QUOTE, "        quote: ¦")
    words = completed(text)
    assert words
    for label in words:
        files = {**harbour(), PATH: chosen(text, label).encode()}
        assert build.check(files, harbour_texts()).diagnostics == (), label


def test_a_quotation_is_completed_from_the_passage_that_it_cites() -> None:
    text = edited("text: We are not enemies, we are neighbours with one door", "text: We are¦")
    assert "We are not enemies, we are neighbours with one door" in completed(text)


def test_words_are_written_as_yaml() -> None:
    files = harbour()
    texts = {**harbour_texts(), "gazette.txt": b"One\n\nTwo\n\nHe said: no, [never] #1. Yes"}
    text = edited(QUOTE, "        quote: ¦").replace("paragraph: 6", "paragraph: 3")
    before = text.partition(CURSOR)[0]
    data = {**files, PATH: text.replace(CURSOR, "").encode()}
    opened = Bench(HARBOUR, data, build.check(data, texts), Units.UTF16).open(PATH)
    place = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
    put_in = {i.label: i.text_edit.new_text for i in complete(opened, place, snippets=False) if isinstance(i.text_edit, types.TextEdit)}  # fmt: skip
    assert put_in["He said: no, [never] #1."] == '"He said: no, [never] #1."'
    assert put_in["Yes"] == "Yes"


def test_a_whole_entry_is_put_in_with_all_that_it_must_have() -> None:
    text = chosen(edited("watch:\n", "watch:\n  ¦\n"), "- {…} watch item")
    assert "watch:\n  - id: \n    question: \n    cites: []\n" in text
    offered = completed(edited("    cites: [gazette-0301#4,", "    cites: [¦,"))
    assert offered["{…} citation"] == r"{source: $1, paragraph: $2, quote: $3\}"


@pytest.mark.parametrize(
    "path", ["briefings/x.yaml", "briefings/actors.yaml", "briefings/desk.yaml", "seeds/x.yaml"]
)
def test_no_key_is_put_in_with_null_zero_or_an_empty_list(path: str) -> None:
    for text in completed(CURSOR, path).values():
        assert not any(line.endswith((" null", " 0", "[]")) for line in text.split("\n"))


@pytest.mark.parametrize("text", ["", "¦", "a: b # ¦", "- ¦", "{¦", "[[[[¦", "id: |\n  x¦", "'¦", ": ¦", "\t¦", "---\n¦", "? ¦", "a: &b *c ¦", "summary: {text: ¦"])  # fmt: skip
def test_nothing_that_is_written_stops_it(text: str) -> None:
    assert isinstance(completed(text), dict)
    assert isinstance(shown(text), str)


@given(st.text("ab -:[]{}#'\"|,@é😀\n\t", max_size=60), st.integers(0, 60))
def test_whatever_is_being_written_is_read_somehow(text: str, at: int) -> None:
    """And any place of it is found again, in all units."""
    word = loose.word(text[:at])
    assert word is None or len(word.text) <= at
    assert all(isinstance(value, str) for value in loose.values(text).values())
    for units in Units:
        page = Page(text, units)
        for number, line in enumerate(text.split("\n"), 1):
            place = Position(number, min(at, len(line)) + 1)
            assert page.place(page.position(place)) == place


@pytest.mark.slow
def test_at_every_place_of_a_dossier_something_is_said_or_nothing_and_never_an_error() -> None:
    text = harbour()[PATH].decode()
    opened = bench(harbour()).open(PATH)
    for number, line in enumerate(text.split("\n"), 1):
        for column in range(1, len(line) + 2, 3):
            complete(opened, Position(number, column), snippets=True)
            hover(opened, Position(number, column), markdown=True)


# Hover


def test_over_a_citation_stands_its_record_and_the_paragraph() -> None:
    said = shown(edited("cites: [gazette-0301#4,", "cites: [gazette-03¦01#4,"))
    assert said.startswith(
        "**Strait Gazette, 1 March**: Harbour quarrel: first talks (Strait Gazette, 1 March 2031, grade B2)"
    )
    assert "¶ 4: They agreed to talk again and on nothing else" in said


def test_the_quoted_words_are_marked_in_it() -> None:
    assert '"**suspended for as long as we are talking**"' in shown(
        edited("quote: suspended", "quote: susp¦ended")
    )
    assert "The quoted words do not stand in it." in shown(
        edited("quote: suspended for", "quote: susp¦ended since")
    )


def test_without_the_text_only_the_record_is_shown() -> None:
    text, place = harbour(), Position(8, 15)
    found = hover(bench(text, {}).open(PATH), place, markdown=False)
    assert found
    assert isinstance(found.contents, types.MarkupContent)
    assert found.contents.value.endswith("Paragraph 4; its text is not at hand.")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("[@courier-0302#3; @gaz", "[@courier-03¦02#3; @gaz", "¶ 3: Skippers said"),
        ("likelihood: unlikely", "likelihood: un¦likely", "**unlikely**: unlikely. 20 to 45 %"),
        ("likelihood: unlikely", "like¦lihood: unlikely", "**likelihood** (required): How probable it is."),
        ("by: harbour-master", "by: harbour-¦master", "**Ilse Brandt**, person"),
        ("[toll-collected]", "[toll-¦collected]", "**Statement**: The toll was still collected on Friday\\."),
        ("[ferry#skippers-paid]", "[fe¦rry#skippers-paid]", "**The night ferry**"),
        ("text: The two ports", "text: The ¦two ports", ""),
    ],
)
def test_over_a_word_stands_what_it_means(before: str, after: str, said: str) -> None:
    found = shown(edited(before, after))
    assert said.replace("\\.", ".") in found
    assert bool(said) == bool(found)


BROKEN = "    credibility: 4\n    cites: [courier-0302#3]\n    see: [ferry#skippers-paid]\n"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("    credibility: [4\n    cites: [couri¦er-0302#3\n", "¶ 3: Skippers said"),
        ("    'credibility: 4\n    see: [ferry#skip¦pers-paid\n", "**Statement**: Skippers paid on Friday."),
        ("    credibility: [4\n    ab¦out: [north-port\n", "**about** (may be left out)"),
        ("    credibility: [4\n    kind: repo¦rted\n", "**reported**: Reported."),
    ],
)
def test_in_a_part_that_cannot_be_read_it_is_shown_all_the_same(broken: str, said: str) -> None:
    assert said in shown(edited(BROKEN, broken))


def test_a_name_in_such_a_part_leads_to_its_definition() -> None:
    opened, place = asked(edited(BROKEN, "    credibility: [4\n    see: [ferry#skip¦pers-paid\n"))
    mention = mention_at(opened, place)
    assert mention
    assert mention.name == Name(Names.ENTRY, "ferry#skippers-paid")


def test_nothing_of_the_records_is_markup() -> None:
    text = (
        harbour()["seeds/gazette-0301.yaml"]
        .decode()
        .replace("first talks", "[x](https://evil.example) <b>*y*")
    )
    files = {**harbour(), "seeds/gazette-0301.yaml": text.encode()}
    opened, place = asked(edited("[gazette-0301#4,", "[gaz¦ette-0301#4,"), files=files)
    found = hover(opened, place, markdown=True)
    assert found
    assert r"\[x\](https://evil.example) \<b\>\*y\*" in found.contents.value  # type: ignore[union-attr]


# Names


def test_every_id_defines_or_mentions_a_name() -> None:
    ids = [(model, shape) for top in (Dossier, Source, Actors) for model in models(top) for shape in fields(model) if shape.key == "id"]  # fmt: skip
    assert [model.__name__ for model, shape in ids if not (defines(model) or shape.names)] == []


def where(text: str) -> list[tuple[str, int, bool]]:
    """The places of the name at the cursor: path, line and whether it is the definition."""
    opened, place = asked(text)
    mention = opened.bench.index.at(PATH, place)
    assert mention
    found = opened.bench.index.of(opened.bench.index.same(mention.name))
    return [(m.path, m.span.start.line, m.defines) for m in found]


def test_a_statement_is_found_where_it_is_defined_and_wherever_it_is_named() -> None:
    assert where(edited("disputed_by: [toll-collected]", "disputed_by: [toll-¦collected]")) == [
        (PATH, 26, False),
        (PATH, 27, True),
    ]
    assert where(edited("[ferry#skippers-paid]", "[ferry#skip¦pers-paid]")) == [
        ("briefings/ferry.yaml", 10, False),
        ("briefings/ferry.yaml", 12, True),
        (PATH, 32, False),
    ]


def test_a_source_is_found_in_citations_of_all_forms_in_prose_and_as_an_origin() -> None:
    found = where(edited("source: courier-0302", "source: cour¦ier-0302"))
    assert ("seeds/courier-0302.yaml", 1, True) in found
    assert found.count(("briefings/ferry.yaml", 9, False)) == 2
    assert (PATH, 63, False) in found


# Renaming


def renamed(text: str, new: str, files: Mapping[str, bytes] | None = None) -> dict[str, bytes]:
    """The corpus after the name at the cursor was changed."""
    opened, place = asked(text, files=files)
    return rename.rename(opened, place, new, harbour_texts()).made(opened)


def locked(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A corpus with a lock, as `briefings lock` writes it, and with its ids published."""
    files = {
        **files,
        "briefings/desk.yaml": files["briefings/desk.yaml"].replace(b"lock: none", b"lock: unsigned"),
    }
    checked = build.check(files, harbour_texts())
    known = checked.evidence
    lines = evidence.expected(checked.corpus, known.record_digests, known.paragraphs, known.proofs, figured=known.figures.entries, quotations=known.edited, before=None)  # fmt: skip
    return {**files, LOCK: evidence.dump(lines).encode(), REGISTER: register.write(checked.corpus).encode()}


def test_an_entry_is_renamed_everywhere() -> None:
    files = renamed(edited("[ferry#skippers-paid]", "[ferry#skip¦pers-paid]"), "crossing-paid")
    assert not any(b"skippers-paid" in data for data in files.values())
    assert files["briefings/ferry.yaml"].count(b"crossing-paid") == 2
    assert build.check(files, harbour_texts()).diagnostics == ()


@pytest.mark.parametrize(
    ("before", "after", "new", "path"),
    [
        ("source: gazette-0301", "source: gaz¦ette-0301", "gazette-march", "seeds/gazette-march.yaml"),
        ("source: courier-0302", "source: cour¦ier-0302", "courier-march", "seeds/courier-march.yaml"),
        ("by: harbour-master", "by: harbour-ma¦ster", "ilse-brandt", "briefings/actors.yaml"),
        ("[ferry#skippers-paid]", "[fer¦ry#skippers-paid]", "night-ferry", "briefings/night-ferry.yaml"),
    ],
)
def test_sources_actors_and_dossiers_are_renamed_with_their_files(
    before: str, after: str, new: str, path: str
) -> None:
    files = renamed(edited(before, after), new)
    assert path in files
    assert new.encode() in files[path]
    assert build.check(files, harbour_texts()).diagnostics == ()


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("[ferry#skippers-paid]", "[ferry#skip¦pers-paid]", "crossing-paid"),
        ("- id: toll-collected", "- id: toll-coll¦ected", "toll-taken"),
        ("source: gazette-0301", "source: gaz¦ette-0301", "gazette-march"),
        ("by: harbour-master", "by: harbour-ma¦ster", "ilse-brandt"),
    ],
)
def test_what_is_locked_and_published_is_renamed_as_check_accepts(before: str, after: str, new: str) -> None:
    """With the texts and without them."""
    files = renamed(edited(before, after), new, locked(harbour()))
    assert build.check(files, harbour_texts()).diagnostics == ()
    assert build.check(files, {}).diagnostics == ()


def test_a_published_id_leaves_a_tombstone() -> None:
    files = renamed(edited("- id: toll-collected", "- id: toll-coll¦ected"), "toll-taken", locked(harbour()))
    assert (
        files[PATH]
        .decode()
        .endswith(
            "retired:\n"
            "  - id: toll-collected\n"
            "    date: 2031-03-02\n"
            "    reason: The entry has another name now and says the same.\n"
            "    successor: toll-taken\n"
        )
    )
    assert files[REGISTER] == locked(harbour())[REGISTER]


@pytest.mark.parametrize("retired", ["retired:\n  - id: old-toll\n    date: 2031-03-02\n    reason: Wrong.\n", "retired: [{id: old-toll, date: 2031-03-02, reason: Wrong.}]\n"])  # fmt: skip
def test_it_stands_before_those_that_are_there(retired: str) -> None:
    files = locked({**harbour(), PATH: harbour()[PATH] + retired.encode()})
    text = (harbour()[PATH].decode() + retired).replace("- id: toll-collected", "- id: toll-coll¦ected")
    after = renamed(text, "toll-taken", files)
    checked = build.check(after, harbour_texts())
    assert checked.diagnostics == ()
    assert [t.id for t in checked.corpus.dossiers["harbour"].retired] == ["toll-collected", "old-toll"]


@pytest.mark.parametrize(
    ("before", "after", "new", "why"),
    [
        ("- id: toll-collected", "- id: toll-coll¦ected", "Toll Taken", "is not an id"),
        (
            "- id: toll-collected",
            "- id: toll-coll¦ected",
            "first-meeting",
            "there is `first-meeting` already",
        ),
        ("- id: toll-collected", "- id: toll-coll¦ected", "reported", "it would be a mistake"),
        ("id: harbour\n", "id: har¦bour\n", "port", "was published"),
        ("text: The two", "text: The ¦two", "port", "there is no id here"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_reason(
    before: str, after: str, new: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        renamed(edited(before, after), new, locked(harbour()))


def test_a_withdrawn_id_stays() -> None:
    opened = bench(harbour()).open("briefings/ferry.yaml")
    with pytest.raises(Refused, match="withdrawn"):
        rename.rename(opened, Position(17, 12), "ferry-late", {})


# Findings, fixes and quotations


def test_findings_stand_beside_emoji_and_cyrillic() -> None:
    text = edited(
        "text: The two ports agreed to talk and on nothing else.", "text: 😀 Пошлина 😀 “never said this” 😀."
    )
    found = findings.published(bench({**harbour(), PATH: text.encode()}), "")[PATH]
    quote = next(d for d in found if d.code == "quotation-not-found")
    line = text.split("\n")[6].encode("utf-16-le")
    start, end = quote.range.start.character * 2, quote.range.end.character * 2
    assert line[start:end].decode("utf-16-le") == "never"


@pytest.mark.parametrize(("units", "column"), [(Units.UTF8, 9), (Units.UTF16, 4), (Units.UTF32, 3)])
def test_columns_are_counted_in_the_units_agreed_on(units: Units, column: int) -> None:
    page = Page("é😀жx\r\nsecond", units)
    assert page.position(Position(1, 4)) == types.Position(0, column - (1 if units is Units.UTF8 else 0))
    assert page.place(page.position(Position(1, 4))) == Position(1, 4)
    assert page.place(types.Position(9, 99)) == Position(2, 7)


def test_a_finding_has_its_related_places_and_its_page() -> None:
    text = edited("- id: first-meeting", "- id: toll-collected")
    found = findings.published(
        bench({**harbour(), PATH: text.encode()}), "https://desk.example/editing/findings/"
    )
    twice = next(d for d in found[PATH] if d.related_information)
    assert twice.code_description == types.CodeDescription(
        f"https://desk.example/editing/findings/#{twice.code}"
    )
    assert twice.related_information
    assert twice.related_information[0].location.uri.endswith("/briefings/harbour.yaml")


def test_codes_are_explained_where_the_site_is_published_or_else_built(tmp_path: Path) -> None:
    assert findings.explanations(tmp_path) == ""
    page = tmp_path / "site/editing/findings/index.html"
    page.parent.mkdir(parents=True)
    page.touch()
    assert findings.explanations(tmp_path) == page.as_uri()
    (tmp_path / "mkdocs.yml").write_text("site_url: https://desk.example\n", "utf-8")
    assert findings.explanations(tmp_path) == "https://desk.example/editing/findings/"


def test_a_safe_fix_is_a_quick_fix() -> None:
    text = harbour()["seeds/gazette-0301.yaml"].decode()
    without = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("sha256"))
    opened, _ = asked(without, "seeds/gazette-0301.yaml")
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    one, everything = findings.fixes(opened, whole)
    assert one.kind is types.CodeActionKind.QuickFix
    assert one.title.startswith("Write `sha256: eb42762")
    for action in (one, everything):
        assert action.edit
        assert action.edit.changes
        after = applied(opened.page, list(action.edit.changes[opened.bench.uri(opened.path)]))
        assert build.check({**harbour(), opened.path: after.encode()}, harbour_texts()).diagnostics == ()


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        (
            "      - source: gazette-0301\n        paragraph: 6\n        quote: suspended for as long as we are talking",
            "      - source: gazette-0301\n        para¦graph: 6",
            "        paragraph: 6\n        quote: suspended for as long as we are talking\n",
        ),
        (
            "      - source: gazette-0301\n        paragraph: 6\n        quote: suspended for as long as we are talking",
            "      - gazette-03¦01#6",
            "      - {source: gazette-0301, paragraph: 6, quote: suspended for as long as we are talking}\n",
        ),
        (
            "\n      - source: gazette-0301\n        paragraph: 6\n        quote: suspended for as long as we are talking",
            " [{source: gazette-0301, para¦graph: 6}]",
            " [{source: gazette-0301, paragraph: 6, quote: suspended for as long as we are talking}]\n",
        ),
    ],
)
def test_words_that_a_sentence_quotes_become_a_quote(before: str, after: str, written: str) -> None:
    opened, place = asked(edited(before, after))
    (action,) = quoting(opened, place)
    assert action.title == "Quote “suspended for as long as we are talking” from gazette-0301#6"
    assert action.edit
    assert action.edit.changes
    text = applied(opened.page, list(action.edit.changes[opened.bench.uri(PATH)]))
    assert written in text
    assert build.check({**harbour(), PATH: text.encode()}, harbour_texts()).diagnostics == ()


# The outline


def test_the_outline_names_entries_by_id_or_first_words() -> None:
    found = {symbol.name: symbol for symbol in outline.symbols(bench(harbour()).open(PATH))}
    assert [child.name for child in found["statements"].children or ()] == [
        "toll-suspended",
        "toll-collected",
        "first-meeting",
    ]
    assert [child.name for child in found["summary"].children or ()] == [
        "The two ports agreed to talk and on…"
    ]
    assert [child.name for child in found["positions"].children or ()] == ["north-port"]
    assert found["title"].detail == "Harbour dispute"


def test_an_outline_encloses_what_is_in_it() -> None:
    def inside(symbol: types.DocumentSymbol) -> None:
        span, head = symbol.range, symbol.selection_range
        assert (span.start.line, span.start.character) <= (head.start.line, head.start.character)
        assert (head.end.line, head.end.character) <= (span.end.line, span.end.character)
        for child in symbol.children or ():
            assert span.start.line <= child.range.start.line <= child.range.end.line <= span.end.line
            inside(child)

    for path in disk.read_records(ROOT):
        for symbol in (
            outline.symbols(bench(disk.read_records(ROOT), {}).open(path))
            if path == "briefings/iran.yaml"
            else ()
        ):
            inside(symbol)


def test_keys_and_entries_can_be_folded() -> None:
    lines = harbour()[PATH].decode().split("\n")
    folds = {
        lines[fold.start_line]: lines[fold.end_line] for fold in outline.folds(bench(harbour()).open(PATH))
    }
    assert folds["statements:"] == "    cites: [gazette-0301#3]"
    assert folds["  - id: toll-suspended"] == "    disputed_by: [toll-collected]"
    assert folds["background: |"] == "  - A list [@gazette-0301#4]."


def test_a_file_with_a_broken_line_still_has_its_outline_and_its_names() -> None:
    text = edited("    credibility: 4\n", "    credibility: [4\n")
    opened, _ = asked(text)
    names = [
        child.name for s in outline.symbols(opened) if s.name == "statements" for child in s.children or ()
    ]
    assert "toll-suspended" in names
    assert opened.bench.index.of(Name(Names.ENTRY, "harbour#toll-suspended"))
