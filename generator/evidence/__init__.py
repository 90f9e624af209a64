"""What the records claim of the sources, and what is known of it.

Claims, the lock, what rests on what, disputes, coverage.
"""
