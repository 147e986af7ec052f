"""What can be done with the dossier that is open: one panel a job, beside its facts."""
