"""Tests of what the project promises whatever is built, held over random sites, histories and accidents."""
