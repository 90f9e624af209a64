"""The MkDocs plugin `briefings`.

A bare `mkdocs build` generates first; a bare `mkdocs serve` watches the YAML and shows what it makes.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import os
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator import disk
from generator.build import Built, Checked
from generator.findings import report
from generator.findings.shown import shown, shown_block
from generator.site import publish
from generator.site.preview import Preview, Tell
from generator.site.publish import Generated
from generator.view import paths

log = get_plugin_logger(__name__)

MOST_IN_NAVIGATION = 40
"""Above this number dossiers stay out of the navigation.

It stands on every page, so sites would grow with its square.
"""


class Options(base.Config):  # type: ignore[no-untyped-call]
    """The plugin's options in `mkdocs.yml`."""

    texts = option.Type(str, default="")


class BriefingsPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Generates `docs/` before MkDocs reads it; while serving, a `Preview` beside what stands there.

    While serving, an editing mistake shows in the browser. `tell` is what says that a PDF was printed.
    """

    def __init__(self) -> None:
        self._preview: Preview | None = None
        self._serving = False
        self.tell: Tell = log.info
        self.generated: Generated | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether pages are being served, where a mistake must not end the program.

        From here on the lines of MkDocs, which name pages and files, are `shown` as well.
        """
        self._serving = command == "serve"
        for handler in (*logging.getLogger("mkdocs").handlers, logging.lastResort):
            if handler:
                handler.addFilter(_show)

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Generate the pages. Raises `PluginError` on mistakes in the records, unless serving.

        What is refused in the tree ends serving too: MkDocs would follow a link.
        """
        root = Path(config.config_file_path).parent
        texts = publish.texts_folder(root, self.config.texts)
        try:
            built = self._built(root, texts, config)
        except publish.FAILURES as error:
            return self._stop(shown(publish.reason(error)), config)
        checked = built.checked
        if not checked.ok:
            problem = _findings(checked)
            if disk.refused(root, texts):
                raise PluginError(problem)
            return self._stop(problem, config)
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(publish.epoch(built)))
        _fill_navigation(config, [dossier.id for dossier in checked.corpus.ordered])
        return config

    def _built(self, root: Path, texts: Path, config: MkDocsConfig) -> Built:
        """What stands in `docs/` from here on, or in the preview. Raises one of `publish.FAILURES`."""
        if self._serving:
            self._preview = self._preview or Preview(root)
            self._preview.problem = ""
            return self._preview.update(texts, config)
        generated = self.generated or _generate(root, texts, config)
        self.generated = None
        return generated.built

    def _stop(self, problem: str, config: MkDocsConfig) -> MkDocsConfig:
        if self._preview is None:
            raise PluginError(problem)
        log.error(problem)
        self._preview.problem = problem
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """While serving, let MkDocs take the files of the preview for those that a build left.

        While a mistake stands, make sure that there is a first page to show it on.
        """
        if self._preview:
            self._preview.put_into(files, config)
            if self._preview.problem and files.get_file_from_path(paths.OVERVIEW) is None:
                files.append(File.generated(config, paths.OVERVIEW, content="# Mistakes in the records\n"))
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Let the theme write a Content-Security-Policy.

        Not while serving: live reload adds a script of its own.
        """
        if not self._serving:
            env.filters["script_hashes"] = script_hashes
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """While a mistake stands, every page shows it instead of what was there before."""
        problem = self._preview.problem if self._preview else ""
        return report.as_page(problem) if problem else output

    def shows(self) -> str:
        """What pages show beside what `mkdocs.yml` says: another policy while serving, or a mistake."""
        return f"{self._serving} {self._preview.problem if self._preview else ''}"

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch the YAML and the texts, and print the PDFs that are opened."""
        root = Path(config.config_file_path).parent
        for folder in (root / "briefings", root / "seeds", publish.texts_folder(root, self.config.texts)):
            if folder.is_dir():
                server.watch(str(folder))
        if self._preview and (site := server.get_app()):
            server.set_app(self._preview.application(site, server.mount_path, self.tell))
        return server

    def on_shutdown(self) -> None:
        """Print no more, and leave no more of what was printed than is to be kept."""
        if self._preview:
            self._preview.end()

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the search index into a script as well, so that search works from `file://`.

        While serving, let PDFs be printed from here on.
        """
        index = Path(config.site_dir, "search/search_index.json")
        if index.is_file():
            disk.write(index.with_suffix(".js"), b"var __index = " + index.read_bytes())
        if self._preview:
            self._preview.rest(self.tell)


def _show(record: logging.LogRecord) -> bool:
    """Let a record of the log through, its text `shown`, with the lines that MkDocs laid out."""
    record.msg, record.args = shown_block(record.getMessage()), ()
    return True


def script_hashes(html: str) -> str:
    """The sources for `script-src` that allow the inline scripts of a piece of HTML.

    They are hashes (CSP Level 3, hash-source).
    """
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    return " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in scripts
    )


def _generate(root: Path, texts: Path, config: MkDocsConfig) -> Generated:
    level = publish.level_asked(preview=False)
    with publish.alone(config):
        generated = publish.generate(root, texts, publish.settings_from(config), level=level)
    for path in generated.left:
        log.warning("%s", publish.was_left(path))
    return generated


def _findings(checked: Checked) -> str:
    head = f"the records have {report.summary(checked.diagnostics)}"
    return f"{head}\n\n{report.as_text(checked.diagnostics, checked.documents)}"


def _fill_navigation(config: MkDocsConfig, dossiers: list[str]) -> None:
    """Put the dossiers under the entry of `mkdocs.yml` that names the list of dossiers."""
    if not config.nav or len(dossiers) > MOST_IN_NAVIGATION:
        return
    pages = [{"All dossiers": paths.DOSSIERS}, *(paths.dossier(name) for name in dossiers)]
    config.nav = [
        {next(iter(item)): pages} if isinstance(item, dict) and paths.DOSSIERS in item.values() else item
        for item in config.nav
    ]
