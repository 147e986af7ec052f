"""The hub's HTTP end points, one module a subject."""
