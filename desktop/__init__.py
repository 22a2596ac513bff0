"""What a person starts: the window and the commands."""
