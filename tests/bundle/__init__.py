"""Tests of the wing bundle."""
