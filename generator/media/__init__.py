"""Pictures and recordings made safe for publishing."""
