"""Closed word lists that several sections share."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator

from workbench.design.scalars import Name, Sort

DataClass = Literal[
    "public",
    "internal",
    "confidential",
    "pii_direct",
    "pii_quasi",
    "special",
    "secret",
    "payment",
    "untrusted",
]
"""What a piece of data is. `special` is a special category of personal data; `untrusted` was written by outsiders."""

PERSONAL: frozenset[str] = frozenset({"pii_direct", "pii_quasi", "special"})
PROTECTED: frozenset[str] = PERSONAL | {"confidential", "secret", "payment"}
DATA_CLASSES: tuple[str, ...] = get_args(DataClass)


def _purpose(value: object) -> object:
    return value.strip().lower().replace(" ", "_").replace("-", "_") if isinstance(value, str) else value


Purpose = Annotated[Name, BeforeValidator(_purpose)]
"""Why data is used, in a word of the author's choice: compared, never judged."""

KindName = Annotated[Name, Sort("kind")]
ProductName = Annotated[Name, Sort("product")]
"""A kind, or a product, of the catalogue; looked up after typing, so that the nearest one can be offered."""

Use = Literal["train", "evaluate", "serve", "index", "share", "sell"]
Level = Literal["mid", "senior", "staff"]
Stage = Literal["sketch", "pilot", "production"]
Severity = Literal["critical", "high", "medium", "low"]
Direction = Literal["up", "down"]
Precision = Literal["fp32", "tf32", "bf16", "fp16", "fp8", "int8", "int4", "nf4"]
Trust = Literal["internal", "restricted", "dmz", "dev", "staging", "partner", "public"]
Authn = Literal[
    "none",
    "api_key",
    "basic",
    "oauth",
    "oidc",
    "mtls",
    "managed_identity",
    "service_account",
    "session",
    "network_only",
]
Grain = Literal[
    "event", "request", "session", "conversation", "query", "user", "account", "device", "item", "creator", "cluster",
    "switchback", "day",
]  # fmt: skip
"""What one value, or one randomised unit, stands for."""
Likelihood = Literal["high", "medium", "low"]
TransferBasis = Literal["adequacy", "scc", "bcr", "consent", "contract"]
ModelFormat = Literal[
    "onnx", "safetensors", "pmml", "savedmodel", "torchscript", "gguf", "joblib", "pickle", "container", "native",
]  # fmt: skip
LogField = Literal[
    "time", "prediction_id", "input_ref", "inputs", "features", "model_version", "prompt_version", "output", "score",
    "propensity", "passages", "reviewer", "user", "trace", "latency", "cost", "feedback",
]  # fmt: skip
"""What each record of a log may hold."""
Optimizer = Literal["adamw", "adam", "adam8bit", "sgd", "adafactor"]
Ingress = Literal["private", "gateway", "public"]
Egress = Literal["none", "allowlist", "open"]
Trigger = Literal["manual", "schedule", "event"]
OnMissing = Literal["default", "last_known", "degrade", "fail", "skip"]
DataCheck = Literal[
    "schema", "types", "ranges", "nulls", "volume", "uniqueness", "freshness", "references", "distribution", "anomaly",
    "size", "encoding", "injection", "nan", "provenance", "signature", "licence", "duplicates",
]  # fmt: skip
