"""One module for each page. Each view parses, calls one action and renders."""
