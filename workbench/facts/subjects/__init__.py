"""One module a subject; each declares the facts of that subject. A new module here is found by itself."""
