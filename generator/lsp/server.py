"""The server: what a text editor asks goes to the answers, and every finding goes to the editor.

A check runs in a thread of its own, so that typing never waits for it; what is out of date when it ends is
dropped. No fault of the program reaches the editor but as one sentence.
"""

from __future__ import annotations

import asyncio
import functools
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter

from generator import __version__, disk
from generator.findings.diagnostics import Position
from generator.lsp import findings, outline, rename
from generator.lsp.complete import TRIGGERS, complete
from generator.lsp.hover import hover
from generator.lsp.names import Mention
from generator.lsp.opened import Bench, Opened
from generator.lsp.places import Units
from generator.lsp.quoting import quoting
from generator.lsp.spots import mention_at
from generator.site import publish

_PAUSE = 0.05
"""Seconds without a change before a check: what is typed in one go is checked once."""
_REQUEST_FAILED = -32803
_WATCHED = ("**/briefings/*", "**/seeds/*", "**/seeds/texts/*")

P = ParamSpec("P")
R = TypeVar("R")


class _Protocol(LanguageServerProtocol):
    """The protocol, with an answer to a request that cannot be read, and without tracebacks in answers."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """A message, read. Raises `JsonRpcException`, after the editor was told."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise

    def _send_response(self, msg_id: Any, result: Any = None, error: Any = None) -> None:
        if error is not None:
            error = types.ResponseError(error.code, error.message)
        super()._send_response(msg_id, result, error)


