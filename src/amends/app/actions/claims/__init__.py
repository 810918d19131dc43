"""What customers say happened: taken up, held against the record, answered, and looked at again."""
