"""Trading checklists with the AWS Well-Architected Tool: custom-lens JSON, schemaVersion 2021-11-01."""

from workbench.checks.lens.given import checklist_from
from workbench.checks.lens.made import lens_of
from workbench.checks.lens.shape import over_limits

__all__ = ["checklist_from", "lens_of", "over_limits"]
