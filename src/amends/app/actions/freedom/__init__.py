"""What staff give on their own, outside the rules, with one line of why (R13)."""
