"""The week: its rows, its geometry and its canvas."""
