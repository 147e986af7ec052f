"""How the desk's database grows from one version to the next."""
