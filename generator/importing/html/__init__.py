"""HTML of other programs, brought to the Markdown that this one understands."""
