"""The placement rules, one small function each."""
