"""What a component keeps, for how long, who may read it, and how it comes back after a loss."""

from __future__ import annotations

from typing import Literal

from workbench.design.references import ComponentRef, ModelRef, WhoRef
from workbench.design.scalars import Count, Day, Duration, Flag, Fraction, Many, Name, Number, Size, Throughput
from workbench.design.spec import Spec, said, some
from workbench.design.words import DataClass


class Backup(Spec):
    """How a store is copied away and brought back."""

    every: Duration | None = said("Time between backups.", "1 h")
    lag: Duration | None = said("Time until a backup is complete elsewhere.", "10 min")
    to: ComponentRef | None = said("Where backups are kept.", "backup_vault")
    restore: Throughput | None = said("Speed of restoring.", "200 MB/s")
    provision: Duration | None = said("Time to stand up an empty replacement.", "10 min")
    rebuild: Duration | None = said("Time to rebuild what is derived, such as an index.", "83 min")
    tested: Day | None = said("Date of the last restore that was tried.", "2026-09-01")


class Access(Spec):
    """Who may read or write."""

    default: Literal["deny", "allow"] | None = said("What an unnamed reader gets.", "deny")
    readers: Many[WhoRef] = some("Who may read.", "[trainer, feature_drift]")


class Encryption(Spec):
    """Encryption at rest."""

    at_rest: Flag | None = said("Contents are encrypted.", "true")
    key_owner: Literal["us", "customer", "provider"] | None = said("Who holds the key.", "us")


class Keeping(Spec):
    """Fields of a component about the data it keeps."""

    retention: Duration | None = said("How long entries are kept.", "400 d")
    version_retention: Duration | None = said("How long old versions stay readable.", "2 years")
    retained_versions: Count | None = said("Old versions kept ready.", "3")
    size: Size | None = said("Space provided.", "32.4 TB")
    copies: Count | None = said("Replicas of every byte.", "3")
    compression: Number | None = said("Raw bytes over stored bytes.", "4")
    classes: Many[DataClass] = some("Data classes it is approved to hold.", "[pii_quasi, confidential]")
    access: Access | None = said("Who may read.", "{default: deny, readers: [trainer]}")
    encryption: Encryption | None = said("Encryption at rest.", "{at_rest: true, key_owner: us}")
    immutable: Flag | None = said("Entries cannot be changed or removed before their time.", "true")
    idempotent: Flag | None = said("Writing the same entry twice changes nothing.", "true")
    dedup_key: Name | None = said("Field by which repeats are recognised.", "transaction_id")
    watermark: Duration | None = said("How long a stream step waits for late events.", "10 s")
    rpo: Duration | None = said("Most data, in time, that may be lost.", "5 min")
    rto: Duration | None = said("Most time until it works again.", "1 h")
    backup: Backup | None = said("Backups and restoring.", "{every: 1 h, restore: 200 MB/s}")
    embedded_by: ModelRef | None = said("Model (with its version) whose vectors it holds or makes.", "embedder")
    vectors: Count | None = said("Vectors held, at the planning horizon.", "10M")
    dimensions: Count | None = said("Length of one vector.", "1536")
    bytes_per_value: Number | None = said("Bytes of one vector component.", "4")
    links: Count | None = said("Graph links of a vector (HNSW M).", "16")
    on_disk: Flag | None = said("Vectors are read from disk, so that memory need not hold them all.", "true")
    nodes: Count | None = said("Machines the index is spread over.", "3")
    search_recall: Fraction | None = said("Share of true neighbours the index returns.", "95%")
    blue_green: Flag | None = said("A new version is built beside the old one and switched by alias.", "true")
