"""The evidence of a dossier in one file, with a verifier that needs nothing else."""
