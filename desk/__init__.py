"""What happens at the counter. No Qt, no SQL."""
