"""What is known of customers: their records, where they stand, and what a person should look at."""
