"""What a plain scalar stands for by the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema).

`no`, `010` and `2019-05-14` are what they look like, not a boolean, an octal and a date.
"""

from __future__ import annotations

import re

_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_BEGINNINGS = frozenset("-+.0123456789")
"""How a number begins."""
_INT = re.compile(r"[-+]?[0-9]{1,300}\Z")
_OTHER_INT = re.compile(r"0o[0-7]{1,300}\Z|0x[0-9a-fA-F]{1,300}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]{1,300}(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?\Z")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")


def resolved(text: str) -> str | int | float | bool | None:
    """The value of a scalar that is written without quotes."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in _BEGINNINGS:
        return text
    if _INT.match(text):
        return int(text)
    if _OTHER_INT.match(text):
        return int(text, 0)
    if _INFINITE.match(text):
        return float(text.replace(".", ""))
    return float(text) if _FLOAT.match(text) else text
