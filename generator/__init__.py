"""hearten: publish people's recovery stories with care."""

__version__ = "0.1.0"
