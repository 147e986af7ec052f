"""Paper becomes pages and documents."""
