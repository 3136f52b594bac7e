"""Pictures to draw in tests: small, usual, large and hostile ones, written in a short notation."""

from __future__ import annotations

from itertools import pairwise

from workbench.diagram.picture import (
    Badge,
    Edge,
    EdgeStyle,
    GapRow,
    Lane,
    Node,
    Picture,
    Section,
    Severity,
    Stat,
)

LANE: dict[str, Lane] = {
    "outside": "outside",
    "ingestion": "offline",
    "labels": "offline",
    "features": "offline",
    "training": "offline",
    "evaluation": "offline",
    "serving": "online",
    "llm": "online",
    "experimentation": "online",
    "monitoring": "watchers",
    "drift": "watchers",
    "retraining": "watchers",
    "rollback": "watchers",
    "privacy": "watchers",
    "security": "watchers",
}
_SEVERITY: dict[str, Severity] = {"!": "blocker", "^": "major", "o": "minor"}
_ARROWS: dict[str, EdgeStyle] = {
    "=>": "call",
    "->": "data",
    "~>": "watch",
    "+>": "deploy",
    "<>": "feedback",
    "?>": "ghost",
}


def _badges(text: str) -> tuple[Badge, ...]:
    return tuple(Badge(int(t[1:]), _SEVERITY[t[0]]) for t in text.split())


def _node(line: str, section: str) -> Node:
    """`id | fact | product or glyph | badges`; a leading `+` makes a ghost."""
    name, fact, icon, marks = (p.strip() for p in (line + "|||").split("|")[:4])
    ghost = name.startswith("+")
    name = name.lstrip("+")
    return Node(
        id=name.replace(" ", "_"),
        title=name,
        section=section,
        fact=fact,
        icon=icon if "/" in icon else None,
        glyph="" if "/" in icon else icon,
        ghost=ghost,
        badges=_badges(marks),
        hover=f"{name}: {fact}",
        path=f"{section}.components.{name}",
    )


def _edge(line: str, number: int) -> Edge:
    """`source -> target | label | badges`; a leading `!` breaks a rule."""
    ends, label, marks = (p.strip() for p in (line + "||").split("|")[:3])
    source, arrow, target = ends.lstrip("! ").split()
    return Edge(
        id=f"f{number:03d}",
        source=source,
        target=target,
        label=label,
        style=_ARROWS[arrow],
        broken=ends.startswith("!"),
        badges=_badges(marks),
        path=f"flows[{number}]",
    )


def build(title: str, sections: dict[str, str], flows: str, **rest: object) -> Picture:
    """Build a picture from `{"section": "id | fact | ..."}` and one flow a line."""
    nodes = [_node(ln, s) for s, text in sections.items() for ln in text.strip().splitlines() if ln.strip()]
    edges = [_edge(ln, i) for i, ln in enumerate(flows.strip().splitlines()) if ln.strip()]
    heads = tuple(Section(s, s.replace("_", " ").capitalize(), LANE[s]) for s in sections)
    return Picture(title=title, sections=heads, nodes=tuple(nodes), edges=tuple(edges), **rest)  # type: ignore[arg-type] # keyword pass-through


STRIP = (
    Stat("Coverage", "61 fair"),
    Stat("Readiness", "R1"),
    Stat("Limited by", "operation"),
    Stat("Blockers", "3", "bad"),
    Stat("Contradicted", "1", "bad"),
)


def _gap(number: int, severity: Severity, title: str, *lines: str, place: str = "") -> GapRow:
    return GapRow(number, severity, title, lines, place)


FRAUD_GAPS = (
    _gap(1, "blocker", "p99 cannot hold", "request path sums to 118 ms at p99.8", "stated 100 ms", place="line 61"),
    _gap(2, "blocker", "Trains and serves differently", "history_features: daily, online: stream", place="line 44"),
    _gap(3, "blocker", "Personal data leaves the EU", "authorisations → device_graph", "no redactor", place="line 88"),
    _gap(4, "major", "Gate without a reject rate", "schema_gate has no monitor", place="line 23"),
    _gap(5, "major", "No quarantine", "rejected records vanish", place="line 23"),
    _gap(6, "major", "No baseline", "gain has no reference", place="evaluation"),
    _gap(7, "major", "Drift alarm below its noise", "PSI 0.1 needs n ≥ 339, has 200", place="line 97"),
    _gap(8, "major", "Quality seen too late", "36 d to detect, budget gone in 4 h", place="monitoring"),
)  # fmt: skip


