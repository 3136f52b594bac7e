"""Single seeded faults in the reference designs, and harmless changes to them; `python -m tests.mutations` reports."""
