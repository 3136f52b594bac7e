"""Numbers in the units people read: 118 ms, 99.72 %, 43.2 min."""

from __future__ import annotations

from workbench.design.units import DAY, HOUR, MINUTE


def seconds(value: float) -> str:
    """Write a time given in seconds with three significant digits."""
    if value == 0:
        return "0 s"
    scales = ((DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))
    # A unit is taken once there are two of it: 90 min and 36 h read better than 1.5 h and 1.5 d.
    size, unit = next(((s, u) for s, u in scales if abs(value) >= s * (2 if s > 1 else 1)), scales[-1])
    return f"{_digits(value / size)} {unit}"


def percent(value: float) -> str:
    """Write a share as a percentage, with enough digits to tell nines apart."""
    points = value * 100
    if 99 <= points < 100:
        nines = next((d for d in range(2, 7) if round(points, d) < 100), 6)
        return f"{points:.{max(2, nines)}f}".rstrip("0").rstrip(".") + "%"
    return f"{_digits(points)}%"


def percents(*values: float) -> tuple[str, ...]:
    """Write several shares so that two that differ do not look the same."""
    told = tuple(percent(v) for v in values)
    for digits in range(3, 9):
        if len(set(told)) == len(set(values)):
            break
        told = tuple(f"{v * 100:.{digits}f}%" for v in values)
    return told


def roughly(share: float) -> str:
    """Write a share where a glance must do: whole percents, and no more than that it is over ten times the whole."""
    if 0 < share < 0.01:
        return "<1%"
    return f"{share * 100:.0f}%" if share <= 10 else "over 1000%"


def number(value: float) -> str:
    """Write a count with thousands set apart or shortened: 903, 15k, 2.52M."""
    for size, unit in ((1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e4, "k")):
        if abs(value) >= size:
            return f"{_digits(value / (1e3 if unit == 'k' else size))}{unit}"
    return _digits(value)


def rate(value: float) -> str:
    """Write a rate given per second; slow ones per day."""
    return f"{number(value)}/s" if value >= 0.1 or value == 0 else f"{number(value * DAY)}/day"


def _digits(value: float) -> str:
    text = f"{value:.4g}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{float(text):.0f}" if "e" in text else text