def fraud() -> Picture:
    """The card-payment design the hand-drawn picture shows."""
    sections = {
        "outside": "pos | terminals · 3.5k/s | terminal\ndevice_graph | vendor · US | globe | !3",
        "ingestion": """
            auth_stream | Event Hubs · 20k/s | azure/event-hubs
            schema_gate | validator | shield | ^4
            raw_lake | Data Lake · 400 d | azure/data-lake-storage
            chargebacks | 45 d delay | azure/data-factory
            +quarantine | data-quarantine | | ^5
        """,
        "features": """
            velocity_features | Stream Analytics | azure/stream-analytics
            online_store | Redis · p99 4 ms | azure/cache-for-redis
            history_features | Databricks · daily | azure/databricks | !2
            offline_store | Synapse | azure/synapse-analytics
            label_join | matures at 45 d | merge
        """,
        "training": """
            trainer | Azure ML · weekly | azure/machine-learning
            offline_eval | time split, n = 1.6M | chart
            registry | keeps 3 versions | azure/machine-learning
            +baseline | evaluation-baseline | | ^6
        """,
        "serving": """
            gateway | API Management | azure/api-management
            decision | AKS · 12 × 3 zones | azure/kubernetes-service | !1
            rules | fallback | rules
            review_desk | 4k cases a day | person
        """,
        "monitoring": """
            decline_rate | > 0.40% · 10 min | azure/monitor
            feature_drift | PSI 0.1 · n = 200 | azure/monitor | ^7
            +quality monitor | monitoring-quality-lag | | ^8
            fraud_oncall | pager | bell
        """,
        "rollback": "model_alias | alias switch · 4 min | undo",
    }
    flows = """
        pos => gateway | authorise
        gateway => decision | 90 ms
        decision => rules | on timeout
        decision => review_desk | in doubt
        ! decision => device_graph | device_id, ip (pii) · leaves EU | !3
        auth_stream -> schema_gate
        schema_gate -> raw_lake
        schema_gate -> velocity_features
        schema_gate ?> quarantine | rejects
        raw_lake -> history_features
        velocity_features -> online_store
        history_features -> offline_store
        chargebacks -> label_join
        label_join -> trainer
        offline_store -> trainer
        trainer -> offline_eval
        offline_eval -> registry
        baseline ?> offline_eval
        online_store -> decision | features, age ≤ 5 s
        registry +> decision | deploy, canary 5% × 2 h
        decision ~> decline_rate
        decision ~> feature_drift
        decline_rate ~> fraud_oncall
        feature_drift ~> fraud_oncall
        quality_monitor ?> model_alias
        decline_rate ~> model_alias | triggers
    """
    return build(
        "Card-payment fraud screening",
        sections,
        flows,
        subtitle="design.yaml · senior · as of 2026-11-23",
        gaps=FRAUD_GAPS,
        strip=STRIP,
        hidden_gaps=9,
        notes=("Worth most: redact device_id and ip (+6), one transform for both stores (+5)",),
    )  # fmt: skip


