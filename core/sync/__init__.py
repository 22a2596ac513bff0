"""Deciding and carrying out changes to a calendar."""
