"""The command `briefings`: options, progress, exit codes, and what people read on a terminal."""