class Server(LanguageServer):
    """A language server for one corpus.

    `root` is its folder, or None to look for it where the editor is; `texts` the folder of the source texts.
    """

    def __init__(self, root: Path | None = None, texts: str | None = None) -> None:
        super().__init__(
            "briefings",
            __version__,
            types.TextDocumentSyncKind.Full,
            protocol_cls=_Protocol,
            converter_factory=default_converter,
        )
        self.root = root
        self._texts = texts
        self._buffers: dict[str, bytes] = {}
        self._bench: Bench | None = None
        self._shown: frozenset[str] = frozenset()
        self._changes = 0
        self._checking: asyncio.Task[None] | None = None
        self.worker = ThreadPoolExecutor(1, "check")

    @property
    def units(self) -> Units:
        """What the columns of this editor are counted in."""
        return Units.of(self.server_capabilities.position_encoding)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell the editor, in one sentence, of something that was no answer to a request."""
        if source not in (JsonRpcInternalError, JsonRpcException) and not isinstance(error, JsonRpcException):
            self.fault(error)

    def fault(self, error: Exception) -> None:
        """Tell the editor of a fault of the program, in one sentence."""
        said = f"briefings: fault in the program: {type(error).__name__}: {error}"
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, said.partition("\n")[0]))

    def shutdown(self) -> None:
        """End, without waiting for a check."""
        self.worker.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]

    def path(self, uri: str) -> str | None:
        """The path of a file of the corpus below its root; None for any other file."""
        file = uris.to_fs_path(uri)
        if file is None:
            return None
        self.root = self.root or _root_of(Path(file))
        for root in {self.root, self.root.resolve()} if self.root else ():
            if Path(file).is_relative_to(root):
                path = Path(file).relative_to(root).as_posix()
                folder, _, name = path.partition("/")
                wanted = path in disk.BESIDE or Path(name).suffix in (".yaml", ".yml")
                return path if folder in disk.RECORDS and wanted else None
        return None

    def lay(self, uri: str, text: str | None) -> None:
        """Lay a buffer over its file, or take it away; then everything is checked."""
        path = self.path(uri)
        if path is None:
            return
        self._buffers.pop(path, None)
        if text is not None:
            self._buffers[path] = text.encode("utf-8", "surrogatepass")
        self.changed()

    def changed(self) -> None:
        """Have everything checked, in a moment."""
        self._changes += 1
        self._checking = asyncio.get_running_loop().create_task(self._check(self._changes))

    async def _check(self, change: int) -> None:
        await asyncio.sleep(_PAUSE)
        if change != self._changes:
            return
        loop = asyncio.get_running_loop()
        try:
            bench = await loop.run_in_executor(self.worker, self._made, change, dict(self._buffers))
        except publish.FAILURES as error:
            said = f"briefings: {publish.reason(error)}"
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, said))
            return
        except Exception as error:  # noqa: BLE001 - the error boundary of a check
            self.fault(error)
            return
        if bench is not None and change == self._changes:
            self._bench = bench
            self._tell(bench)

    def _made(self, change: int, buffers: dict[str, bytes]) -> Bench | None:
        """Everything checked, unless it is out of date already; in a thread of its own."""
        root = self.root
        if change != self._changes or root is None or not (root / "briefings").is_dir():
            return None
        files = {**disk.read_records(root), **buffers}
        checked = publish.check(root, publish.texts_folder(root, self._texts), buffers=buffers)
        return Bench(root, files, checked, self.units)

    def _tell(self, bench: Bench) -> None:
        """Show what was found, and clear what is no longer so."""
        found = findings.published(bench, findings.explanations(bench.root))
        for path in sorted({*found, *self._shown}):
            params = types.PublishDiagnosticsParams(bench.uri(path), found.get(path, []))
            self.text_document_publish_diagnostics(params)
        self._shown = frozenset(found)

    async def opened(self, uri: str, *, settled: bool = False) -> Opened | None:
        """A file with its corpus: the buffers as they are now, and what is known since the last check.

        Where it is `settled`, that check is of the very buffers. None for a file of no corpus.
        """
        path = self.path(uri)
        while path and (self._bench is None or settled) and self._checking and not self._checking.done():
            await asyncio.wait([self._checking])
        bench = self._bench
        if path is None or bench is None:
            return None
        files = {**bench.files, **self._buffers}
        return Bench(bench.root, files, bench.checked, bench.units).open(path)

    def texts(self) -> dict[str, bytes]:
        """The source texts by file name."""
        return disk.read_texts(publish.texts_folder(self.root, self._texts)) if self.root else {}

    def can(self, *way: str) -> Any:
        """What the editor says of itself, at the end of a way through its capabilities."""
        found: Any = self.client_capabilities
        for step in way:
            found = getattr(found, step, None)
        return found


def _root_of(file: Path) -> Path | None:
    """The nearest folder around a file that has a folder of dossiers."""
    return next((folder for folder in file.parents if (folder / "briefings").is_dir()), None)


Handler = Callable[Concatenate[Server, P], Coroutine[Any, Any, R]]


def _bounded(handler: Handler[P, R]) -> Handler[P, R | None]:
    """A handler that gives nothing where the program is at fault, and says so in one sentence."""

    async def bounded(server: Server, /, *args: P.args, **kwargs: P.kwargs) -> R | None:
        try:
            return await handler(server, *args, **kwargs)
        except rename.Refused as error:
            raise JsonRpcException(str(error), _REQUEST_FAILED) from None
        except Exception as error:  # noqa: BLE001 - the error boundary of an answer
            server.fault(error)
            return None

    return bounded


def make(root: Path | None = None, texts: str | None = None) -> Server:
    """A server with all that it can do. Errors and warnings of its parts stay within."""
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    server = Server(root, texts)
    for method, options, handler in _FEATURES:
        server.feature(method, options)(functools.partial(_bounded(handler), server))
    return server


async def _initialized(server: Server, _: types.InitializedParams) -> None:
    folders = [uris.to_fs_path(uri) for uri in server.workspace.folders] + [server.workspace.root_path]
    roots = [Path(folder) for folder in folders if folder and (Path(folder) / "briefings").is_dir()]
    server.root = server.root or next(iter(roots), None)
    if server.can("workspace", "did_change_watched_files", "dynamic_registration"):
        watchers = [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        server.client_register_capability(
            types.RegistrationParams([types.Registration("files", method, options)])
        )
    server.changed()


async def _did_open(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    server.lay(params.text_document.uri, params.text_document.text)


async def _did_change(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    server.lay(uri, server.workspace.get_text_document(uri).source)


async def _did_close(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.lay(params.text_document.uri, None)


async def _did_save(server: Server, _: types.DidSaveTextDocumentParams) -> None:
    server.changed()


async def _did_change_files(server: Server, _: types.DidChangeWatchedFilesParams) -> None:
    server.changed()


async def _completion(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    opened, place = await _asked(server, params)
    if opened is None:
        return None
    snippets = bool(server.can("text_document", "completion", "completion_item", "snippet_support"))
    return types.CompletionList(is_incomplete=True, items=complete(opened, place, snippets=snippets))


async def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    opened, place = await _asked(server, params)
    kinds = server.can("text_document", "hover", "content_format") or ()
    return hover(opened, place, markdown=types.MarkupKind.Markdown in kinds) if opened else None


async def _definition(server: Server, params: types.DefinitionParams) -> list[types.Location] | None:
    opened, place = await _asked(server, params)
    mention = mention_at(opened, place) if opened else None
    if opened is None or mention is None:
        return None
    found = opened.bench.index.of(opened.bench.index.same(mention.name))
    return [_location(opened.bench, m.path, m) for m in rename.definitions(found)]


async def _references(server: Server, params: types.ReferenceParams) -> list[types.Location] | None:
    opened, place = await _asked(server, params)
    mention = mention_at(opened, place) if opened else None
    if opened is None or mention is None:
        return None
    found = opened.bench.index.of(opened.bench.index.same(mention.name))
    with_definitions = params.context.include_declaration
    return [_location(opened.bench, m.path, m) for m in found if with_definitions or not m.defines]


def _location(bench: Bench, path: str, mention: Mention) -> types.Location:
    return types.Location(bench.uri(path), bench.page(path).range(mention.span))


async def _prepare_rename(
    server: Server, params: types.PrepareRenameParams
) -> types.PrepareRenamePlaceholder | None:
    opened, place = await _asked(server, params, settled=True)
    if opened is None:
        return None
    mention = rename.renamable(opened, place)
    old = mention.name.key.rpartition("#")[2]
    return types.PrepareRenamePlaceholder(opened.page.range(mention.span), old)


async def _rename(server: Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    opened, place = await _asked(server, params, settled=True)
    if opened is None:
        return None
    loop, texts = asyncio.get_running_loop(), server.texts()
    change = await loop.run_in_executor(
        server.worker, functools.partial(rename.rename, opened, place, params.new_name, texts=texts)
    )
    operations = server.can("workspace", "workspace_edit", "resource_operations") or ()
    return rename.edit(opened, change, resources=types.ResourceOperationKind.Rename in operations)


async def _symbols(server: Server, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
    opened = await server.opened(params.text_document.uri)
    return outline.symbols(opened) if opened else None


async def _folding(server: Server, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    opened = await server.opened(params.text_document.uri)
    return outline.folds(opened) if opened else None


async def _actions(server: Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    opened = await server.opened(params.text_document.uri, settled=True)
    if opened is None:
        return None
    place = opened.page.place(params.range.start)
    return [*findings.fixes(opened, params.range), *quoting(opened, place)]


class _At(Protocol):
    """What asks about a place of a file."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier:
        """The file."""

    @property
    def position(self) -> types.Position:
        """The place."""


