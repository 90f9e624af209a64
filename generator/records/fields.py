"""The values that fields hold: texts, ids, dates, addresses.

Each stands with what it must look like and what is said when it does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from generator.findings.codes import Code
from generator.records.vocabulary import Credibility
from generator.records.wording import Names, Shown, Wording
from generator.records.written import BLANKS, Written, as_ecma

FILL_IN = "FILL IN"
"""How a value begins that an editor has yet to write; what follows says what is wanted."""
MAX_ID = 60
"""The longest id, in characters."""
MAX_LINE = 1_200
"""The longest sentence, in code points."""
MAX_PROSE = 40_000
"""The longest prose field, in code points."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
"""What an id looks like."""
_REF = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*#[a-z0-9]+(?:-[a-z0-9]+)*\Z")
CITATION = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)#([1-9][0-9]{0,5})\Z")
"""The short form of a citation, `source#paragraph`."""
_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*)?\Z")
_FILE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,120}\Z")
_DOI = re.compile(r"10\.[0-9]{4,9}/[A-Za-z0-9._;()/:<>\[\]-]+\Z")
_BELOW = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*\Z")
_SHA256 = re.compile(r"[0-9a-f]{64}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


EMPTY_TEXT = Code(
    "empty-text",
    what="A text is empty.",
    why="An empty sentence asserts nothing.",
    bad=('gaps:\n  - ""\n'),
    good=("gaps:\n  - Who called the meeting.\n"),
)

NOT_FILLED_IN = Code(
    "not-filled-in",
    what="A value still begins with `FILL IN`.",
    why=(
        "`briefings source add` proposes a record and cannot judge it: the grade, its reason and the "
        "provenance are an editor's."
    ),
    bad=("# seeds/gazette-0301.yaml\nshort: FILL IN the name that citations show\n"),
    good=("# seeds/gazette-0301.yaml\nshort: Strait Gazette, 1 March\n"),
)

TEXT_TOO_LONG = Code(
    "text-too-long",
    what="A text is longer than a sentence or a field may be.",
    why="One sentence, one list item: then each can be cited, linked and compared.",
    bad=f"gaps:\n  - {'long ' * 250}\n",
    good=("gaps:\n  - Who called the meeting.\n"),
)

BAD_ID = Code(
    "bad-id",
    what="An id has other signs than small letters, digits and single hyphens.",
    why="Ids become addresses.",
    bad=("watch:\n  - id: Toll Returns\n    question: Does it return?\n    cites: [courier-0302#4]\n"),
    good=("watch:\n  - id: toll-returns\n    question: Does it return?\n    cites: [courier-0302#4]\n"),
)

BAD_REFERENCE = Code(
    "bad-reference",
    what="A reference to a statement is not written as `id` or `dossier#id`.",
    why="It could not be followed.",
    bad=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [Toll suspended]\n"),
    good=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n    see: [toll-suspended]\n"),
)

BAD_CITATION = Code(
    "bad-citation",
    what="A citation is not written as `source#paragraph`.",
    why="It must lead to one paragraph of one source.",
    bad=("summary:\n  - text: They agreed.\n    cites: [gazette-0301]\n"),
    good=("summary:\n  - text: They agreed.\n    cites: [gazette-0301#4]\n"),
)

BAD_URL = Code(
    "bad-url",
    what="A web address is not one, or not http or https.",
    why="Readers follow it.",
    bad=("# seeds/gazette-0301.yaml\nURL: javascript:alert(1)\n"),
    good=("# seeds/gazette-0301.yaml\nURL: https://gazette.example/harbour\n"),
)

BAD_FILE_NAME = Code(
    "bad-file-name",
    what="The name of a text file has a folder or strange signs in it.",
    why="Texts lie in one folder, and nothing outside it is read.",
    bad=("# seeds/gazette-0301.yaml\ntext: ../gazette.txt\n"),
    good=("# seeds/gazette-0301.yaml\ntext: gazette.txt\n"),
)

BAD_PATH = Code(
    "bad-path",
    what="A path is not one below the folder of the site.",
    why="It is committed with the records, so that every machine reads the same file.",
    bad=("# briefings/desk.yaml\nlock: none\nsigners: ../allowed-signers\n"),
    good=("# briefings/desk.yaml\nlock: none\nsigners: briefings/allowed-signers\n"),
)

BAD_HASH = Code(
    "bad-hash",
    what="A hash is not a SHA-256 in 64 small hexadecimal digits.",
    why="It is compared sign by sign with what `sha256sum` prints of the text.",
    bad=("# seeds/gazette-0301.yaml\nsha256: 5FD924625F6AB16A\n"),
    good=(
        "# seeds/gazette-0301.yaml\n"
        "sha256: eb4276206a0abb88ebee2669ca6e4a0ccf0ecc48be0d96634af369825b4ce7f9\n"
    ),
)

BAD_DOI = Code(
    "bad-doi",
    what="A DOI is not written as `10.` with a number, a slash and a name.",
    why="References make a link of it.",
    bad=("# seeds/gazette-0301.yaml\nDOI: https://doi.example/10.1000/182\n"),
    good=("# seeds/gazette-0301.yaml\nDOI: 10.1000/182\n"),
)

UNKNOWN_STYLE = Code(
    "unknown-style",
    what="There is no citation style of that name, or no such file in the site's folder.",
    why="Every reference is written in it.",
    bad=("# briefings/desk.yaml\nstyle: ../apa.csl\n"),
    good=("# briefings/desk.yaml\nstyle: apa\n"),
)

BAD_LANGUAGE = Code(
    "bad-language",
    what="A language is not given as a BCP 47 tag.",
    why="Screen readers choose their voice by it.",
    bad=("# seeds/gazette-0301.yaml\nlanguage: English\n"),
    good=("# seeds/gazette-0301.yaml\nlanguage: en\n"),
)


def problem(code: Code, message: str, hint: str) -> PydanticCustomError:
    """An error that `load` turns into a diagnostic: `code`, the message, and what to write instead."""
    return PydanticCustomError(code.name, "{message}", {"code": code, "message": message, "hint": hint})


def matching(
    pattern: re.Pattern[str], code: Code, what: str, hint: str, meant: Callable[[str], str] | None = None
) -> Written:
    """A check that a text is what a pattern says.

    `meant` gives what the editor may have meant, or nothing.
    """

    def check(text: str) -> str:
        if len(text) > 2_000 or not pattern.match(text):
            near = meant(text[:2_000]) if meant else ""
            raise problem(
                code, f"`{text[:60]}` is not {what}", f"did you mean `{near}`? ({hint})" if near else hint
            )
        return text

    return Written(check, as_ecma(pattern))


def _address(text: str) -> str:
    """The address that is meant by one whose beginning was left out."""
    whole = f"https://{text}"
    return whole if re.match(r"[\w-]+(?:\.[\w-]+)+(?:/|\Z)", text) and _URL.match(whole) else ""


def slug(text: str) -> str:
    """What an id for a text could be; empty where it has no letter or digit of ASCII."""
    plain = (
        unicodedata.normalize("NFKD", text.replace("'", "").replace("\u2019", ""))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _line(text: str) -> str:
    flat = " ".join(text.split())
    if not flat:
        raise problem(EMPTY_TEXT, "the text is empty", "write the sentence, or delete the key")
    if flat.startswith(FILL_IN):
        raise problem(NOT_FILLED_IN, "the text is not filled in", "write the text")
    if len(flat) > MAX_LINE:
        raise problem(
            TEXT_TOO_LONG,
            f"the text has {len(flat):,} characters; at most {MAX_LINE:,} fit",
            "one sentence, one list item",
        )
    return flat


def _prose(text: str) -> str:
    if not text.strip():
        raise problem(EMPTY_TEXT, "the text is empty", "write the text, or delete the key")
    if len(text) > MAX_PROSE:
        raise problem(
            TEXT_TOO_LONG, f"the text has {len(text):,} characters; at most {MAX_PROSE:,} fit", "shorten it"
        )
    return text


def _reference(value: str) -> str:
    if not _REF.match(value) and not ID.match(value):
        raise problem(
            BAD_REFERENCE,
            f"`{value[:60]}` is not the name of a statement",
            "write `statement-id`, or `dossier#statement-id` for one in another dossier",
        )
    return value


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _no_boolean(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _number(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Belief = Annotated[Credibility, BeforeValidator(_no_boolean)]
"""How far information can be believed; `true`, which Python takes for 1, is no grade."""
Id = Annotated[
    str,
    Field(max_length=MAX_ID),
    matching(ID, BAD_ID, "an id", "use small letters, digits and single hyphens: `arms-control`", meant=slug),
    Wording.PROGRAM,
]
ActorId = Annotated[Id, Names.ACTOR]
SourceId = Annotated[Id, Names.SOURCE]
DossierId = Annotated[Id, Names.DOSSIER]
OriginId = Annotated[Id, Names.ORIGIN]
A_LINE = rf"^(?!\s*{FILL_IN.replace(' ', BLANKS)})[\s\S]*\S"
"""What a text looks like that is filled in, as a JSON Schema says it."""
_IN_A_LINE = Written(_line, A_LINE, MAX_LINE)
_IN_PROSE = Written(_prose, r"\S", MAX_PROSE)
Reference = Annotated[
    str, Written(_reference, f"{as_ecma(ID)}|{as_ecma(_REF)}"), Wording.PROGRAM, Names.ENTRY
]
References = tuple[Reference, ...]

Sentence = Annotated[str, _IN_A_LINE, Wording.DESK]
Assessment = Annotated[str, _IN_A_LINE, Wording.ASSESSMENT]
Report = Annotated[str, _IN_A_LINE, Wording.REPORT]
ProseText = Annotated[str, _IN_PROSE, Wording.PROSE]
ExactWords = Annotated[str, _IN_A_LINE, Wording.EXACT]
Label = Annotated[str, _IN_A_LINE, Wording.LABEL]
Title = Annotated[Label, Shown.ALSO_IN_CAPITALS]
Parts = Annotated[
    tuple[Label, ...],
    BeforeValidator(_listed),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", **_IN_A_LINE.schema},
                {"type": "array", "items": {"type": "string", **_IN_A_LINE.schema}},
            ],
            "title": "text, or a list of texts",
        }
    ),
]
Number = Annotated[
    str,
    BeforeValidator(_number),
    _IN_A_LINE,
    WithJsonSchema({"type": ["string", "integer"], "title": "number", **_IN_A_LINE.schema}),
    Wording.LABEL,
]

Url = Annotated[
    str,
    matching(
        _URL,
        BAD_URL,
        "a web address",
        "write the whole address, beginning with https:// and without spaces",
        meant=_address,
    ),
    Wording.PROGRAM,
]
FileName = Annotated[
    str,
    matching(_FILE, BAD_FILE_NAME, "a file name", "write the bare name of the file, without folders"),
    Wording.PROGRAM,
]
Sha256 = Annotated[
    str,
    matching(
        _SHA256,
        BAD_HASH,
        "a SHA-256",
        "write the 64 digits that `sha256sum` prints of the text, or delete the key and run "
        "`briefings check --fix` where the text is at hand",
    ),
    Wording.PROGRAM,
]
PathBelow = Annotated[
    str,
    matching(_BELOW, BAD_PATH, "a path below the site's folder", "write it from there, with forward slashes"),
    Wording.PROGRAM,
]
Doi = Annotated[
    str,
    matching(
        _DOI, BAD_DOI, "a DOI", "write it without an address, beginning with `10.`, such as `10.1000/182`"
    ),
    Wording.PROGRAM,
]
StyleName = Annotated[
    str,
    matching(
        _BELOW,
        UNKNOWN_STYLE,
        "the name of a citation style",
        "write the name of a CSL style, such as `apa`, or the path of a `.csl` file below the site's folder",
    ),
    Wording.PROGRAM,
]
Language = Annotated[
    str,
    matching(_LANGUAGE, BAD_LANGUAGE, "a language tag", "write a BCP 47 tag, such as `en` or `pt-BR`"),
    Wording.PROGRAM,
]


def or_text(pattern: str, longest: int = MAX_LINE, **more: Any) -> Callable[[dict[str, Any]], None]:
    """Changes a model's JSON Schema so that it also admits the short form, a bare text.

    `more` are keywords for its mapping: what holds between its keys.
    """

    def change(schema: dict[str, Any]) -> None:
        mapping = {**schema, **more}
        schema.clear()
        schema.update(
            {
                "title": mapping.pop("title", ""),
                "description": mapping.pop("description", ""),
                "anyOf": [{"type": "string", "pattern": pattern, "maxLength": longest}, mapping],
            }
        )

    return change


class Record(BaseModel):
    """The base of all records: immutable, and unknown keys are errors."""

    heading: ClassVar[str] = ""
    """What the reference for editors calls it, where that is not the name of the class."""
    lead: ClassVar[tuple[str, ...]] = ()
    """The keys that are written first, in this order, where that is not the order of the fields."""
    below: ClassVar[tuple[str, ...]] = ()
    """The keys that are written right below these; the others follow in the order of the fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
