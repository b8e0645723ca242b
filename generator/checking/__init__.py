"""What must not be there: traces of a story in what was built."""
