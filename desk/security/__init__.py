"""Who may sit here and what proves it: accounts, keys, audit."""
