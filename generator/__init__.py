"""Briefing site generator: YAML dossiers in, a cited site and printed pages out."""

__version__ = "0.1.0"
