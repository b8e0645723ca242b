"""The site on this computer, and the desk where editors work."""
