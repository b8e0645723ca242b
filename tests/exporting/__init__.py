"""Tests of the wing importing."""
