"""The preview's two servers."""
