"""The nouns: frozen, slotted values from the standard library only."""
