"""Tests of the wing gate."""
