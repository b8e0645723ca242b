"""Tests, one file for each module of `generator`, and one for each promise that spans modules."""
