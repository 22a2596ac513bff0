"""What in a calendar is a run, and of what kind."""
