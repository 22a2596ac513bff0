"""Everything that is true without a screen: no Qt, no clock, no threads, no globals."""
