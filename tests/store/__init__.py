"""Tests of the wing store."""
