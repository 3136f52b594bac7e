"""What someone or something may do, as references rather than words."""

from __future__ import annotations

from workbench.design.references import ComponentRef, KeeperRef
from workbench.design.scalars import Count, Flag, Many
from workbench.design.spec import Spec, said, some


class Rights(Spec):
    """Rights of a person, a team or an identity."""

    reads: Many[KeeperRef] = some("What it may read.", "[online_store]")
    writes: Many[KeeperRef] = some("What it may write or push to.", "[decision_log]")
    calls: Many[ComponentRef] = some("What it may call.", "[rules]")
    administers: Many[KeeperRef] = some("What it may configure, grant rights on or delete.", "[registry]")
    wildcards: Count | None = said("Rights it holds on everything of a kind.", "0")
    just_in_time: Flag | None = said("Rights are granted on request and for a time only.", "true")
