"""What each paper of the desk says: snapshots in plain words, kept as they were printed."""
