"""The page on which anybody may read how we decide (R10): the rulebook in plain words."""
