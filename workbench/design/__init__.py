"""The design language: a typed, frozen model of a machine-learning system, read from a document."""

from workbench.design.binding import bind, design_of, file_path
from workbench.design.parts import Edge, Part
from workbench.design.quantity import Quantity, QuantityError, parse_quantity
from workbench.design.system import COMPONENT_SECTIONS, SystemDesign

__all__ = [
    "COMPONENT_SECTIONS",
    "Edge",
    "Part",
    "Quantity",
    "QuantityError",
    "SystemDesign",
    "bind",
    "design_of",
    "file_path",
    "parse_quantity",
]
