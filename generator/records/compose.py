"""YAML text to a tree with positions, in one pass over libyaml's events.

The values follow the YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema): `no`, `010` and
`2019-05-14` are what they look like, not a boolean, an octal and a date. Aliases, tags and several documents
in one file are refused: they make a file hard to review, and aliases can be made to explode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

import yaml

from generator.findings.diagnostics import FILE_START, Diagnostic, Position, Related, Span
from generator.records.yamltree import MAX_FINDINGS, Document, Entry, Mapping, Node, Scalar, Sequence

MAX_BYTES = 1_000_000
"""The largest file that is read, in bytes."""
MAX_DEPTH = 24
"""The deepest nesting of lists and mappings."""
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,300}\Z")
_OTHER_INT = re.compile(r"0o[0-7]{1,300}\Z|0x[0-9a-fA-F]{1,300}\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]{1,300}(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?\Z")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")
_REMARK = re.compile(r"[ \t]+#")
_DASH_LINE = re.compile(r"\n[ \t]*-[ \t]")
_KEY_LINE = re.compile(r" *(?:- )?[A-Za-z][\w-]*:(?: |$)")
_HIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u200a\u200c-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U000dffff\U000e0100-\U0010ffff]"
    "|[\u061c\u115f\u1160\u180e\u3164\uffa0]"
)


def visible(text: str) -> str:
    """A text without the characters that a file may not hold."""
    return _HIDDEN.sub("", text)


def compose(path: str, data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read one YAML file.

    Gives the document and no findings, or None and at least one. Duplicate keys and texts that end too early or too late are
    reported in one go, up to `MAX_FINDINGS`; whatever else is wrong ends the reading of this file. Never raises on any bytes.
    """
    text, problem = _decode(path, data)
    if problem is None:
        composer = _Composer(path, text)
        try:
            root = composer.document()
        except _Refused as refused:
            problem = refused.diagnostic
        except yaml.MarkedYAMLError as error:
            problem = composer.cut() or _syntax(path, text, error, composer.last)
        else:
            found = tuple(sorted(composer.found, key=lambda diagnostic: diagnostic.span)[:MAX_FINDINGS])
            return (None, found) if found else (Document(path, text, root), ())
    return None, (problem,)


def _decode(path: str, data: bytes) -> tuple[str, Diagnostic | None]:
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        return "", Diagnostic("file-too-large", message, path, hint="split the dossier into two")
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        message = f"byte 0x{data[error.start]:02x} is not UTF-8 text"
        return "", Diagnostic(
            "not-utf8", message, path, _point(before), "save the file with the encoding UTF-8"
        )
    text = _even(text)
    if hidden := _HIDDEN.search(text):
        message = f"invisible character U+{ord(hidden[0]):04X}"
        return "", Diagnostic(
            "hidden-character", message, path, _point(text[: hidden.start()]), "delete the character"
        )
    return text, None


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _point(before: str) -> Span:
    lines = _even(before).split("\n")
    position = Position(len(lines), len(lines[-1]) + 1)
    return Span(position, Position(position.line, position.column + 1))


