"""What the page may say to the server: one bounded message, typed before anything is done with it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MOST_TEXT = 4_000_000
"""Characters of a text that is still kept; eight times what can be reviewed, so that no paste is lost."""

Short = Annotated[str, Field(max_length=200)]
Deed = Literal["open", "upload", "switch", "rename", "remove", "insert", "offers", "download", "here"]


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Ask(_Said):
    """Something to do beyond keeping the text; `what` and `which` name the thing it is done to."""

    do: Deed
    what: Short = ""
    which: Short = ""
    text: Annotated[str, Field(max_length=MOST_TEXT)] = ""


class Said(_Said):
    """One message of one open page.

    `page` is the page, `seq` counts its messages; `epoch` is the last text of the server's own making that it has
    taken over; `draft` and `version` say what it edits, and `text` (None for unchanged) what stands in its editor;
    the last four before `ask` say how the picture is to look.
    """

    page: Short
    seq: Annotated[int, Field(ge=0)]
    epoch: Annotated[int, Field(ge=0)] = 0
    draft: Short = ""
    version: Annotated[int, Field(ge=0)] = 0
    text: Annotated[str | None, Field(max_length=MOST_TEXT)] = None
    theme: Literal["light", "dark"] = "light"
    frame: bool = False
    view: Short = ""
    cloud: Short = ""
    ask: Ask | None = None


def said_of(value: object) -> Said | None:
    """Type a message; None when it is not one of ours."""
    if not isinstance(value, dict):
        return None
    try:
        return Said.model_validate(value)
    except ValidationError:
        return None
