"""Dialogs for real decisions."""
