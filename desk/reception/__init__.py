"""Reception: intake, acceptance, look-up, results – the acts of a clerk."""
