"""What can stand in the tree and is refused: links that lead elsewhere, and what is no file."""

from __future__ import annotations

from generator.findings.codes import Code

LINK_OUTSIDE = Code(
    "link-outside",
    "A link leads out of the site's folder, to something hidden in it, or to the source texts.",
    "What a link leads to would be read, printed or published as if it stood here: a password, the history "
    "of the repository, an article that belongs to its publisher. A link may lead to another file of the "
    "folder.",
)
BROKEN_LINK = Code(
    "broken-link",
    "A link leads nowhere.",
    "The file that should be read or published is missing.",
)
SPECIAL_FILE = Code(
    "special-file",
    "A pipe, a socket or a device stands where files are read.",
    "Whoever reads it may wait for ever, or change something by reading.",
)
