"""Tests of the wing consent."""
