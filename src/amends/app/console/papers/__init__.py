"""Papers for partners, as PDF: the claim file and the monthly statement."""
