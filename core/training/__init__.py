"""What to do in a strength session."""
