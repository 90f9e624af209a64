"""The values that fields hold: texts, ids, dates, addresses, each with what it must look like and what is said when it does not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import Enum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from generator.text import edtf

FILL_IN = "FILL IN"
"""How a value begins that an editor has yet to write; what follows says what is wanted."""
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
_STYLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*(?:[./][A-Za-z0-9_-]+)*\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


class Wording(Enum):
    """Whose words a text is. What is searched for quotations, and for words of likelihood, follows from it."""

    DESK = "the desk's own words"
    ASSESSMENT = "the desk's own words, in which it may say how likely something is"
    REPORT = "the desk's words for what others say, in which it does not weigh how likely that is"
    PROSE = "an assessment of several sentences, each with its citations in the text"
    EXACT = "the exact words of a source"
    LABEL = "a name, which asserts nothing"
    PROGRAM = "for programs: an id, an address, the name of a file"

    @property
    def quotes(self) -> bool:
        """Whether what stands between quotation marks in it must be proven."""
        return self in (Wording.DESK, Wording.ASSESSMENT, Wording.REPORT, Wording.PROSE)

    @property
    def assesses(self) -> bool:
        """Whether the desk may weigh a likelihood in it."""
        return self in (Wording.ASSESSMENT, Wording.PROSE)


class Names(Enum):
    """What sort of record the value of a field names."""

    ENTRY = "an entry, as `id` or `dossier#id`"
    ACTOR = "an actor"
    SOURCE = "a source"
    DOSSIER = "a dossier"


class Shown(Enum):
    """How a field is shown, where that is not as all others are."""

    ONLY_ON_PAGES = "it is not printed"
    ALSO_IN_CAPITALS = "citation styles may set it in capitals"


def problem(code: str, message: str, hint: str) -> PydanticCustomError:
    """An error that `load` turns into a diagnostic: `code`, the message, and what to write instead."""
    return PydanticCustomError(code, "{message}", {"message": message, "hint": hint})


def matching(
    pattern: re.Pattern[str], code: str, what: str, hint: str, meant: Callable[[str], str] | None = None
) -> AfterValidator:
    """A check that a text is what a pattern says; `meant` gives what the editor may have meant, or nothing."""

    def check(text: str) -> str:
        if len(text) > 2_000 or not pattern.match(text):
            near = meant(text[:2_000]) if meant else ""
            raise problem(
                code, f"`{text[:60]}` is not {what}", f"did you mean `{near}`? ({hint})" if near else hint
            )
        return text

    return AfterValidator(check)


def _slug(text: str) -> str:
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
        raise problem("empty-text", "the text is empty", "write the sentence, or delete the key")
    if flat.startswith(FILL_IN):
        raise problem("not-filled-in", "the text is not filled in", "write the text")
    if len(flat) > MAX_LINE:
        raise problem(
            "text-too-long",
            f"the text has {len(flat):,} characters; at most {MAX_LINE:,} fit",
            "one sentence, one list item",
        )
    return flat


def _prose(text: str) -> str:
    if not text.strip():
        raise problem("empty-text", "the text is empty", "write the text, or delete the key")
    if len(text) > MAX_PROSE:
        raise problem(
            "text-too-long", f"the text has {len(text):,} characters; at most {MAX_PROSE:,} fit", "shorten it"
        )
    return text


def _date(value: object) -> edtf.Edtf:
    if not isinstance(value, str):
        raise problem(
            "bad-date",
            f"`{value}` is not a date",
            "write a year between quotes, as in `'2019'`, or a full date such as `2019-05-14`",
        )
    try:
        return edtf.parse(value)
    except edtf.BadDate as error:
        raise problem("bad-date", str(error), error.hint) from error


def _written(date: edtf.Edtf) -> str:
    return date.text


def _day(date: edtf.Edtf) -> edtf.Edtf:
    if date.start != date.end or date.start.day is None or date.start.quality:
        raise problem("bad-date", f"`{date.text}` is not one day", "write a full date, such as `2019-05-14`")
    return date


def _reference(value: str) -> str:
    if not _REF.match(value) and not ID.match(value):
        raise problem(
            "bad-reference",
            f"`{value[:60]}` is not the name of a statement",
            "write `statement-id`, or `dossier#statement-id` for one in another dossier",
        )
    return value


def _number(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Id = Annotated[
    str,
    Field(max_length=60),
    matching(ID, "bad-id", "an id", "use small letters, digits and single hyphens: `arms-control`", _slug),
    Wording.PROGRAM,
]
ActorId = Annotated[Id, Names.ACTOR]
SourceId = Annotated[Id, Names.SOURCE]
DossierId = Annotated[Id, Names.DOSSIER]
Reference = Annotated[str, AfterValidator(_reference), Wording.PROGRAM, Names.ENTRY]
References = tuple[Reference, ...]

Sentence = Annotated[str, AfterValidator(_line), Wording.DESK]
Assessment = Annotated[str, AfterValidator(_line), Wording.ASSESSMENT]
Report = Annotated[str, AfterValidator(_line), Wording.REPORT]
ProseText = Annotated[str, AfterValidator(_prose), Wording.PROSE]
ExactWords = Annotated[str, AfterValidator(_line), Wording.EXACT]
Label = Annotated[str, AfterValidator(_line), Wording.LABEL]
Title = Annotated[Label, Shown.ALSO_IN_CAPITALS]
Number = Annotated[
    str,
    BeforeValidator(_number),
    AfterValidator(_line),
    WithJsonSchema({"type": ["string", "integer"], "title": "number"}),
    Wording.LABEL,
]

Date = Annotated[
    edtf.Edtf,
    PlainValidator(_date),
    PlainSerializer(_written),
    WithJsonSchema({"type": "string", "title": "date (EDTF)"}),
]
Day = Annotated[
    edtf.Edtf,
    PlainValidator(_date),
    AfterValidator(_day),
    PlainSerializer(_written),
    WithJsonSchema({"type": "string", "format": "date", "title": "day"}),
]

Url = Annotated[
    str,
    matching(
        _URL,
        "bad-url",
        "a web address",
        "write the whole address, beginning with https:// and without spaces",
    ),
    Wording.PROGRAM,
]
FileName = Annotated[
    str,
    matching(_FILE, "bad-file-name", "a file name", "write the bare name of the file, without folders"),
    Wording.PROGRAM,
]
Doi = Annotated[
    str,
    matching(
        _DOI, "bad-doi", "a DOI", "write it without an address, beginning with `10.`, such as `10.1000/182`"
    ),
    Wording.PROGRAM,
]
StyleName = Annotated[
    str,
    matching(
        _STYLE,
        "unknown-style",
        "the name of a citation style",
        "write the name of a CSL style, such as `apa`, or the path of a `.csl` file below the site's folder",
    ),
    Wording.PROGRAM,
]
Language = Annotated[
    str,
    matching(_LANGUAGE, "bad-language", "a language tag", "write a BCP 47 tag, such as `en` or `pt-BR`"),
    Wording.PROGRAM,
]


def or_text(pattern: str) -> Callable[[dict[str, Any]], None]:
    """Changes a model's JSON Schema so that it also admits the short form, a bare text."""

    def change(schema: dict[str, Any]) -> None:
        mapping = dict(schema)
        schema.clear()
        schema.update(
            {
                "title": mapping.pop("title", ""),
                "description": mapping.pop("description", ""),
                "anyOf": [{"type": "string", "pattern": pattern}, mapping],
            }
        )

    return change


class Record(BaseModel):
    """The base of all records: immutable, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