def rag() -> Picture:
    """A retrieval-augmented assistant of 25 components."""
    sections = {
        "outside": "employees | 9k users · SSO | people\nvendor_llm | EU region · 99.9% | azure/openai",
        "ingestion": """
            sharepoint | 2.1M documents | azure/blob-storage
            crawler | every 15 min | azure/functions
            pii_scrubber | names, ids | redact | ^2
            chunker | 400 tokens, overlap 60 | scissors
            embedder | text-embedding-3, 1536 d | azure/machine-learning
        """,
        "evaluation": """
            golden_set | 420 questions, 3 graders | check
            eval_run | faithfulness, nDCG | azure/machine-learning
            +red_team | llm-red-team | | !1
        """,
        "llm": """
            gateway | API Management | azure/api-management
            orchestrator | AKS · 6 × 3 zones | azure/kubernetes-service
            input_guard | jailbreak, topic | shield
            retriever | hybrid, k = 40 | magnifier
            vector_index | 12M vectors · ACL in query | azure/ai-search | ^3
            reranker | cross-encoder, top 6 | ranking
            prompt_store | versioned | book
            answer_guard | grounding ≥ 0.7 | shield
            semantic_cache | TTL 1 h | azure/cache-for-redis | o5
            citations | passage ids | book
        """,
        "monitoring": """
            trace_store | 30 d, redacted | azure/monitor
            groundedness | below 0.8 · 1 h | azure/monitor
            token_spend | above 20k USD/month | coin
            +feedback_loop | llm-feedback | | ^4
        """,
        "rollback": "prompt_rollback | 2 min | undo\nllm_oncall | pager | bell",
    }
    flows = """
        employees => gateway | ask
        gateway => orchestrator | 8 s
        orchestrator => input_guard
        orchestrator => retriever | question
        retriever => vector_index | k = 40
        retriever => reranker
        orchestrator => semantic_cache
        prompt_store -> orchestrator | v14
        ! orchestrator => vendor_llm | passages · unredacted | ^2
        orchestrator => answer_guard | draft
        answer_guard => citations
        sharepoint -> crawler
        crawler -> pii_scrubber
        pii_scrubber -> chunker
        chunker -> embedder
        embedder -> vector_index | nightly
        golden_set -> eval_run
        red_team ?> eval_run
        eval_run +> prompt_store | gate
        orchestrator ~> trace_store
        answer_guard ~> groundedness
        gateway ~> token_spend
        trace_store -> golden_set | sampled
        groundedness ~> llm_oncall
        token_spend ~> llm_oncall
        groundedness ~> prompt_rollback | triggers
        prompt_rollback +> prompt_store
        feedback_loop ?> golden_set
    """
    gaps = (
        _gap(1, "blocker", "No red-team run", "nothing attacks the prompt before release", place="evaluation"),
        _gap(2, "major", "Passages leave unredacted", "orchestrator → vendor_llm", place="line 71"),
        _gap(3, "major", "Index lags its sources", "nightly, stated freshness 1 h", place="line 40"),
        _gap(4, "major", "Answers are never marked", "no thumbs, no sampling", place="monitoring"),
        _gap(5, "minor", "Cache ignores identity", "semantic_cache has no key by group", place="line 66"),
    )
    title, below = "Policy assistant for 9,000 employees", "design.yaml · staff"
    return build(title, sections, flows, subtitle=below, gaps=gaps, strip=STRIP[:4])


def sketch() -> Picture:
    """Ten components without flags: what the first ten lines draw."""
    sections = {
        "outside": "app",
        "ingestion": "events\nwarehouse",
        "features": "features\nonline_store",
        "training": "trainer\nregistry",
        "serving": "gateway\nranker",
        "monitoring": "ctr_monitor",
    }
    flows = """
        app => gateway
        gateway => ranker
        app -> events
        events -> warehouse
        warehouse -> features
        features -> trainer
        features -> online_store
        online_store -> ranker
        trainer -> registry
        registry +> ranker
        ranker ~> ctr_monitor
    """
    return build("Feed ranking, first sketch", sections, flows)


def one() -> Picture:
    """A single component."""
    return build("One box", {"serving": "model | somewhere"}, "")


def empty() -> Picture:
    """Nothing declared yet."""
    return Picture(title="Nothing yet")


HOSTILE = (
    '"><script>alert(1)</script>',
    "</TABLE>",
    "%%{init: {'theme':'dark'}}%%",
    "../../x",
    "<b>bold</b>",
    'quo"te\\',
    "line\nbreak",
    "end",
    "click a href",
    "javascript:alert(1)",
    "مرحبا بالعالم",
    "\u202eevil\u202c",
    "👩‍🚀 rocket 🚀",
    "\x00\x07bell]]>",
    "a" * 300,
    "漢字の名前",
    "&amp; &lt; &#x26;",
    "]; A-->B; [",
)


def hostile() -> Picture:
    """Labels that try to break out of every format, in every place a label can stand."""
    nodes = tuple(
        Node(f"n{i}", t, "serving" if i % 2 else "drift", fact=t, hover=t, path=t, badges=(Badge(i, "minor"),))
        for i, t in enumerate(HOSTILE)
    )
    weird = (Node('x"><y', "same", "serving"), Node("x end", "same", "serving", icon="../../etc/passwd"))
    edges = tuple(Edge(f"e{i}", f"n{i}", f"n{i + 1}", label=t, hover=t) for i, t in enumerate(HOSTILE[:-1]))
    return Picture(
        title=HOSTILE[0],
        subtitle=HOSTILE[1],
        sections=(Section("serving", HOSTILE[0], "online"), Section("drift", HOSTILE[2], "watchers")),
        nodes=nodes + weird,
        edges=(*edges, Edge("loop", "n1", "n1", "again"), Edge("to odd", "n0", 'x"><y')),
        gaps=tuple(GapRow(i, "minor", t, (t, t), t, t) for i, t in enumerate(HOSTILE)),
        strip=(Stat(HOSTILE[0], HOSTILE[4], "bad"),),
        notes=HOSTILE,
    )


