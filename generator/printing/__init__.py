"""Views to PDFs: what is printed, the templates of Typst, the press, and the tags that Typst cannot set."""
