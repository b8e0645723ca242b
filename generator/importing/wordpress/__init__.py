"""Exports of WordPress (WXR), read as texts and pictures."""
