"""Every colour of the picture, light and dark, and the colour family of every section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from workbench.diagram.picture import Severity, Tone

ThemeName = Literal["light", "dark"]

FAMILY = "'Inter Workbench', Inter, 'Segoe UI', system-ui, -apple-system, Roboto, 'Helvetica Neue', sans-serif"


@dataclass(frozen=True, slots=True)
class Tint:
    """The colours of one section: strong for the stripe, soft for the block, line for its border."""

    strong: str
    soft: str
    line: str
    tile: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme."""

    name: ThemeName
    page: str
    card: str
    card_line: str
    ink: str
    muted: str
    strong: str
    flow: str
    quiet: str
    label: str
    icon_tile: str
    shadow: str
    bad: str
    accent: str
    ghost: str
    ghost_fill: str
    on_badge: str
    severity: dict[Severity, str]
    tone: dict[Tone, str]
    tints: dict[str, Tint]

    def tint(self, section: str) -> Tint:
        """Return the colours of a section by its id; an unknown id gets one of the same families.

        What stands after a bar tells sections of one family apart.
        """
        family = section.partition("|")[0]
        return self.tints[FAMILIES.get(family, _SPARE[sum(map(ord, section)) % len(_SPARE)])]


FAMILIES = {
    "outside": "slate",
    "people": "slate",
    "data": "blue",
    "ingestion": "blue",
    "labels": "cyan",
    "features": "teal",
    "training": "violet",
    "evaluation": "indigo",
    "serving": "pink",
    "experimentation": "purple",
    "llm": "purple",
    "monitoring": "orange",
    "drift": "amber",
    "retraining": "violet",
    "rollback": "red",
    "privacy": "green",
    "security": "slate",
    "reliability": "cyan",
    "cost": "green",
    "responsible_ai": "green",
    # Zones of the privacy view.
    "zone": "slate",
    "zone:internal": "blue",
    "zone:restricted": "green",
    "zone:dmz": "amber",
    "zone:dev": "violet",
    "zone:staging": "violet",
    "zone:partner": "purple",
    "zone:public": "slate",
    "zone:third_party": "orange",
}
_SPARE = ("blue", "teal", "violet", "orange", "green", "cyan", "indigo", "purple")

# strong, soft, line, tile: once for paper, once for the dark page.
_TINTS = {
    "slate": (("#617086", "#f6f7f9", "#d5dae2", "#e8ebf0"), ("#8b9bb0", "#161d27", "#2b3644", "#243041")),
    "blue": (("#2c6ad9", "#f2f6fe", "#c3d6fa", "#dfe9fd"), ("#5b93f5", "#111d31", "#203a66", "#1b3056")),
    "cyan": (("#0c779b", "#eff8fb", "#b7dfec", "#d8eff6"), ("#38b4dc", "#0f2230", "#1b4459", "#17394b")),
    "teal": (("#0b7d6e", "#eff8f6", "#b5ded7", "#d5eeea"), ("#2fc4ae", "#0f2425", "#1b4743", "#173a37")),
    "green": (("#337e35", "#f2f8f1", "#c2dfc0", "#dcefdb"), ("#63c266", "#13231a", "#26472d", "#1f3a26")),
    "violet": (("#7c3fe0", "#f7f3fe", "#d9c8f8", "#e9dffc"), ("#a57cf5", "#1b1830", "#392d63", "#2f2653")),
    "indigo": (("#4a55d1", "#f3f4fd", "#c9cdf5", "#e0e3fb"), ("#8089f0", "#161a31", "#2b3266", "#252b55")),
    "purple": (("#a437c9", "#fbf3fd", "#e6c6f1", "#f3def9"), ("#cf7bee", "#22162a", "#49285a", "#3c214a")),
    "pink": (("#cc2876", "#fef3f8", "#f6c6dc", "#fbdcea"), ("#f06ba8", "#271522", "#562744", "#461f38")),
    "red": (("#c54131", "#fdf4f2", "#f2cbc5", "#fadfdb"), ("#f08475", "#281717", "#562c2a", "#452423")),
    "orange": (("#b4540b", "#fcf6f0", "#eed2b8", "#f8e4d3"), ("#ec9346", "#251b13", "#503621", "#412c1b")),
    "amber": (("#936800", "#fbf8ee", "#e8d9ab", "#f5ebcd"), ("#d9ab3b", "#231e12", "#4a3d1d", "#3c3218")),
}

LIGHT = Theme(
    name="light",
    page="#ffffff",
    card="#ffffff",
    card_line="#d3dae4",
    ink="#16202e",
    muted="#5b6778",
    strong="#465468",
    flow="#6d7b8f",
    quiet="#9aa6b6",
    label="#ffffff",
    icon_tile="none",
    shadow="#1f2f46",
    bad="#c62222",
    accent="#0a66c2",
    ghost="#a56300",
    ghost_fill="#fffdf8",
    on_badge="#ffffff",
    severity={"blocker": "#c62222", "major": "#a86500", "minor": "#5b6778"},
    tone={"plain": "#16202e", "good": "#1d7a3c", "warn": "#a86200", "bad": "#c62222"},
    tints={k: Tint(*light) for k, (light, _) in _TINTS.items()},
)

DARK = Theme(
    name="dark",
    page="#0e141b",
    card="#18212c",
    card_line="#2e3b4b",
    ink="#eef2f7",
    muted="#9fadbf",
    strong="#b4c1d2",
    flow="#8d9cb0",
    quiet="#64748a",
    label="#0e141b",
    icon_tile="#eef2f7",
    shadow="none",
    bad="#ff6b6b",
    accent="#5caeff",
    ghost="#f5b04a",
    ghost_fill="#1c1a16",
    on_badge="#10151c",
    severity={"blocker": "#ff6b6b", "major": "#f5b04a", "minor": "#9fadbf"},
    tone={"plain": "#eef2f7", "good": "#5fd08a", "warn": "#f5b04a", "bad": "#ff7b7b"},
    tints={k: Tint(*dark) for k, (_, dark) in _TINTS.items()},
)

THEMES: dict[str, Theme] = {"light": LIGHT, "dark": DARK}
