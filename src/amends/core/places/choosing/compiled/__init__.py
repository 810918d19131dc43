"""The search compiled by numba: best first through the tree, with exact bounds."""
