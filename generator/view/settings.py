"""What a site knows beyond its records: its address, and where its YAML is edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.changes.history import UNKNOWN, History
from generator.findings.diagnostics import Pointer
from generator.view import paths

_AT_A_LINE = (("/-/edit/", "/-/edit/"), ("/_edit/", "/src/branch/"), ("/edit/", "/blob/"))
"""How forges name what edits a file, and what shows it at a line: GitLab, Forgejo and Gitea, GitHub.

GitLab's editor opens at a line; on the others the file is shown there, with its button to edit it.
"""


def nowhere(_path: str, _pointer: Pointer) -> int:
    """The line of what has no place in a file."""
    return 0


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit and the files that it was the last to change.

    `name` is its hash; empty for changes that are not committed.
    """

    name: str
    files: frozenset[str]


@dataclass(frozen=True, slots=True)
class Settings:
    """`site_url` is the published address, `edit_base` the address below which a YAML file is edited.

    Either may be empty.

    `style` is a citation style that goes before the desk's own; empty for none. `commits` are those that last
    changed the records, newest first; empty where there is no git. `printed` are the ids of the dossiers of
    which the site has PDFs; where it is None, there are PDFs of all, and the book. `lines` gives the line of
    a value in a file of the records, from 1; 0 where that is not known. `history` says what changed in the
    records, as far as that is known. `day` is the day (`2019-05-15`) of which the site shows what it said;
    empty where it shows what it says now. `editions` says whether former editions can be opened; `former` are
    their pages, by their paths below the site's root.
    """

    site_url: str = ""
    edit_base: str = ""
    style: str = ""
    commits: tuple[Commit, ...] = ()
    printed: frozenset[str] | None = None
    lines: Callable[[str, Pointer], int] = field(default=nowhere, compare=False)
    history: History = UNKNOWN
    day: str = ""
    editions: bool = True
    former: Mapping[str, bytes] = field(default_factory=dict)

    def prints(self, dossier: str) -> bool:
        """Whether the site has PDFs of a dossier."""
        return self.printed is None or dossier in self.printed

    def permalink(self, page: str, anchor: str = "") -> str:
        """The published address of a page; empty when the site's is not known."""
        if not self.site_url:
            return ""
        return self.site_url.rstrip("/") + "/" + paths.url(page) + (f"#{anchor}" if anchor else "")

    def revision(self, path: str) -> str:
        """The newest commit that changed a file of the records, in ten signs.

        It also says whether the file changed since; it is empty where there is none.
        """
        touching = [commit.name for commit in self.commits if path in commit.files]
        names = [name[:10] for name in touching if name]
        return (names[0] + (", changed since" if not touching[0] else "")) if names else ""

    def file(self, path: str) -> str:
        """The published address of a file; empty when the site's is not known."""
        return self.site_url.rstrip("/") + "/" + path if self.site_url else ""

    def edit(self, path: str, pointer: Pointer = ()) -> str:
        """Where a YAML file is edited, or a value in it at its line; empty when that is not known."""
        if not self.edit_base or not path:
            return ""
        address = self.edit_base.rstrip("/") + "/" + path
        line = self.lines(path, pointer) if pointer else 0
        for edits, shows in _AT_A_LINE if line else ():
            if edits in address:
                return f"{address.replace(edits, shows, 1)}#L{line}"
        return address
