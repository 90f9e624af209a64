"""The whole way from a folder to a published site, alone or called by MkDocs; git. It touches files."""
