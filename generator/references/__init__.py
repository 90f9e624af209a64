"""Source records as references: CSL items, BibTeX, RIS, and pandoc, which formats them."""
