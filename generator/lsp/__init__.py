"""The language server: what a text editor shows while somebody types. It touches files."""
