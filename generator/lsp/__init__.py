"""The language server: what an editor's text editor shows while somebody types."""
