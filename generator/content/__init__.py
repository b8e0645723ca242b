"""What authors write, as values: texts, settings and themes, read and checked each by itself."""
