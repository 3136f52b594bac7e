"""The units people write, by dimension, each with its factor to one canonical unit."""

from __future__ import annotations

from types import MappingProxyType

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
MONTH, YEAR = 30 * DAY, 365 * DAY
SPEND_MONTH = 730 * HOUR
"""A month of spend is 730 h (8,760 h / 12), the convention of cloud price lists."""

_TIME = {
    "ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3,
    "s": 1.0, "sec": 1.0, "second": 1.0, "seconds": 1.0,
    "min": MINUTE, "mins": MINUTE, "minute": MINUTE, "minutes": MINUTE,
    "h": HOUR, "hr": HOUR, "hour": HOUR, "hours": HOUR,
    "d": DAY, "day": DAY, "days": DAY,
    "w": 7 * DAY, "wk": 7 * DAY, "week": 7 * DAY, "weeks": 7 * DAY,
    "mo": MONTH, "month": MONTH, "months": MONTH,
    "y": YEAR, "yr": YEAR, "year": YEAR, "years": YEAR,
}  # fmt: skip
TIME = MappingProxyType(_TIME)

BYTES = MappingProxyType(
    {"B": 1.0}
    | {f"{p}B": 1000.0**n for n, p in enumerate(("k", "M", "G", "T", "P"), start=1)}
    | {"KB": 1000.0}
    | {f"{p}iB": 1024.0**n for n, p in enumerate(("K", "M", "G", "T", "P"), start=1)}
)

FRACTION = MappingProxyType({"%": 0.01, "percent": 0.01, "pp": 0.01, "‰": 0.001, "bps": 1e-4, "ppm": 1e-6})

FLOPS = MappingProxyType(
    {f"{p}{u}": 1000.0**n for n, p in enumerate(("", "k", "M", "G", "T", "P")) for u in ("FLOP/s", "FLOPS")}
)

MULTIPLIER = MappingProxyType(
    {"k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "bn": 1e9, "T": 1e12}
    | {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
)
"""What may follow a number directly: thousand, million, billion, trillion. Never `m`, which reads as four things."""

_BITS = ("could mean bits or bytes", "'kB', 'MB', 'GB' for bytes")
_MILLIONS = ("could be read in several ways", "'M' for million or 'k' for thousand")
UNCLEAR = MappingProxyType(
    {"m": ("could mean minutes, metres, milli or million", "'min' for minutes or 'M' for million")}
    | dict.fromkeys(("b", "kb", "mb", "gb", "tb", "Kb", "Mb", "Gb", "Tb", "kbps", "mbps", "Mbps", "Gbps"), _BITS)
    | dict.fromkeys(("mn", "mm", "mio", "mln", "mil", "lakh", "crore", "dozen"), _MILLIONS)
    | dict.fromkeys(("$", "€", "£", "¥", "₹"), ("has a currency sign", "the code, such as 5 USD"))
)
"""Words behind a number that two readers would read in two ways: what is wrong, and what to write."""

CURRENCIES = frozenset(
    {
        "AED", "ARS", "AUD", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP", "HKD",
        "HUF", "IDR", "ILS", "INR", "JPY", "KRW", "KES", "MXN", "MYR", "NGN", "NOK", "NZD", "PEN", "PHP", "PKR",
        "PLN", "QAR", "RON", "RSD", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND", "ZAR",
    }
)  # fmt: skip

RATE_WORDS = MappingProxyType(
    {
        "rps": 1.0,
        "qps": 1.0,
        "tps": 1.0,
        "rpm": 1 / MINUTE,
        "tpm": 1 / MINUTE,
        "RPM": 1 / MINUTE,
        "TPM": 1 / MINUTE,
    }
)

EXAMPLES = MappingProxyType(
    {
        "duration": ("100 ms", "a time, such as 100 ms, 5 min or 45 d"),
        "rate": ("2.2k/s", "a rate, such as 2.2k/s, 60M/day or 300 requests/min"),
        "fraction": ("99.95%", "a share, such as 99.95%, 0.35 or 6 bps"),
        "count": ("20k", "a count, such as 3, 20k or 8.03B"),
        "bytes": ("1.2 kB", "a size, such as 1.2 kB, 80 GB or 16 GiB"),
        "money": ("5 USD", "an amount of money, such as 5 USD or 20k EUR"),
        "spend": ("20k USD/month", "money over time, such as 20k USD/month or 2.50 USD/h"),
        "price": ("0.50 USD/1M", "money for a number of things, such as 0.50 USD/1M tokens or 0.84 USD/1k"),
        "growth": ("30%/year", "a share over time, such as 30%/year or 0.04 pp/day"),
        "throughput": ("200 MB/s", "bytes over time, such as 200 MB/s"),
        "compute": ("989 TFLOP/s", "arithmetic speed, such as 989 TFLOP/s"),
        "number": ("0.2", "a plain number, such as 0.2 or 16"),
        "measure": ("0.40%", "a number with its unit, such as 0.40%, 100 ms, 20k or 0.2"),
    }
)
"""Dimension to (an example, what to tell an author who wrote something else)."""

CANONICAL = MappingProxyType(
    {
        "duration": "s", "rate": "1/s", "fraction": "1", "count": "1", "bytes": "B", "money": "currency",
        "spend": "currency/month", "price": "currency each", "growth": "1/year", "throughput": "B/s",
        "compute": "FLOP/s", "number": "1", "measure": "by its unit",
    }
)  # fmt: skip
"""Dimension to the one unit used inside."""

SAID_AS = MappingProxyType(
    {
        "duration": "a time", "rate": "a rate", "fraction": "a share", "count": "a count", "bytes": "a size in bytes",
        "money": "an amount of money", "spend": "money over time", "price": "a price", "growth": "a share over time",
        "throughput": "bytes over time", "compute": "arithmetic speed", "number": "a plain number",
    }
)  # fmt: skip
