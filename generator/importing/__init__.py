"""Texts of other programs, brought in as drafts of ours."""
