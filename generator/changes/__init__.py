"""The change in meaning between two corpora: pairs of records, what changed in each, and reports of it."""
