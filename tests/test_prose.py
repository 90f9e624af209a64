"""Prose: a small part of CommonMark; the rest are the characters that were typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.prose import Block, Cite, Inline, Styled, Text, keys, leaves, paragraphs, parse, passages


def shape(blocks: tuple[Block, ...]) -> list[object]:
    """Blocks as nested lists, for reading."""
    return [[b.name, *shape(b.blocks), *(_inline(i) for i in b.inlines)] for b in blocks]


def _inline(inline: Inline) -> object:
    if isinstance(inline, Styled):
        return [inline.style, *(_inline(i) for i in inline.children)]
    return inline.text if isinstance(inline, Text) else ("@", inline.key)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One\ntwo.\n\nThree.", [["p", "One two."], ["p", "Three."]]),
        ("*a* **b *c***", [["p", ["em", "a"], " ", ["strong", "b ", ["em", "c"]]]]),
        ("- a\n- b", [["ul", ["li", ["p", "a"]], ["li", ["p", "b"]]]]),
        ("1. a\n2. b", [["ol", ["li", ["p", "a"]], ["li", ["p", "b"]]]]),
        ("> a\n> b", [["blockquote", ["p", "a b"]]]),
        ("Said [@x#4].", [["p", "Said ", ("@", "x#4"), "."]]),
        ("[@x#4; @y-1#2]", [["p", ("@", "x#4"), ("@", "y-1#2")]]),
        ("*said [@x#4]*", [["p", ["em", "said ", ("@", "x#4")]]]),
        ("[x#4] [@x 4] [@] @x#4", [["p", "[x#4] [@x 4] [@] @x#4"]]),
        ("# no heading", [["p", "# no heading"]]),
        (
            "<b>no</b> &amp; `code` ~~x~~ ![i](j) [a](javascript:x) <http://x>",
            [["p", "<b>no</b> &amp; `code` ~~x~~ ![i](j) [a](javascript:x) <http://x>"]],
        ),
        ("---", [["p", "---"]]),
        ("| a | b |\n|---|---|", [["p", "| a | b | |---|---|"]]),
        ("```\nx\n```", [["p", "``` x ```"]]),
        ("    indented", [["p", "indented"]]),
        (r"\*a\* \# \[", [["p", "*a* # ["]]),
        ("{{ 7*7 }} {onclick=x}", [["p", "{{ 7*7 }} {onclick=x}"]]),
        ("[a]: http://x", [["p", "[a]: http://x"]]),
    ],
)
def test_what_is_read(text: str, expected: list[object]) -> None:
    assert shape(parse(text)) == expected


def test_keys_come_in_order_with_repeats() -> None:
    assert keys("One [@a#1; @b#2].\n\n- Two [@a#1].") == ("a#1", "b#2", "a#1")


def test_paragraphs_are_found_however_deep() -> None:
    found = list(paragraphs(parse("a\n\n> - b\n>\n>   c\n\n1. d")))
    assert [(block.name, block.inlines) for block in found] == [("p", (Text(sign),)) for sign in "abcd"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One [@a#1].", [("One", ("a#1",))]),
        (
            "One [@a#1] [@b#2; @c#3]. Two *and [@d#4] three*.",
            [("One", ("a#1", "b#2", "c#3")), ("Two and", ("d#4",))],
        ),
        ("One. *Two*\nand [@a#1], three [@b#2] rest", [("One. Two and", ("a#1",)), ("three", ("b#2",))]),
        ("No citation.\n\n- One [@a#1]\n- two [@b#2]", [("One", ("a#1",)), ("two", ("b#2",))]),
        ("[@a#1] and [@b#2]", [("", ("a#1",)), ("and", ("b#2",))]),
        ("X [@a#1]. X; [@b#2]", [("X", ("a#1",)), ("X;", ("b#2",))]),
        ("No citation at all.", []),
    ],
)
def test_passages_are_words_with_the_citations_after_them(
    text: str, said: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert list(passages(text)) == said


def names(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield block.name
        yield from names(block.blocks)


MARKS = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "[",
        "]",
        "[@x#1]",
        "; ",
        "> ",
        "- ",
        "1. ",
        "\n",
        "\n\n",
        "    ",
        "\\",
        "<",
        "`",
        "#",
        "~~~\n",
        "&lt;",
        "word",
        "é",
        " ",
    ]
)
TYPED = st.text(max_size=80) | st.lists(MARKS, max_size=40).map("".join)


@given(TYPED)
def test_any_text_gives_allowed_blocks_and_keeps_every_letter(text: str) -> None:
    blocks = parse(text)
    assert set(names(blocks)) <= {"p", "ul", "ol", "li", "blockquote"}
    shown = "".join(
        leaf.text if isinstance(leaf, Text) else leaf.key for block in blocks for leaf in leaves(block)
    )
    assert [sign for sign in shown if sign.isalpha()] == [sign for sign in text if sign.isalpha()]


@given(TYPED)
def test_no_leaf_is_empty_and_every_style_is_known(text: str) -> None:
    def styles(inlines: tuple[Inline, ...]) -> Iterator[str]:
        for inline in inlines:
            if isinstance(inline, Styled):
                yield inline.style
                yield from styles(inline.children)

    for block in paragraphs(parse(text)):
        assert set(styles(block.inlines)) <= {"em", "strong"}
        assert all(leaf.key if isinstance(leaf, Cite) else leaf.text for leaf in leaves(block))


@pytest.mark.parametrize(("depth", "words"), [(11, "a"), (12, "")])
def test_twelve_quotations_stand_in_one_another_and_what_is_in_the_last_is_left_out(
    depth: int, words: str
) -> None:
    assert (
        "".join(
            leaf.text
            for block in parse("> " * depth + "a")
            for leaf in leaves(block)
            if isinstance(leaf, Text)
        )
        == words
    )


@pytest.mark.parametrize("unit", ["*", "**", "_", "[", "[@x#1]", "> ", "- ", "- \n", "*a ", "\\", "[@"])
def test_forty_thousand_signs_of_anything_come_to_an_end(unit: str) -> None:
    assert isinstance(parse(unit * (40_000 // len(unit))), tuple)
