"""What work costs, and how that grows with the corpus: `make bench`, and `make growth` for the page in the docs.

Machines differ and are shared, so what counts are ratios of work done in turns on one machine, and no test asserts a time.
"""
