"""The immutable index over all records: ids, references, citations, editions, and the ids that were published."""
