"""What need not be done again: all that is remembered between builds."""
