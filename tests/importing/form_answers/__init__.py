"""Tests of tables of answers to a form."""
