"""The line: what this desk owes the hub, and what the hub tells it."""
