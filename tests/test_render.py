"""What data says is shown, letter by letter, and nothing in it is taken as Markdown, HTML or YAML."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generator.pages.escaping import code, curled, escape, finalized, literal, run, scalar, ticks
from generator.view.parts import Words
from tests.conftest import Seen

CHARS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])
SIGNS = st.sampled_from([
    "*", "**", "_", "__", "`", "```", "<", ">", "&", "[", "]", "(", ")", "!", "|", "{", "}", "#", "-", "+", "=", "~", "^", ":", "$", "%", "@", "\\", '"', "'", "1.", "1)", " ",
    "word", "&amp;", "&#60;", "<script>", "<![CDATA[", "<!--", "-->", "<?", "{: #x }", "{{", "{%", "[x](javascript:y)", "[x]: y", "[^1]:", "*[A]: b", "http://x.example", "a@b.example",
    "---", "===", "> ", "- ", "|--|", "!!!", "???", ":::", "\u2028", "\u00a0", "\u202e", "é", "😀", "stx", "klzzwxh:0001", "wzxhzdk:0",
])  # fmt: skip
TYPED = st.text(CHARS, max_size=40) | st.lists(SIGNS, max_size=12).map("".join)
PLACES = {
    "a paragraph": ("{}", ["p"]),
    "running text": ("a {} b", ["p"]),
    "a paragraph with attributes": ("{}\n{{ .b-lead }}", ["p"]),
    "a list item": ("- {}", ["ul", "li"]),
    "an item after another": ("- x\n- {}", ["ul", "li", "li"]),
    "a table cell": ("| h |\n| --- |\n| {} |", ["table", "thead", "tr", "th", "tbody", "tr", "td"]),
    "inline HTML": ('a <span class="b-text">{}</span>', ["p", "span"]),
    "a block of HTML": ('<p class="b-lead">{}</p>', ["p"]),
    "Markdown inside HTML": (
        '<div markdown>\n\n- <span class="x">{}</span>\n\n</div>',
        ["div", "ul", "li", "span"],
    ),
    "a link": ("[{}](watch.md)", ["p", "a"]),
    "a link with attributes": ('a [{}](#x){{ .b-permalink aria-label="y" }} b', ["p", "a"]),
    "a quotation": ("> {}", ["blockquote", "p"]),
    "a heading": ("# {}", ["h1", "a"]),
}


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=40)
@given(typed=TYPED)
@example(typed="1. x")
@example(typed="- x")
@example(typed="    x")
@example(typed="[x]: y")
@example(typed="\u2060")
@example(typed="{ #x .y onclick=z }")
def test_text_comes_back_as_it_is_and_makes_no_element(place: str, typed: str) -> None:
    around, tags = PLACES[place]
    if not flat(typed):
        return
    seen = Seen(around.format(escape(typed)))
    assert seen.tags == tags
    before, after = flat(Seen(around.format("MARK")).text).split("MARK")
    assert flat(seen.text) == flat(before + flat(typed) + after)


@given(typed=TYPED)
def test_an_attribute_holds_it_and_ends_where_it_should(typed: str) -> None:
    seen = Seen(f'a <span title="{escape(typed)}">b</span>')
    assert seen.elements[1:] == [("span", {"title": flat(typed)})]


@given(typed=TYPED)
def test_so_does_an_attribute_of_a_link(typed: str) -> None:
    seen = Seen(f'a <sup>[1](#x){{ #y aria-label="{escape(typed)}" }}</sup> b')
    assert seen.elements[1:] == [("sup", {}), ("a", {"href": "#x", "id": "y", "aria-label": flat(typed)})]
    assert seen.flat == "a 1 b"


@given(typed=TYPED)
def test_words_of_yaml_are_code_letter_by_letter(typed: str) -> None:
    if flat(typed):
        seen = Seen(f"a {literal(typed)} b")
        assert seen.tags == ["p", "code"]
        assert seen.flat == flat(f"a {typed} b")


@given(typed=TYPED)
def test_so_does_an_attribute_of_a_block(typed: str) -> None:
    assume(
        not re.search(r"&#?\w+;", typed)
    )  # Python-Markdown reads an entity there twice: harmless, but not literal
    seen = Seen(f'<div data-name="{escape(typed)}" markdown>\n\nb\n\n</div>')
    assert seen.elements[0] == ("div", {"data-name": flat(typed)})
    assert seen.flat == "b"


@given(typed=TYPED, first=st.booleans())
def test_a_run_of_prose_keeps_the_spaces_at_its_ends(typed: str, first: bool) -> None:
    if not flat(typed):
        return
    seen = Seen(("{}<em>x</em>" if first else "a{}<em>x</em>").format(run(Words(typed), first)))
    assert seen.tags == ["p", "em"]
    assert seen.flat == flat(
        ("" if first else "a")
        + (typed[:1] if typed[:1].isspace() else "")
        + flat(curled(typed))
        + (typed[-1] if typed[-1].isspace() else "")
        + "x"
    )


@given(typed=TYPED)
def test_a_scalar_of_the_front_matter_is_read_back_as_text(typed: str) -> None:
    found = yaml.safe_load(f"title: {scalar(typed)}\nhide: [toc]\n")
    assert list(found) == ["title", "hide"]
    assert not set(found["title"]) & set('<>"')
    assert Seen(f'<p title="{found["title"]}">x</p>').elements == [("p", {"title": flat(typed)})]


@pytest.mark.parametrize(
    "typed", ["no", "5", "2019-05-14", "x\nhide: 5", 'x"\ntemplate: main.html', "x: y", "# x", "[x]", "---"]
)
def test_nothing_gets_into_the_front_matter_through_a_title(typed: str) -> None:
    found = yaml.safe_load(f"title: {scalar(typed)}\n")
    assert list(found) == ["title"]
    assert isinstance(found["title"], str)


@pytest.mark.parametrize(
    ("typed", "set_so"),
    [
        ('He said "one," (and "two").', "He said “one,” (and “two”)."),
        ("It's the Kremlin's 'own'.", "It’s the Kremlin’s ‘own’."),
        ("\"'a' and b\"", "“‘a’ and b”"),
        ("“already” set", "“already” set"),
    ],
)
def test_quotation_marks_are_set_as_english_sets_them(typed: str, set_so: str) -> None:
    assert curled(typed) == set_so


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("it's *one*", "it’s &#42;one&#42;"),
        (Markup("<b>it's</b>"), "<b>it's</b>"),
        (7, 7),
        (None, None),
    ],
)
def test_what_a_template_shows_is_escaped_unless_it_is_so_already(value: object, shown: object) -> None:
    assert finalized(value) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [('  - <a> & "b"', "  - &lt;a&gt; &amp; &quot;b&quot;"), ("", "&#8203;")],
)
def test_a_line_of_an_example_keeps_its_spaces_and_is_never_empty(line: str, shown: str) -> None:
    assert code(line) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("cites", "`cites`"),
        ("<a>*", "<code>&#60;a&#62;&#42;</code>"),
    ],
)
def test_words_of_yaml_are_code_whatever_signs_are_in_them(words: str, shown: str) -> None:
    assert literal(words) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Write `cites`\n  and it's *so*.", "Write `cites` and it’s &#42;so&#42;."),
        ("- one `<a>` - two", "&#45; one <code>&#60;a&#62;</code> - two"),
        ("`id`: a name", "`id`: a name"),
        ("no code", "no code"),
    ],
)
def test_words_between_backticks_are_code_in_our_own_descriptions(text: str, shown: str) -> None:
    assert ticks(text) == shown


@pytest.mark.parametrize(
    ("text", "first", "shown"),
    [
        (" ", True, " "),
        (" - a ", True, " &#45; a "),
        (" - a ", False, " - a "),
        ("it's", False, "it’s"),
    ],
)
def test_a_run_of_prose_in_full(text: str, first: bool, shown: str) -> None:
    assert run(Words(text), first) == shown
