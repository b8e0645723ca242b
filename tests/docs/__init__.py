"""Tests of the guides: what they show happens, and what they name exists."""
