"""The plain data of a file with which nothing is wrong: one pass over libyaml's events, and no places.

Places are for findings, and most files have none. What is read here is what `compose` reads; whatever it
would report, or refuse, is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import cast

import yaml

from generator.findings.diagnostics import Pointer
from generator.records.blanks import spaced
from generator.records.conflicts import settled
from generator.records.core import resolved
from generator.records.decode import decode
from generator.records.endings import endings
from generator.records.hidden import hidden
from generator.records.yamltree import MAX_DEPTH, Plain

_REMARK = re.compile(r"[^\n][ \t]#")
"""A remark that may stand behind a text."""
_ITEM: Pointer = (0,)
"""Some place in a list."""


class _Doubtful(Exception):
    """Something that `compose` must look at."""


def sound(path: str, data: bytes) -> dict[str, Plain] | None:
    """The data of a file; None where `compose` may have something to say of it. Never raises on any bytes."""
    text, problem = decode(path, data)
    if problem is not None or hidden(text) or settled(path, text).diagnostics:
        return None
    if spaced(path, text, ()).diagnostics:
        return None
    try:
        return _Reader(path, text).root()
    except (_Doubtful, yaml.YAMLError):
        return None


class _Reader:
    """Turns the events of one file into its data."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._next = cast("Callable[[], yaml.Event]", yaml.CLoader(text).get_event)
        self._remarks = _REMARK.search(text) is not None
        self._escapes = "\\" in text

    def root(self) -> dict[str, Plain]:
        """The data of the one document."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise _Doubtful
        root = self._value(self._next(), 0)
        self._next()
        if not isinstance(self._next(), yaml.StreamEndEvent) or not isinstance(root, dict):
            raise _Doubtful
        return root

    def _value(self, event: yaml.Event, depth: int, pointer: Pointer = ()) -> Plain:
        if isinstance(event, yaml.ScalarEvent):
            words = self._words(event, depth, pointer)
            return resolved(words) if event.implicit[0] else words
        if not isinstance(event, yaml.CollectionStartEvent):
            raise _Doubtful
        if event.anchor is not None or event.tag is not None or depth > MAX_DEPTH:
            raise _Doubtful
        return self._items(depth) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(depth)

    def _words(self, event: yaml.ScalarEvent, depth: int, pointer: Pointer = ()) -> str:
        """The text of a scalar; `pointer` tells an item of a list."""
        if event.anchor is not None or event.tag is not None or depth > MAX_DEPTH:
            raise _Doubtful
        if self._escapes and hidden(event.value):
            raise _Doubtful
        suspect = event.implicit[0] and (self._remarks or _is_long(event))
        if suspect and any(endings(self._path, self._text, event, pointer)):
            raise _Doubtful
        return event.value

    def _items(self, depth: int) -> list[Plain]:
        items: list[Plain] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, depth + 1, _ITEM))
        return items

    def _mapping(self, depth: int) -> dict[str, Plain]:
        values: dict[str, Plain] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _Doubtful
            name = self._words(event, depth + 1)
            if name in values:
                raise _Doubtful
            values[name] = self._value(self._next(), depth + 1)
        return values


def _is_long(event: yaml.ScalarEvent) -> bool:
    """Whether a text goes over several lines."""
    return bool(event.start_mark and event.end_mark and event.start_mark.line != event.end_mark.line)
