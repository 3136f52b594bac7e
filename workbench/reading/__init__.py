"""Text to `Document`, and edits back into the text. The only package that knows YAML."""

from workbench.reading.document import Document
from workbench.reading.files import read_file
from workbench.reading.limits import LIMITS, Limits
from workbench.reading.reader import read

__all__ = ["read", "read_file", "Document", "Limits", "LIMITS"]
