"""The corpus as data for programs: JSON, references, linked data, a feed, a calendar."""
