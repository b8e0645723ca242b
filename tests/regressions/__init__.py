"""One file for each bug that was found, so that it stays away."""
