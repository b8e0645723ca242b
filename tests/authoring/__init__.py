"""Tests of the wing authoring."""