def platform() -> Picture:
    """A recommendation platform of 60 components, as a platform team would declare it."""
    sections = {
        "outside": """
            shoppers | 40M a month | people
            sellers | 210k shops | people
            ads_exchange | partner · 80 ms | globe
            payment_provider | vendor | globe
        """,
        "ingestion": """
            clickstream | Event Hubs · 90k/s | azure/event-hubs
            order_events | Event Hubs · 3k/s | azure/event-hubs
            catalogue_cdc | change feed | copy
            schema_gate | validator | shield | ^4
            sessioniser | Stream Analytics | azure/stream-analytics
            raw_lake | Data Lake · 2 y | azure/data-lake-storage
            dedup | by event id | funnel
            +quarantine | data-quarantine | | ^5
        """,
        "labels": """
            attribution | 7 d window | clock
            return_join | matures at 30 d | merge
            human_labels | 2k a week | people
            label_store | Synapse | azure/synapse-analytics
        """,
        "features": """
            user_features | Databricks · hourly | azure/databricks
            item_features | Databricks · daily | azure/databricks
            session_features | stream, 10 s | stream
            embeddings | two-tower, 128 d | vectors
            offline_store | Delta · 400 d | layers
            online_store | Redis · p99 3 ms | azure/cache-for-redis | !2
        """,
        "training": """
            sampler | in-batch negatives | sliders
            retrieval_trainer | two-tower · daily | azure/machine-learning
            ranker_trainer | DLRM · 6 h | azure/machine-learning
            tuner | 40 trials | sliders
            registry | keeps 5 versions | azure/machine-learning
        """,
        "evaluation": """
            offline_eval | nDCG@10, slices | chart
            replay | counterfactual, IPS | loop
            fairness_eval | by shop size | scale
            +baseline | evaluation-baseline | | ^6
        """,
        "serving": """
            edge_cdn | Front Door | azure/front-door
            gateway | API Management | azure/api-management
            home_service | AKS · 30 × 3 zones | azure/kubernetes-service | !1
            candidate_gen | ANN, 2k items | vectors
            ann_index | 120M items | azure/ai-search
            ranker | Triton · 16 × A10 | azure/kubernetes-service
            reranker | diversity, caps | ranking
            ads_blender | auction | coin | !3
            result_cache | TTL 60 s | azure/cache-for-redis
            popular_fallback | hourly list | rules
            notification | push, email | send
            exposure_log | all impressions | log
        """,
        "experimentation": """
            assigner | hash of user id | branch
            metrics_job | CUPED · daily | chart
            srm_check | p below 0.001 | check
        """,
        "monitoring": """
            latency_slo | p99 below 180 ms | azure/monitor
            ctr_monitor | below 2.1% · 1 h | azure/monitor
            null_rate | above 2% · 10 min | azure/monitor
            trace_store | App Insights | azure/application-insights
            recs_oncall | pager | bell
        """,
        "drift": """
            feature_drift | PSI 0.2 · n = 50k | drift
            embedding_drift | MMD | drift | o7
            +label_drift | drift-label | | ^8
        """,
        "retraining": "scheduler | daily 02:00 | clock\ndrift_trigger | cooldown 12 h | bolt",
        "rollback": "alias_switch | 90 s | undo\ncanary | 5% × 1 h | gate",
        "privacy": "consent_filter | per purpose | lock\nerasure_job | 30 d | eraser",
    }
    flows = """
        shoppers => edge_cdn | home
        edge_cdn => gateway
        gateway => home_service | 180 ms
        home_service => candidate_gen
        candidate_gen => ann_index | k = 2000
        home_service => ranker | 800 items
        ranker => reranker
        home_service => ads_blender
        ! ads_blender => ads_exchange | user id · no consent | !3
        home_service => result_cache
        home_service => popular_fallback | on timeout
        home_service -> exposure_log
        notification => shoppers
        sellers -> catalogue_cdc | listings
        shoppers -> clickstream | clicks
        payment_provider -> order_events
        clickstream -> schema_gate
        order_events -> schema_gate
        schema_gate -> dedup
        schema_gate ?> quarantine | rejects
        dedup -> raw_lake
        dedup -> sessioniser
        catalogue_cdc -> raw_lake
        sessioniser -> session_features
        raw_lake -> consent_filter
        consent_filter -> user_features
        raw_lake -> item_features
        raw_lake -> attribution
        order_events -> return_join
        attribution -> label_store
        return_join -> label_store
        human_labels -> label_store
        user_features -> offline_store
        item_features -> offline_store
        session_features -> online_store
        offline_store -> online_store | every 1 h
        item_features -> embeddings
        embeddings -> ann_index | nightly
        online_store -> ranker | features, age ≤ 10 s
        label_store -> sampler
        offline_store -> sampler
        sampler -> retrieval_trainer
        sampler -> ranker_trainer
        tuner -> ranker_trainer
        retrieval_trainer -> registry
        ranker_trainer -> registry
        registry -> offline_eval
        offline_eval -> replay
        offline_eval -> fairness_eval
        baseline ?> offline_eval
        registry +> canary | after gate
        canary +> ranker | 5% × 1 h
        gateway -> assigner
        assigner => home_service | variant
        exposure_log -> metrics_job
        metrics_job -> srm_check
        exposure_log -> attribution | impressions
        home_service ~> latency_slo
        home_service ~> trace_store
        ranker ~> ctr_monitor
        online_store ~> null_rate
        latency_slo ~> recs_oncall
        ctr_monitor ~> recs_oncall
        null_rate ~> recs_oncall
        user_features ~> feature_drift
        embeddings ~> embedding_drift
        feature_drift ~> drift_trigger
        label_drift ?> drift_trigger
        drift_trigger -> scheduler
        scheduler +> sampler | daily
        ctr_monitor ~> alias_switch | triggers
        alias_switch +> ranker
        erasure_job -> raw_lake
        erasure_job -> offline_store
        metrics_job <> tuner
    """
    return build(
        "Home feed recommendations",
        sections,
        flows,
        subtitle="design.yaml · staff · as of 2026-11-23",
        gaps=FRAUD_GAPS,
        strip=STRIP,
        hidden_gaps=31,
    )


