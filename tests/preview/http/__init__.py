"""Tests of the wing http."""
