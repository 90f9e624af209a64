"""Dates with their uncertainty."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.edtf import BadDate, parse


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("2019-05-14", "14 May 2019", "2019-05-14", "2019-05-14"),
        ("2019-05", "May 2019", "2019-05-01", "2019-05-31"),
        ("2020-02", "February 2020", "2020-02-01", "2020-02-29"),
        ("2019", "2019", "2019-01-01", "2019-12-31"),
        ("2014~", "about 2014", "2014-01-01", "2014-12-31"),
        ("2014-03?", "perhaps March 2014", "2014-03-01", "2014-03-31"),
        ("2014%", "perhaps about 2014", "2014-01-01", "2014-12-31"),
        ("2019-06-28/2019-06-29", "28 to 29 June 2019", "2019-06-28", "2019-06-29"),
        ("2019-06-28/2019-07-01", "28 June 2019 to 1 July 2019", "2019-06-28", "2019-07-01"),
        ("2018/2019-05", "2018 to May 2019", "2018-01-01", "2019-05-31"),
        ("2019/2019", "2019", "2019-01-01", "2019-12-31"),
    ],
)
def test_what_a_date_means(text: str, words: str, first: str, last: str) -> None:
    date = parse(text)
    assert (date.words, date.first.isoformat(), date.last.isoformat(), date.text) == (
        words,
        first,
        last,
        text,
    )


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2019-02-30", "February 2019 has no day 30", "28"),
        ("2019-14-05", "no month 14", "in this order"),
        ("2019-00", "no month 00", "in this order"),
        ("2019-05-00", "no day 0", "31"),
        ("0000", "no year 0000", "four digits"),
        ("14/06/2019", "`14/06/2019` is not a date", "write `2019-06-14`"),
        ("06/14/2019", "`06/14/2019` is not a date", "write `2019-06-14`"),
        ("14.06.2019", "is not a date", "write `2019-06-14`"),
        ("3/3/2031", "is not a date", "write `2031-03-03`"),
        ("03/02/2031", "`03/02/2031` is not a date", "write `2019-05-14`, `2019-05`"),
        ("31/02/2031", "is not a date", "write `2019-05-14`, `2019-05`"),
        ("2019-5-4", "`2019-5-4` is not a date", "write `2019-05-04`"),
        ("2019/06/14", "is not a date", "write `2019-06-14`"),
        ("14 June 2019", "is not a date", "write `2019-06-14`"),
        ("June 14, 2019", "is not a date", "write `2019-06-14`"),
        ("Sept. 1st, 2019", "is not a date", "write `2019-09-01`"),
        ("1 Foo 2019", "is not a date", "write `2019-05-14`, `2019-05`"),
        ("1 May 2 2019", "is not a date", "write `2019-05-14`, `2019-05`"),
        ("31 June 2019", "is not a date", "write `2019-05-14`, `2019-05`"),
        ("14 June 2019/2019-7-1", "is not a date", "write `2019-06-14/2019-07-01`"),
        ("2019-06/1 July 2019", "is not a date", "write `2019-06/2019-07-01`"),
        ("2019-05-14 ", "is not a date", "`2019-05-14`"),
        ("2019-05-14\n", "is not a date", "`2019-05-14`"),
        ("٢٠١٩", "is not a date", "`2019-05-14`"),
        ("2019/", "is not a date", "`2019-05-14`"),
        ("/2019", "is not a date", "`2019-05-14`"),
        ("2019/2020/2021", "is not a date", "`2019-05-14`"),
        ("2019-06-29/2019-06-28", "ends before it begins", "`2019-06-28/2019-06-29`"),
        ("", "is not a date", "`2019-05-14`"),
    ],
)
def test_what_is_no_date(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse(text)
    assert message in str(caught.value)
    assert hint in caught.value.hint


@given(
    st.text(max_size=25)
    | st.from_regex(r"\d{4}(-\d\d){0,2}[~?%]?(/\d{4}(-\d\d){0,2}[~?%]?)?", fullmatch=True)
)
def test_any_text_is_a_date_or_a_bad_one(text: str) -> None:
    with suppress(BadDate):
        date = parse(text)
        assert date.first <= date.last
        assert date.words
        assert date.order == (date.first, date.last)


@given(st.dates(), st.dates())
def test_days_sort_as_the_calendar_does(one: object, other: object) -> None:
    first, second = sorted([str(one), str(other)])
    assert parse(first).order <= parse(second).order
    span = parse(f"{first}/{second}")
    assert (span.first, span.last) == (parse(first).first, parse(second).last)


FORMS = "write `2019-05-14`, `2019-05`, `2019`, `2014~` (about) or `2019-06-28/2019-06-29`"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("0000", "there is no year 0000", "write the year with four digits"),
        ("2019-13", "there is no month 13", "write year, month and day in this order: `2019-05-14`"),
        ("2019-02-30", "February 2019 has no day 30", "the last day is 28"),
        ("2019-02-30/2019-03-01", "February 2019 has no day 30", "the last day is 28"),
        ("x" * 41, f"`{'x' * 40}` is not a date", FORMS),
        (f"{'x' * 30}/{'y' * 30}", f"`{'x' * 30}/{'y' * 9}` is not a date", FORMS),
        ("foo/2019-7-1", "`foo/2019-7-1` is not a date", FORMS),
        ("１４ June ２０１９", "`１４ June ２０１９` is not a date", FORMS),
        ("14 January 2019", "`14 January 2019` is not a date", "write `2019-01-14`"),
        ("2019-1-4", "`2019-1-4` is not a date", "write `2019-01-04`"),
        ("2019-12-4", "`2019-12-4` is not a date", "write `2019-12-04`"),
        ("2019/13/01", "`2019/13/01` is not a date", FORMS),
        ("31/1/2019", "`31/1/2019` is not a date", "write `2019-01-31`"),
    ],
)
def test_what_is_said_of_a_wrong_date_in_full(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadDate) as caught:
        parse(text)
    assert (str(caught.value), caught.value.hint) == (message, hint)
