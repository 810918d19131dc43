"""Hours in the words of many languages: cleaned, taken apart, and laid out as rules."""
