"""The hosts that publishing can reach, each a file store."""
