"""Panels beside the week."""
