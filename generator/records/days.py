"""Dates as fields hold them: EDTF (ISO 8601-2), or one day."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, PlainSerializer, PlainValidator, WithJsonSchema

from generator.findings.codes import Code
from generator.records.fields import problem
from generator.text import edtf

BAD_DATE = Code(
    "bad-date",
    what="A text is no date in EDTF (ISO 8601-2): it is written in another way, or there is no such day.",
    why=(
        "Dates sort the timeline and say how exact they are: `2019-05-14`, `2019-05`, `2014~` for about, "
        "`2019-06-28/2019-06-29` from one to another."
    ),
    bad="as_of: 2031-02-30\n",
    good="as_of: 2031-03-02\n",
)

NOT_ONE_DAY = Code(
    "not-one-day",
    what="A date that must be one day is a month, a year, an interval or uncertain.",
    why=(
        "`as_of` and the days of changes, withdrawals and corrections are known to the desk, and are "
        "compared."
    ),
    bad="as_of: 2031-03\n",
    good="as_of: 2031-03-02\n",
)


def _date(value: object) -> edtf.Edtf:
    if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
        value = str(value)
    if not isinstance(value, str):
        hint = "write a year with four digits, `2019`, or a full date such as `2019-05-14`"
        raise problem(BAD_DATE, f"`{value}` is not a date", hint)
    try:
        return edtf.parse(value)
    except edtf.BadDate as error:
        raise problem(BAD_DATE, str(error), error.hint) from error


def _written(date: edtf.Edtf) -> str:
    return date.text


def _day(date: edtf.Edtf) -> edtf.Edtf:
    if date.start != date.end or date.start.day is None or date.start.quality:
        raise problem(NOT_ONE_DAY, f"`{date.text}` is not one day", "write a full date, such as `2019-05-14`")
    return date


_YEAR = "(?!0000)[0-9]{4}"
_TO_29, _TO_30 = "(?:0[1-9]|[12][0-9])", "(?:0[1-9]|[12][0-9]|30)"
_TO_31 = "(?:0[1-9]|[12][0-9]|3[01])"
_MONTH_DAY = f"(?:02-{_TO_29}|(?:0[469]|11)-{_TO_30}|(?:0[13578]|1[02])-{_TO_31})"
_POINT = f"{_YEAR}(?:-(?:0[1-9]|1[0-2])|-{_MONTH_DAY})?[~?%]?"
"""A date in EDTF, as far as a pattern can say it: of 29 February and of what comes first, `edtf` knows."""

Date = Annotated[
    edtf.Edtf,
    PlainValidator(_date),
    PlainSerializer(_written),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "title": "date (EDTF)",
            "pattern": rf"^{_POINT}(?:/{_POINT})?$",
            "minimum": 1000,
            "maximum": 9999,
        }
    ),
]
Day = Annotated[
    edtf.Edtf,
    PlainValidator(_date),
    AfterValidator(_day),
    PlainSerializer(_written),
    WithJsonSchema(
        {"type": "string", "format": "date", "title": "day", "pattern": f"^{_YEAR}-{_MONTH_DAY}$"}
    ),
]
