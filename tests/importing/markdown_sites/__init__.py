"""Tests of texts in Markdown of other programs."""
