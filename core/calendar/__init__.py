"""The wire: calendars as bytes and events."""
