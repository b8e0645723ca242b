"""The site on this computer: in memory, as its files are now."""
