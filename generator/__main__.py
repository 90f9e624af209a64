"""`python -m generator` is the same as `briefings`."""

from generator.cli.main import main

if __name__ == "__main__":
    main()
