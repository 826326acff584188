"""Publishing: the pointer, the edition and the voice move together."""
