"""A small text editor: it starts a language server as a process and talks with it over its pipes."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

_PATIENCE = 60
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["rename"]}},
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"snippetSupport": True}},
    },
}


class Editor:
    """A text editor with a folder open; `said` is what the server wrote to standard error."""

    def __init__(
        self, folder: Path, capabilities: dict[str, Any] | None = None, command: list[str] | None = None
    ) -> None:
        self.folder = folder
        self._heard: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._number = 0
        self._versions: dict[str, int] = {}
        self.told: list[dict[str, Any]] = []
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        environment.pop("BRIEFINGS_TEXTS", None)
        self.process = subprocess.Popen(
            command or [sys.executable, "-m", "generator", "lsp"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        params = {
            "processId": None,
            "rootUri": folder.as_uri(),
            "capabilities": CAPABILITIES if capabilities is None else capabilities,
        }
        self.server = self.ask("initialize", **params)["capabilities"]
        self.tell("initialized")

    def _listen(self) -> None:
        assert self.process.stdout
        stream = self.process.stdout
        while header := stream.readline():
            length = int(header.partition(b":")[2])
            while stream.readline().strip():
                pass
            self._heard.put(json.loads(stream.read(length)))
        self._heard.put(None)

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: object) -> None:
        """Send a message."""
        body = json.dumps(message).encode()
        self.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def tell(self, method: str, **params: object) -> None:
        """Notify the server."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def hear(self) -> dict[str, Any]:
        """The next message of the server."""
        message = self._heard.get(timeout=_PATIENCE)
        assert message is not None, "the server has ended"
        if "id" in message and "method" in message:
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        if "id" not in message:
            self.told.append(message)
        return message

    def answer(self, method: str, **params: object) -> dict[str, Any]:
        """The whole answer to a request, be it a result or an error."""
        self._number += 1
        self.send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        while (message := self.hear()).get("id") != self._number or "method" in message:
            pass
        return message

    def ask(self, method: str, **params: object) -> Any:
        """The result of a request."""
        return self.answer(method, **params)["result"]

    def uri(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def open(self, path: str, text: str | None = None) -> None:
        """Open a file, with what it holds or with another text, not saved."""
        text = (self.folder / path).read_text("utf-8") if text is None else text
        self._versions[path] = 1
        self.tell(
            "textDocument/didOpen",
            textDocument={"uri": self.uri(path), "languageId": "yaml", "version": 1, "text": text},
        )

    def type(self, path: str, text: str) -> None:
        """Change the text of an open file."""
        self._versions[path] += 1
        document = {"uri": self.uri(path), "version": self._versions[path]}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def close(self, path: str) -> None:
        """Close a file without saving it."""
        self.tell("textDocument/didClose", textDocument={"uri": self.uri(path)})

    def findings(self, path: str) -> list[dict[str, Any]]:
        """What the server says next of a file."""
        while True:
            message = self.hear()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"][
                "uri"
            ] == self.uri(path):
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def at(self, path: str, line: int, character: int) -> dict[str, Any]:
        """A place of a file, counted from 0, as the parameters of a request."""
        return {"textDocument": {"uri": self.uri(path)}, "position": {"line": line, "character": character}}

    def leave(self) -> tuple[int, str]:
        """End the server: its exit code, and what it wrote to standard error."""
        self.ask("shutdown")
        self.tell("exit")
        _, errors = self.process.communicate(timeout=_PATIENCE)
        return self.process.returncode, errors.decode()
