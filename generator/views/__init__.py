"""What templates see: all that planning and rendering share."""
