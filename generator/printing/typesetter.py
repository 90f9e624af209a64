"""Typst, and the pass over the tags: a job becomes the bytes of a PDF, here or in a process of its own.

Data reaches the template as JSON and is never evaluated; the template's folder is the root, so no other file
can be read; packages are not imported; the time stamp is fixed. Whatever Typst does instead of printing is a
`PrintError`.

As a program (`python -m generator.printing.typesetter`) it reads JSON, the folder of the desk's fonts and a
list of jobs, and answers each job with a line of JSON (`child.line`), or with why there is no PDF.
Typst keeps what it has set, so a process that ends gives back the memory of what it printed. It imports
little, so that starting it costs little.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from importlib import resources
from pathlib import Path

import pikepdf
import typst

from generator.printing import binding, child, tags
from generator.printing.child import Answer, Job, PrintError

STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""The creation time written into every PDF: builds must not depend on the clock."""

TEMPLATES = Path(str(resources.files("generator.printing") / "typst"))
"""The folder of the templates and of the program's fonts."""

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed|the PDF contains the codepoint `?"(.+?)"')
_INSIDE = re.compile(r"\s*\(?(?:occurred at|see) [^\s]*/[^\s]*")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


class Typesetter:
    """Prints with the program's fonts, and after these with those in the folder of the desk's own.

    Nothing is taken from the system.
    """

    def __init__(self, own: Path) -> None:
        self._own = own

    def answer(self, job: Job) -> Answer:
        """What answers a job: its PDF, or a piece of a book as Typst leaves it. Raises `PrintError`."""
        return self._piece(job) if "piece" in job.inputs else Answer(self.compile(job))

    def compile(self, job: Job) -> bytes:
        """The PDF of a job. A long book is set in processes of their own. Raises `PrintError`."""
        if binding.is_long(job.inputs):

            def typeset(inputs: Mapping[str, str]) -> Answer:
                return child.printed(self._own, [replace(job, inputs=inputs)])[0]

            with _sound(job.path):
                return binding.bound(job.inputs, typeset)
        pdf = self.typeset(job)
        with _sound(job.path):
            return tags.mend(pdf)

    def typeset(self, job: Job) -> bytes:
        """The PDF of a job as Typst leaves it, before the pass over its tags. Raises `PrintError`."""
        return self._typeset(job)[0]

    def _piece(self, job: Job) -> Answer:
        pdf, compiler = self._typeset(job)
        found = json.loads(compiler.query("<survey>", field="value"))
        return Answer(pdf, *found)

    def _typeset(self, job: Job) -> tuple[bytes, typst.Compiler]:
        with _sound(job.path):
            compiler = self._compiler(f"{job.template}.typ", job.inputs)
            return _bytes(compiler.compile(pdf_standards=["a-2a", "ua-1"], timestamp=STAMP)), compiler

    def missing(self, characters: Collection[str]) -> frozenset[str]:
        """The characters that no font can show.

        Typst itself is asked, so that the answer is what printing will say. Raises `PrintError`.
        """
        if not characters:
            return frozenset()
        with _sound("the fonts"):
            try:
                self._compiler("glyphs.typ", {"data": json.dumps(sorted(characters))}).compile(
                    pdf_standards=["a-2a"], timestamp=STAMP
                )
            except typst.TypstError as error:
                texts = _unshown(error)
                if not texts:
                    raise PrintError(f"the fonts cannot be used: {_reason(error)}") from error
                return frozenset(
                    character
                    for character in characters
                    if character in texts or any(sign in texts for sign in character)
                )
        return frozenset()

    def unusable(self) -> tuple[str, ...]:
        """The files among the desk's own fonts that are none, by their paths in its folder."""
        loaded = {Path(font.path or "").absolute() for font in self._fonts.fonts()}
        return tuple(
            path.relative_to(self._own).as_posix() for path in self.files if path.absolute() not in loaded
        )

    @cached_property
    def files(self) -> tuple[Path, ...]:
        """The desk's own fonts, in the order of their names."""
        paths = self._own.rglob("*") if self._own.is_dir() else ()
        return tuple(sorted(path for path in paths if path.suffix.lower() in _SUFFIXES))

    def _compiler(self, template: str, inputs: Mapping[str, str]) -> typst.Compiler:
        return typst.Compiler(
            TEMPLATES / template,
            root=TEMPLATES,
            font_paths=self._fonts,
            sys_inputs={**inputs, "faces": self._faces},
            package_path=TEMPLATES / "no-packages",
            package_cache_path=TEMPLATES / "no-packages",
        )

    @cached_property
    def _fonts(self) -> typst.Fonts:
        folders = [TEMPLATES / "fonts", *([self._own] if self.files else [])]
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)

    @cached_property
    def _faces(self) -> str:
        """The families of the desk's own fonts, one a line: they come after the program's."""
        if not self.files:
            return ""
        return "\n".join(
            typst.Fonts(
                include_system_fonts=False, include_embedded_fonts=False, font_paths=[self._own]
            ).families()
        )


@contextmanager
def _sound(path: str) -> Iterator[None]:
    """Turns whatever Typst does instead of printing into a `PrintError` about the file at a path."""
    try:
        yield
    except typst.TypstError as error:
        raise PrintError(f"{path}: {_reason(error)}") from error
    except (ValueError, TypeError, pikepdf.PdfError) as error:
        raise PrintError(f"{path}: what Typst gave is no PDF") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of PyO3: it is no `Exception` and cannot be imported
            raise
        raise PrintError(f"{path}: Typst broke down") from error


def _bytes(pdf: object) -> bytes:
    if not isinstance(pdf, bytes) or not pdf.startswith(b"%PDF"):
        raise ValueError("a PDF is one piece")
    return pdf


def _unshown(error: typst.TypstError) -> dict[str, None]:
    """The texts that Typst says no font can show, each once."""
    return dict.fromkeys(
        _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        for groups in _MISSING.findall(error.diagnostic)
        for text in groups
        if text
    )


def _reason(error: typst.TypstError) -> str:
    """Say what Typst complains of; characters that no font holds are named."""
    texts = _unshown(error)
    if not texts:
        return _INSIDE.sub("", error.message)
    names = (f"“{text}” ({' '.join(f'U+{ord(sign):04X}' for sign in text)})" for text in texts)
    return f"no font can show {', '.join(names)}"


def main() -> None:
    """Print the jobs of the standard input."""
    own, jobs = json.loads(sys.stdin.buffer.read())
    typesetter = Typesetter(Path(own))
    for job in jobs:
        try:
            answer = child.line(typesetter.answer(Job(**job)))
        except PrintError as error:
            answer = json.dumps({"error": str(error)})
        sys.stdout.write(answer + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
