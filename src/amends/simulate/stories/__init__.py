"""What happens to one order, from the click to the day the customer comes back or not."""
