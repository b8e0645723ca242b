"""The life of a consent: acts, papers, withdrawal."""
