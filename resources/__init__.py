"""Data that ships with the program: catalogue, texts, icons, the demo week."""