def large(per_section: int = 4, parts: int = 15) -> Picture:
    """A system of `per_section * parts` components over many sections, wired as such systems are."""
    names = list(LANE)[1 : parts + 1]
    facts = ("p99 12 ms", "hourly · 3 zones", "30 d kept", "n = 200", "PSI 0.1", "weekly", "keeps 3 versions")
    sections = {}
    flows: list[str] = []
    for k, s in enumerate(names):
        ids = [f"{s}_{w}" for w in _WORDS[:per_section]]
        marks = {1: f"^{k + 1}"} if k % 3 == 0 else {}
        rows = [f"{n} | {facts[(k + i) % len(facts)]} | | {marks.get(i, '')}" for i, n in enumerate(ids)]
        if k % 5 == 4:
            rows[-1] = "+" + rows[-1]
        sections[s] = "\n".join(rows)
        arrow = "=>" if LANE[s] == "online" else "->"
        flows += [f"{a} {arrow} {b}" for a, b in pairwise(ids) if b != ids[-1] or k % 5 != 4]
        if per_section > 3:
            flows.append(f"{ids[0]} {arrow} {ids[3]} | {s} rows")
        if k % 5 == 4:
            flows.append(f"{ids[0]} ?> {ids[-1]}")
    for a, b in pairwise(names):
        watch = LANE[b] == "watchers"
        flows.append(f"{a}_{_WORDS[min(1, per_section - 1)]} {'~>' if watch else '->'} {b}_{_WORDS[0]} | {a} to {b}")
        if watch and "serving" in names:
            flows.append(f"serving_{_WORDS[0]} ~> {b}_{_WORDS[min(2, per_section - 1)]}")
    numbers = range(1, 15)
    gaps = tuple(_gap(i, "major", f"Gap number {i}", "one line that says why", place=f"line {i}") for i in numbers)
    title = f"A platform of {per_section * len(names)} components"
    return build(title, sections, "\n".join(flows), gaps=gaps, strip=STRIP, hidden_gaps=26)


_WORDS = ("intake", "worker", "store", "checker", "index", "report", "desk", "gate", "cache", "audit")

ALL = {
    "empty": empty,
    "one": one,
    "sketch": sketch,
    "fraud": fraud,
    "rag": rag,
    "platform": platform,
    "large60": large,
    "hostile": hostile,
}
