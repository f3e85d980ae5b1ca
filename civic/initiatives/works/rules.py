"""What decides here, in plain Python."""
