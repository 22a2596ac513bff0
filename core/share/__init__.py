"""Words and files for other people and other programs."""
