"""What a JSON Schema says of a text that a function checks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import AfterValidator, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

BLANKS = r"\s+"
"""The pattern of blanks between two words."""
_END = r"\Z"


@dataclass(frozen=True, slots=True)
class Written(AfterValidator):
    """A check of a text, with what a JSON Schema says of it: its pattern, and how long it may be (0: any)."""

    pattern: str = ""
    longest: int = 0

    @property
    def schema(self) -> dict[str, str | int]:
        """That as keywords of a JSON Schema."""
        return {"pattern": self.pattern, **({"maxLength": self.longest} if self.longest else {})}

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The schema of the type, with them."""
        return {**handler(core_schema), **self.schema}


def as_ecma(pattern: re.Pattern[str]) -> str:
    """A pattern that is matched from the beginning as a JSON Schema writes it."""
    return f"^{pattern.pattern.removesuffix(_END)}$"
