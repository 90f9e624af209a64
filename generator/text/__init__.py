"""Words: what proves a quotation, the nearest wording, prose, numbers and dates."""
