"""The immutable index over all records.

It has their ids, references and citations, and the ids that were published.
"""
