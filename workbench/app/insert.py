"""Put a finding's patch into the text of a design, keeping everything else as it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.checks.patches import Puts, applied
from workbench.errors import Path
from workbench.reading import Document, read
from workbench.reading.edit import insert, set_value


def with_puts(document: Document, puts: Puts) -> str:
    """Return the document's text with a patch put in. Raises InputError when the text has no room for it."""
    text = document.text
    for path, value in differences(document.data, applied(document.data, puts)):
        held = read(text, document.name)
        change = set_value if held.has(path) else insert
        text = change(text, path, value, document.name)
    return text


def differences(old: Any, new: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the smallest values to set so that `old` becomes `new`; where keys went away, the group as a whole."""
    if isinstance(old, Mapping) and isinstance(new, Mapping) and old and old.keys() <= new.keys():
        for key, value in new.items():
            if key not in old:
                yield (*path, key), value
            else:
                yield from differences(old[key], value, (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and old and new[: len(old)] == old:
        for position in range(len(old), len(new)):
            yield (*path, position), new[position]
    elif old != new:
        yield path, new
