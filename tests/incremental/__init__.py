"""Tests of the wing incremental."""
