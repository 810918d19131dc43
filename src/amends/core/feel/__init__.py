"""FEEL, the expression language of DMN (OMG DMN 1.5, chapters 9 and 10), read into a tree."""
