"""The nouns: frozen, slotted types for everything Dragoman holds; standard library only, nothing here computes."""
