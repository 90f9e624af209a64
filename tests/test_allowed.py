"""A comment allows a warning at its place, with a reason; what stops publication it cannot allow."""

from __future__ import annotations

import pytest

from generator import build
from generator.findings.diagnostics import has_errors
from generator.rules.catalogue import CODES
from tests.conftest import findings, harbour, harbour_texts

WHY = "briefings: allow {} because the desk quotes the commission"
LIKELY = "gaps:\n  - text: Who called it.\n"


def allow(code: str) -> str:
    return f"# {WHY.format(code)}"


UNCITED = "uncited:\n  - {paragraphs: [1, 2], reason: furniture}\n"
SAID = "# seeds/gazette-0301.yaml\n"


@pytest.mark.parametrize(
    "part",
    [
        f"{allow('uncited-paragraph')}\n{UNCITED}",
        f"{allow('uncited-paragraph')}\n# another remark\n\n{UNCITED}",
        UNCITED.replace("uncited:\n", f"uncited:  {allow('uncited-paragraph')}\n"),
        UNCITED.replace("furniture}\n", f"furniture}}  {allow('uncited-paragraph')}\n"),
        UNCITED.replace("  - ", f"  {allow('uncited-paragraph')}\n  - "),
    ],
)
def test_on_the_line_or_above_it(part: str) -> None:
    assert findings(SAID + part) == []


def test_it_covers_the_lines_of_its_entry_and_no_other() -> None:
    sentences = (
        "statements:\n"
        "  - id: toll-suspended\n"
        "    kind: reported\n"
        f"    {allow('likelihood-in-statement')}\n"
        "    text: >-\n"
        "      The toll of the strait\n"
        "      will probably be back.\n"
        "    cites: [courier-0302#3]\n"
        "  - id: toll-collected\n"
        "    kind: reported\n"
        "    text: The toll will probably be back.\n"
        "    cites: [courier-0302#3]\n"
    )
    code = next(
        name
        for name, *_ in findings(sentences.replace(allow("likelihood-in-statement"), "# no"))
        if CODES[name].severity == "warning"
    )
    found = findings(sentences.replace("likelihood-in-statement", code))
    assert [line for name, line, _ in found if name == code] == [11]


@pytest.mark.parametrize(
    ("part", "code", "place"),
    [
        (f"# briefings: allow uncited-paragraph\n{UNCITED}", "allowed-without-reason", (1, 1)),
        (f"# briefings: allow uncited-paragraph because \n{UNCITED}", "allowed-without-reason", (1, 1)),
        (f"# briefings: allow\n{UNCITED}", "allowed-error", (1, 1)),
        (f"{allow('uncited')}\n{UNCITED}", "allowed-error", (1, 1)),
        (f"short: Strait  {allow('uncited-paragraph')}\n", "allowed-in-vain", (1, 16)),
    ],
)
def test_what_is_wrong_with_such_a_comment(part: str, code: str, place: tuple[int, int]) -> None:
    assert (code, *place) in findings(SAID + part)


@pytest.mark.parametrize("code", [code.name for code in CODES.values() if code.severity == "error"])
def test_no_error_can_be_allowed(code: str) -> None:
    files = harbour()
    files["briefings/harbour.yaml"] = f"{allow(code)}\n".encode() + files["briefings/harbour.yaml"]
    found = build.check(files, harbour_texts()).diagnostics
    assert [one.code.name for one in found] == ["allowed-error"]
    assert has_errors(found)


def test_a_wrong_quotation_stays_wrong() -> None:
    files = harbour()
    text = files["briefings/harbour.yaml"].decode()
    files["briefings/harbour.yaml"] = text.replace(
        "quote: suspended for as long as we",
        f"{allow('quotation-not-found')}\n        quote: suspended for as long as they",
    ).encode()
    found = {one.code.name for one in build.check(files, harbour_texts()).diagnostics}
    assert found == {"allowed-error", "quotation-not-found"}
