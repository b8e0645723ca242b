"""Texts in Markdown of other generators and editors, brought to our fields and our Markdown."""
