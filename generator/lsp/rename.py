"""Renaming an id everywhere: in YAML, in prose, in the lock, and with a tombstone where it was published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from lsprotocol import types

from generator import build
from generator.corpus import register
from generator.corpus.register import Register
from generator.evidence import lock as evidence
from generator.findings.codes import Severity
from generator.findings.diagnostics import Position, Span
from generator.lsp.candidates import as_yaml
from generator.lsp.names import Mention, Name
from generator.lsp.opened import Opened
from generator.lsp.places import Page, span
from generator.records.dossier import Dossier, Tombstone
from generator.records.fields import ID, MAX_ID
from generator.records.load import LOCK, REGISTER, model_of
from generator.records.shape import model_at
from generator.records.wording import Names
from generator.records.yamltree import Sequence
from generator.rules import trust
from generator.rules.catalogue import codes_in

_FOLDERS = {Names.SOURCE: "seeds", Names.DOSSIER: "briefings"}
"""Where a record lies that is a file of its own, named after its id."""


class Refused(Exception):
    """A name that cannot be changed so; the message says why."""


@dataclass(frozen=True)
class Change:
    """What a renaming changes: stretches of files, and the name of a file."""

    edits: Mapping[str, tuple[tuple[Span, str], ...]]
    moved: tuple[str, str] | None = None

    def made(self, opened: Opened) -> dict[str, bytes]:
        """The files of the corpus with the change made."""
        files = dict(opened.bench.files)
        for path, edits in self.edits.items():
            page = opened.bench.page(path)
            text = "\n".join(page.lines)
            for place, words in sorted(edits, key=lambda edit: edit[0], reverse=True):
                text = text[: page.offset(place.start)] + words + text[page.offset(place.end) :]
            files[path] = text.encode()
        if self.moved:
            files[self.moved[1]] = files.pop(self.moved[0])
        return files


def renamable(opened: Opened, place: Position) -> Mention:
    """The id at a place. Raises `Refused` where there is none, or none that can be renamed."""
    mention = opened.bench.index.at(opened.path, place)
    if mention is None or opened.path == REGISTER:
        raise Refused("there is no id here that could be renamed")
    name = opened.bench.index.same(mention.name)
    published = register.read(opened.bench.files.get(REGISTER, b"").decode("utf-8-sig", "replace")).ids
    if name.sort is Names.DOSSIER and any(key.startswith(f"{name.key}#") for key in published):
        raise Refused(f"the dossier `{name.key}` was published, and its address must stay: keep its id")
    if any(_is_tombstone(found) for found in opened.bench.index.of(name)):
        raise Refused("this entry is withdrawn, and its old links lead here by its id: keep it")
    return mention


def _is_tombstone(mention: Mention) -> bool:
    return mention.defines and model_at(model_of(mention.path), mention.pointer[:-1]) is Tombstone


def rename(opened: Opened, place: Position, new: str, texts: Mapping[str, bytes]) -> Change:
    """What changes when the id at a place becomes another; `texts` are the source texts by file name.

    Raises `Refused`, also where `check` would find a mistake afterwards that is not there now.
    """
    name = opened.bench.index.same(renamable(opened, place).name)
    if not ID.match(new) or len(new) > MAX_ID:
        raise Refused(f"`{new[:60]}` is not an id: use small letters, digits and single hyphens")
    old = name.key.rpartition("#")[2]
    after = Name(name.sort, f"{name.key.rpartition('#')[0]}#{new}" if name.sort is Names.ENTRY else new)
    if old == new:
        return Change({})
    if opened.bench.index.of(after):
        raise Refused(f"there is `{new}` already")
    change = Change(_edits(opened, name, new), _moved(opened, name, new))
    change = _locked(opened, change, name, after, texts=texts)
    _hold(opened, change, texts)
    return change


def _moved(opened: Opened, name: Name, new: str) -> tuple[str, str] | None:
    folder = _FOLDERS.get(name.sort)
    path = f"{folder}/{name.key}.yaml"
    return (path, f"{folder}/{new}.yaml") if folder and path in opened.bench.files else None


def _edits(opened: Opened, name: Name, new: str) -> dict[str, tuple[tuple[Span, str], ...]]:
    edits: dict[str, list[tuple[Span, str]]] = {}
    for mention in opened.bench.index.of(name):
        if mention.path != REGISTER:
            edits.setdefault(mention.path, []).append((mention.span, new))
    published: Register = register.read(opened.bench.files.get(REGISTER, b"").decode("utf-8-sig", "replace"))
    if name.sort is Names.ENTRY and name.key in published.ids:
        dossier, _, old = name.key.partition("#")
        path = opened.bench.corpus.paths["dossier", dossier]
        edits.setdefault(path, []).append(_tombstone(opened.bench.open(path), dossier, old, new))
    return {path: tuple(found) for path, found in edits.items()}


def _tombstone(opened: Opened, dossier: str, old: str, new: str) -> tuple[Span, str]:
    """The tombstone of an id that was published, and where it is put in."""
    record, document = opened.bench.corpus.dossiers[dossier], opened.document
    assert document is not None
    assert isinstance(record, Dossier)
    values = {
        "id": old,
        "date": record.as_of.text,
        "reason": "The entry has another name now and says the same.",
        "successor": new,
    }
    lines = [f"{key}: {as_yaml(value, flow=False)}" for key, value in values.items()]
    retired = document.node(("retired",))
    if not isinstance(retired, Sequence) or not retired.items:
        end = len(document.text)
        head = "retired:\n" if document.text.endswith("\n") else "\nretired:\n"
        return span(document.text, end, end), f"{head}  - " + "\n    ".join(lines) + "\n"
    start = opened.page.offset(retired.span.start)
    if document.text[start : start + 1] == "[":
        return span(document.text, start + 1, start + 1), f"{{{', '.join(lines)}}}, "
    margin = opened.page.line(retired.span.start.line - 1)[: retired.span.start.column - 1]
    return Span(retired.span.start, retired.span.start), f"- {f'{chr(10)}{margin}  '.join(lines)}\n{margin}"


def _locked(opened: Opened, change: Change, name: Name, after: Name, texts: Mapping[str, bytes]) -> Change:
    """The change with the lock as `briefings lock` would then write it."""
    before = opened.bench.files.get(LOCK)
    if before is None:
        return change
    files = change.made(opened)
    del files[LOCK]
    known = build.check(files, texts).evidence
    renamed = [_line(line, name, after) for line in evidence.read(before.decode("utf-8", "replace")).lines]
    lines = known.lines_after(evidence.read("\n".join(renamed)))
    page = opened.bench.page(LOCK)
    whole = Span(Position(1, 1), Position(len(page.lines), len(page.lines[-1]) + 1))
    return Change(
        {**change.edits, LOCK: ((whole, evidence.dump(evidence.signed_on(lines, ""))),)}, change.moved
    )


def _line(line: str, name: Name, after: Name) -> str:
    """A line of the lock about a record that has another name now."""
    head, mark, own = line.partition(' "')
    return " ".join(_word(word, name, after) for word in head.split(" ")) + mark + own


def _word(word: str, name: Name, after: Name) -> str:
    owner = {Names.ACTOR: "actors#", Names.SOURCE: "sources#"}.get(name.sort, "")
    if word in (name.key, owner + name.key):
        return word[: -len(name.key)] + after.key
    below = name.sort in _FOLDERS and word.startswith((f"{name.key}#", f"{name.key}/"))
    return after.key + word[len(name.key) :] if below else word


def _hold(opened: Opened, change: Change, texts: Mapping[str, bytes]) -> None:
    """Raise `Refused` where the change makes an error; that a signature is no longer good is no surprise."""
    before = build.check(opened.bench.files, texts).diagnostics
    there = Counter(diagnostic.code.name for diagnostic in before)
    signing = {code.name for code in codes_in([trust])}
    for diagnostic in build.check(change.made(opened), texts).diagnostics:
        there[diagnostic.code.name] -= 1
        grave = diagnostic.severity is Severity.ERROR and diagnostic.code.name not in signing
        if grave and there[diagnostic.code.name] < 0:
            raise Refused(f"it would be a mistake: {diagnostic.message} ({diagnostic.path})")


def edit(opened: Opened, change: Change, *, resources: bool) -> types.WorkspaceEdit:
    """The change as an editor makes it. Raises `Refused` where a file must be renamed and it cannot do so."""
    page: Callable[[str], Page] = opened.bench.page
    documents = [
        types.TextDocumentEdit(
            types.OptionalVersionedTextDocumentIdentifier(opened.bench.uri(path)),
            [types.TextEdit(page(path).range(place), words) for place, words in edits],
        )
        for path, edits in change.edits.items()
    ]
    if change.moved is None:
        if resources:
            return types.WorkspaceEdit(document_changes=documents)
        return types.WorkspaceEdit(changes={d.text_document.uri: _plain(d) for d in documents})
    if not resources:
        raise Refused(
            "its file must be renamed too, which your text editor does not offer to a language server"
        )
    old, new = map(opened.bench.uri, change.moved)
    return types.WorkspaceEdit(document_changes=[*documents, types.RenameFile(old, new)])


def _plain(document: types.TextDocumentEdit) -> list[types.TextEdit]:
    return [found for found in document.edits if isinstance(found, types.TextEdit)]


def definitions(found: tuple[Mention, ...]) -> Iterator[Mention]:
    """Those of some mentions that define the name."""
    return (mention for mention in found if mention.defines)