class _Refused(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class _Composer:
    """Turns libyaml's events into nodes; one instance reads one file."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.found: list[Diagnostic] = []
        self.last: yaml.ScalarEvent | None = None
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CLoader)

    def document(self) -> Mapping:
        next(self._events)
        first = next(self._events)
        if isinstance(first, yaml.StreamEndEvent):
            raise _Refused(
                Diagnostic(
                    "empty-file",
                    "the file holds no YAML",
                    self.path,
                    hint="write the record, or delete the file",
                )
            )
        root = self._node(next(self._events), 0)
        next(self._events)
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._refuse(
                "several-documents",
                "a second YAML document begins here",
                after,
                "put each record in a file of its own",
            )
        if not isinstance(root, Mapping):
            raise _Refused(
                Diagnostic(
                    "wrong-type",
                    "the file must be a mapping of keys to values",
                    self.path,
                    root.span,
                    "begin with a line such as `id: my-topic`, with a space after the colon",
                )
            )
        return root

    def _refuse(self, code: str, message: str, event: yaml.Event, hint: str) -> NoReturn:
        raise _Refused(Diagnostic(code, message, self.path, _span(event), hint))

    def _node(self, event: yaml.Event, depth: int, *, item: bool = False) -> Node:
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) or event.anchor is not None:
            self._refuse(
                "yaml-alias",
                "anchors (&) and aliases (*) are not used here",
                event,
                "write the value out, or put the text between quotes",
            )
        if event.tag is not None:
            self._refuse(
                "yaml-tag",
                f"the tag {event.tag[:40]} is not used here",
                event,
                "delete the tag, or put the text between quotes",
            )
        if depth > MAX_DEPTH:
            self._refuse(
                "nested-too-deep", f"nested more than {MAX_DEPTH} levels deep", event, "flatten the record"
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(tuple(self._items(depth)), _span(event))
        return self._mapping(event, depth, item=item and not event.flow_style)

    def cut(self) -> Diagnostic | None:
        """What is wrong with where the last text ends, where it is a plain text of several words that a remark follows."""
        event = self.last
        if event is None or not event.implicit[0] or len(event.value.split()) < 2:
            return None
        end = _offsets(event)[1]
        remark = _REMARK.match(self.text, end)
        if remark is None:
            return None
        assert event.end_mark is not None
        line, column = event.end_mark.line + 1, event.end_mark.column + remark.end() - end
        message = "the text ends before this #: after a space, it begins a remark"
        hint = "put the text between quotes, or move the remark to a line of its own"
        return Diagnostic(
            "cut-by-comment",
            message,
            self.path,
            Span(Position(line, column), Position(line, column + 1)),
            hint,
        )

    def _swallowed(self, event: yaml.ScalarEvent) -> Diagnostic | None:
        start, end = _offsets(event)
        dash = _DASH_LINE.search(self.text, start, end) if event.implicit[0] else None
        if dash is None:
            return None
        hint = "indent it like the dash above; or put the text between quotes"
        return Diagnostic(
            "swallowed-dash",
            "this dash belongs to the text above",
            self.path,
            _point(self.text[: dash.end() - 2]),
            hint,
        )

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        self.last = event
        if len(self.found) < MAX_FINDINGS:
            self.found.extend(found for found in (self._swallowed(event), self.cut()) if found)
        if hidden := _HIDDEN.search(event.value):
            self._refuse(
                "hidden-character",
                f"invisible character U+{ord(hidden[0]):04X}, written as an escape",
                event,
                "delete the escape",
            )
        start, end = _offsets(event)
        span = _span(event)
        if event.style in ("|", ">"):  # libyaml counts the empty lines after a block to it
            source = self.text[start:end].rstrip()
            end, last = start + len(source), source.rpartition("\n")[2]
            lines = source.count("\n")
            span = Span(
                span.start, Position(span.start.line + lines, len(last) + (1 if lines else span.start.column))
            )
        return Scalar(_resolve(event.value) if event.implicit[0] else event.value, span, start, end)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1, item=True)

    def _mapping(self, start: yaml.Event, depth: int, *, item: bool) -> Mapping:
        entries: dict[str, Entry] = {}
        keys: list[Scalar] = []
        names: list[str] = []
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar) or not isinstance(event, yaml.ScalarEvent):
                self._refuse(
                    "key-not-text",
                    "a key must be a word, not a list or a mapping",
                    event,
                    "put the key between quotes",
                )
            name = event.value
            value = self._node(next(self._events), depth + 1)
            entries.setdefault(name, Entry(name, key, value))
            keys.append(key)
            names.append(name)
        if len(keys) > len(entries):
            self._duplicates(names, keys, item=item)
        found = tuple(entries.values())
        return Mapping(found, found[0].key.span if found else _span(start))

    def _duplicates(self, names: list[str], keys: list[Scalar], *, item: bool) -> None:
        """Report the keys that stand twice; one finding where several in sequence show that a dash is missing."""
        first: dict[str, Scalar] = {}
        for begin, end in _runs(names):
            again = [at for at in range(begin, end) if names[at] in first]
            merged = item and len(again) > 1
            for at in again[: 1 if merged else max(0, MAX_FINDINGS - len(self.found))]:
                self.found.append(
                    self._duplicate(names[at], keys[at].span, first[names[at]].span, merged=merged)
                )
            for at in range(begin, end):
                first.setdefault(names[at], keys[at])

    def _duplicate(self, name: str, span: Span, first: Span, *, merged: bool) -> Diagnostic:
        related = Related("the first one", self.path, first)
        message = f"the key `{name[:60]}` stands twice in one mapping"
        hint = "merge the two, or delete one"
        if merged:
            message, hint = (
                f"`{name[:60]}` and keys after it stand twice in one item",
                "begin a new item with `- ` here",
            )
        return Diagnostic("duplicate-key", message, self.path, span, hint, related=(related,))


def _runs(names: list[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a list of names in which none stands twice, as long as they can be."""
    begin, seen = 0, set[str]()
    for at, name in enumerate(names):
        if name in seen:
            yield begin, at
            begin, seen = at, set()
        seen.add(name)
    yield begin, len(names)


def _offsets(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark is not None
    assert event.end_mark is not None
    return event.start_mark.index, event.end_mark.index


def _span(event: yaml.Event) -> Span:
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    return Span(Position(start.line + 1, start.column + 1), Position(end.line + 1, end.column + 1))


def _resolve(text: str) -> str | int | float | bool | None:
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.match(text):
        return int(text)
    if _OTHER_INT.match(text):
        return int(text, 0)
    if _INFINITE.match(text):
        return float(text.replace(".", ""))
    return float(text) if _FLOAT.match(text) else text


_SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon stands where none may",
        "put a text with a colon and a space in it between double quotes; line up the keys of one item",
    ),
    (
        "found character that cannot start any token",
        "a text cannot begin with this sign",
        "indent with spaces, not tabs; put text that begins with @, ` or % between quotes",
    ),
    (
        "could not find expected ':'",
        "a line without a colon",
        "write `key: value`, with a space after the colon, and indent a text that goes on under its key",
    ),
    (
        "did not find expected key",
        "a key should stand here",
        "line the keys of one item up under one another; put text that has quotation marks or apostrophes in it "
        'between double quotes, and write \\" for those inside',
    ),
    (
        "did not find expected '-' indicator",
        "a dash should stand here",
        "line the dashes of one list up under one another",
    ),
    (
        "did not find expected ',' or",
        "a comma or a closing bracket should stand here",
        "close the bracket, put a comma between the items, and no space before a #",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark or a bracket is never closed",
        "close it; write an apostrophe as '' between single quotes",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "a text cannot begin with this sign",
        "put text that begins with * or & between quotes",
    ),
    (
        "block sequence entries are not allowed",
        "a dash stands where none may",
        "put each item of a list on a line of its own, below the key",
    ),
    (
        "expected <document start>",
        "the record has ended before this line",
        "begin each line with `key: value`, and delete lines of three dots",
    ),
    (
        "unknown escape character",
        "a backslash cannot stand before this sign",
        "write \\\\ for a backslash, or use single quotes",
    ),
    (
        "expected hexdecimal number",
        "a backslash cannot stand before this sign",
        "write \\\\ for a backslash, or use single quotes",
    ),
    (
        "expected comment or line break",
        "text stands beside | or >",
        "begin the text on the next line, indented",
    ),
    (
        "did not find expected node content",
        "something is missing here",
        "close every bracket, and delete a comma that stands twice; put text that begins with a comma or a bracket between quotes",
    ),
    ("tab character", "a tab stands where only spaces may", "indent with spaces"),
    ("expected tag URI", "a text cannot begin with !", "put text that begins with ! between quotes"),
)
"""What libyaml says, what that means in plain words, and what to write instead."""


