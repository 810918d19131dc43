"""One module for each page; each parses, calls one action, renders."""
