"""What a finding can be called: its code, how grave it is, and how it is explained.

Ground floor: standard library only. Each code is a constant beside the rule or the reader that yields it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How grave a finding is. Only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Code:
    """One defect that a record can have; `name` says it in a few words, joined by hyphens.

    `what` says what is wrong, `why` why that matters. `bad` is an example that has the defect, `good` one
    that has none at all: a part of `briefings/harbour.yaml` in `tests/harbour`, or of the file that a first
    line `# path` names. Both are empty where no part of one file can show the defect. `hinders_impact` says
    that the impact of a source cannot be told before it is mended: not so where marking a source brings it.
    `stops_preview` is False for an error that is no more than a warning while nothing is asked of the
    evidence, so that an editor without the texts can look at the page. `cause` names the one cause that all
    findings of some codes have; `follows` says that a finding about a name follows from one that says why
    there is no such name.
    """

    name: str
    what: str
    why: str
    bad: str = ""
    good: str = ""
    severity: Severity = Severity.ERROR
    hinders_impact: bool = True
    stops_preview: bool = True
    cause: str = ""
    follows: bool = False

    @property
    def meaning(self) -> str:
        """What is wrong, and whether that is no more than a warning."""
        return f"{self.what} A warning." if self.severity is Severity.WARNING else self.what

    @property
    def explanation(self) -> str:
        """All that is known of the code, as plain text of several lines."""
        parts = [self.name, "", self.meaning, "", self.why]
        for heading, example in (("This fails:", self.bad), ("This passes:", self.good)):
            if example:
                lines = example.rstrip("\n").split("\n")
                parts += ["", heading, "", *(f"    {line[:120]}" for line in lines)]
        return "\n".join(parts)
