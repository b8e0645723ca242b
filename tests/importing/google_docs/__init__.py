"""Tests of exports of Google Docs."""
