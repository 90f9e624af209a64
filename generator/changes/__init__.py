"""The change in meaning between two corpora, for people, pull requests and programs."""
