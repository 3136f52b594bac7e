"""The drills. Every module here is one; they are found by being there and do not know each other."""
