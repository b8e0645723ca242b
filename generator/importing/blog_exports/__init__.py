"""Exports of services for blogs, whose texts are HTML."""
