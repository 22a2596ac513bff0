"""Finding, judging and repairing placements."""
