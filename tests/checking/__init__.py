"""Tests of the wing checking."""
