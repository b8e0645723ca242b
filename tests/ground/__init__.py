"""Tests of the wing ground."""
