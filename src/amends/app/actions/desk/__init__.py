"""What staff see and do: each page's data in a bounded, constant number of queries."""
