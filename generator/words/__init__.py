"""Words for searching: folded, cut, led to their stems, and inverted."""
