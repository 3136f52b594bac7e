"""Review the design of a machine-learning system: what is missing, what cannot be true, what it looks like."""

__version__ = "0.1.0"
