"""Views to Markdown pages: templates, style sheet, scripts, and what the theme adds."""
