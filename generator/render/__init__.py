"""Views and theme to bytes, purely."""
