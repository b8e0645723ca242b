"""What must not be there: traces of a story in what was built, and in a site that goes online, samples."""
