"""How findings become a score."""

from workbench.scoring.coverage import BANDS, WEIGHTS, Score, band_of, score, with_worth

__all__ = ["BANDS", "WEIGHTS", "Score", "band_of", "score", "with_worth"]
