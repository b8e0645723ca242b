"""Pictures made safe for publishing."""