def _syntax(path: str, text: str, error: yaml.MarkedYAMLError, last: yaml.ScalarEvent | None) -> Diagnostic:
    problem = error.problem or "this is not YAML"
    unclosed = "quoted scalar" in (error.context or "") and "end of stream" in problem
    mark = (
        (error.context_mark if unclosed else error.problem_mark) or error.problem_mark or error.context_mark
    )
    found = mark and (_unclosed(path, error, mark, last) or _out_of_line(path, text, problem, mark))
    if found:
        return found
    span = _at(mark.line, mark.column) if mark else FILE_START
    known = ((plain, hint) for words, plain, hint in _SYNTAX if words in problem)
    message, hint = next(known, (problem, "check indentation, colons and quotation marks here"))
    begun = error.context_mark
    if begun is not None and begun.line + 1 < span.start.line and "block" not in (error.context or ""):
        message += f" (in what begins in line {begun.line + 1})"
    return Diagnostic("yaml-syntax", f"not valid YAML: {message}", path, span, hint)


def _at(line: int, column: int) -> Span:
    return Span(Position(line + 1, column + 1), Position(line + 1, column + 2))


def _unclosed(
    path: str, error: yaml.MarkedYAMLError, mark: yaml.Mark, last: yaml.ScalarEvent | None
) -> Diagnostic | None:
    """The finding at the opening mark of a text that closes only at the next quotation mark, some lines below, or never."""
    start, end = (last.start_mark, last.end_mark) if last and last.style in ("'", '"') else (None, None)
    if start and end and start.line < end.line == mark.line:
        opened, message = start, f"the quotation mark that opens here closes only in line {end.line + 1}"
    elif (
        error.context_mark
        and "quoted scalar" in (error.context or "")
        and "unexpected" in (error.problem or "")
    ):
        opened, message = error.context_mark, "the quotation mark that opens here is never closed"
    else:
        return None
    hint = "close it where the text ends; inside, write \\\" between double quotes and '' between single ones"
    return Diagnostic(
        "yaml-syntax", f"not valid YAML: {message}", path, _at(opened.line, opened.column), hint
    )


