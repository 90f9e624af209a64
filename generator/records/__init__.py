"""YAML to typed records in which every value knows its place; the words with a fixed meaning."""
