"""The immutable index over all records.

It has their ids, references, citations and editions, and the ids that were published.
"""
