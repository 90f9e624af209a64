"""What a site knows beyond its records: its address, and where its YAML is edited."""

from __future__ import annotations

from dataclasses import dataclass

from generator.view import paths


@dataclass(frozen=True, slots=True)
class Settings:
    """`site_url` is the published address, `edit_base` the address below which a YAML file is edited; either may be empty.

    `style` is a citation style that goes before the desk's own; empty for none.
    """

    site_url: str = ""
    edit_base: str = ""
    style: str = ""

    def permalink(self, page: str, anchor: str = "") -> str:
        """The published address of a page; empty when the site's is not known."""
        if not self.site_url:
            return ""
        return self.site_url.rstrip("/") + "/" + paths.url(page) + (f"#{anchor}" if anchor else "")

    def file(self, path: str) -> str:
        """The published address of a file; empty when the site's is not known."""
        return self.site_url.rstrip("/") + "/" + path if self.site_url else ""

    def edit(self, path: str) -> str:
        """Where a YAML file is edited; empty when that is not known."""
        return self.edit_base.rstrip("/") + "/" + path if self.edit_base and path else ""
