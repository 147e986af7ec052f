"""What a clerk sees. The only room that knows Qt."""
