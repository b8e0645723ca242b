"""Tests of the wing site."""
