"""What a supervisor sees of the day."""
