"""Tests of the wing media."""
