"""Copies to give away."""
