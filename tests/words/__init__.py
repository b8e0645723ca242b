"""Tests of the wing words."""
