"""Tests of documents of Word."""
