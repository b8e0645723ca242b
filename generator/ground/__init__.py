"""Single values that all wings use: problems, digests, days, channels, languages, work in processes."""
