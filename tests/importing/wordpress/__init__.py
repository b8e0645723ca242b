"""Tests of exports of WordPress."""
