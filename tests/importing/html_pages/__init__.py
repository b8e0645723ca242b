"""Tests of pages of HTML."""
