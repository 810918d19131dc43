"""Free words of customers, read by phrases and words of time that one can look up."""
