"""The closed vocabulary of conditions: one word, one class."""
