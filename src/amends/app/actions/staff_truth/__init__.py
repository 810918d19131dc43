"""The truth about staff: everybody's record against what the mix of their cases explains."""
