"""The hub's own tables and transactions."""
