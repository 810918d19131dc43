"""The quality controller's daily sample of cases: drawing, reviewing, and what it tells."""
