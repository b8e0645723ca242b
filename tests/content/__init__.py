"""Tests of the wing content."""
