"""A new source: from a file or a web page to its proposed record. It touches files and the network."""
