"""Advice on texts before they are public, on words, privacy, reading and links; it explains, and changes nothing."""
