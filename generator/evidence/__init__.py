"""What the records claim of the sources, and what is known of it: claims, the lock, what rests on what, disputes, coverage."""
