"""Tests of the wing preview."""