_INDENTATION = (
    "mapping values are not allowed",
    "did not find expected key",
    "did not find expected '-' indicator",
)


def _out_of_line(path: str, text: str, problem: str, mark: yaml.Mark) -> Diagnostic | None:
    """The finding at a key or a dash that stands one or two columns beside the one that it continues."""
    if not any(words in problem for words in _INDENTATION):
        return None
    lines = text.split("\n")[max(0, mark.line - 200) : mark.line + 1]
    line = lines.pop()
    column = _margin(line)
    dash = _dashed(line)
    if not dash and not _KEY_LINE.match(line):
        return None
    if mark.column != column and (dash or mark.column != line.find(":")):
        return None
    if dash:
        dashes = [row for row in reversed(lines) if _dashed(row)]
        above = [row for row in dashes if _head(row) == _head(line)] or dashes
    else:
        above = [row for row in reversed(lines) if _KEY_LINE.match(row)]
    wanted = _margin(above[0]) + (2 if _dashed(above[0]) and not dash else 0) if above else column
    if not 0 < abs(wanted - column) <= 2:
        return None
    message = f"this {'dash' if dash else 'key'} is out of line"
    hint = f"indent it like the {'dash' if dash else 'key'} above: begin it in column {wanted + 1}"
    return Diagnostic("yaml-syntax", f"not valid YAML: {message}", path, _at(mark.line, column), hint)


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _dashed(line: str) -> bool:
    return line.lstrip(" ").startswith("- ")


def _head(line: str) -> str:
    return line.partition(":")[0].strip()
