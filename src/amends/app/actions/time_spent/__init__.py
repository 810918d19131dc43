"""Time at a case, counted coarsely; and what looking into it costs beside paying at once (R21)."""
