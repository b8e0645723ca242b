"""The whole site as pages, purely."""