async def _asked(server: Server, params: _At, *, settled: bool = False) -> tuple[Opened | None, Position]:
    """The file that is asked about, and the place in it."""
    opened = await server.opened(params.text_document.uri, settled=settled)
    return opened, opened.page.place(params.position) if opened else Position(1, 1)


_FEATURES: tuple[tuple[str, Any, Handler[[Any], Any]], ...] = (
    (types.INITIALIZED, None, _initialized),
    (types.TEXT_DOCUMENT_DID_OPEN, None, _did_open),
    (types.TEXT_DOCUMENT_DID_CHANGE, None, _did_change),
    (types.TEXT_DOCUMENT_DID_CLOSE, None, _did_close),
    (types.TEXT_DOCUMENT_DID_SAVE, None, _did_save),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, None, _did_change_files),
    (types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(TRIGGERS)), _completion),
    (types.TEXT_DOCUMENT_HOVER, None, _hover),
    (types.TEXT_DOCUMENT_DEFINITION, None, _definition),
    (types.TEXT_DOCUMENT_REFERENCES, None, _references),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, None, _prepare_rename),
    (types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True), _rename),
    (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, None, _symbols),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, None, _folding),
    (
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(
            [
                types.CodeActionKind.QuickFix,
                types.CodeActionKind.RefactorRewrite,
                types.CodeActionKind.SourceFixAll,
            ]
        ),
        _actions,
    ),
)
"""What the server can do: the method, its options, and what answers."""
