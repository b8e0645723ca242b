"""Tests of the conversion of HTML."""
