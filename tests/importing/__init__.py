"""Tests of the wing publishing."""
