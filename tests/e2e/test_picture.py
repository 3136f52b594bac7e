"""The live picture under the hand: what is clicked leads to its line, what is zoomed stays zoomed, looks change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.room import Room

if TYPE_CHECKING:
    from playwright.sync_api import Locator

pytestmark = pytest.mark.e2e


def stage(room: Room) -> Locator:
    """Return the field the picture stands in."""
    return room.page.locator(".stage")


def window(room: Room) -> list[float]:
    """Return which part of the picture is seen: left, top, width, height."""
    return [float(n) for n in str(room.page.locator(".stage svg").get_attribute("viewBox")).split()]


def test_a_flow_leads_to_its_line(room: Room) -> None:
    """A click on the words of a flow puts the cursor on the line that states it, and marks the gap it is part of."""
    room.start()
    room.page.locator(".stage text").filter(has_text="no agreement").click()
    room.until(lambda: room.line.strip().startswith("- shoppers -> gateway -> fraud_api"))
    assert room.page.locator(".gap.touched").filter(has_text="Personal data leaves").count() == 1


def test_a_missing_part_leads_to_its_gap(room: Room) -> None:
    """A click on a dashed card outlines it and marks the gap that would fill it."""
    room.start()
    room.page.locator(".wb-ghost").filter(has_text="simple baseline").click()
    room.until(lambda: len(room.chosen) == 1)
    assert next(iter(room.chosen)).startswith("ghost:")
    assert room.page.locator(".gap.touched").filter(has_text="No baseline to beat").is_visible()


def test_a_mark_leads_to_its_component(room: Room) -> None:
    """A click on a badge in the gutter of the editor outlines on the picture what its gap touches."""
    room.start()
    room.page.locator(".cm-marks .mark[title*='The latency promise cannot hold']").click()
    room.until(lambda: {"fraud_api", "redis"} <= room.chosen)
    assert room.page.locator(".gap.chosen").filter(has_text="The latency promise cannot hold").is_visible()


def test_it_is_moved_and_zoomed_by_keyboard(room: Room) -> None:
    """Plus, arrows and 0 zoom in, move and show all again; a new picture keeps what is looked at."""
    room.start()
    whole = window(room)
    stage(room).focus()
    for _ in range(3):
        room.page.keyboard.press("+")
    near = window(room)
    assert near[2] < whole[2] * 0.7
    room.page.keyboard.press("ArrowRight")
    moved = window(room)
    assert moved[0] > near[0]
    assert moved[2] == pytest.approx(near[2])
    with room.new_picture():
        room.replace("replicas: 1", "replicas: 3")
    assert window(room)[2] == pytest.approx(moved[2])
    stage(room).focus()
    room.page.keyboard.press("0")
    assert window(room)[2] == pytest.approx(whole[2])


def test_it_is_moved_and_zoomed_by_mouse(room: Room) -> None:
    """The wheel zooms at the pointer, a drag moves and chooses nothing."""
    room.start()
    whole, box = window(room), stage(room).bounding_box()
    assert box
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    room.page.mouse.move(*middle)
    room.page.mouse.wheel(0, -400)
    room.until(lambda: window(room)[2] < whole[2] * 0.8)
    near = window(room)
    room.page.mouse.down()
    room.page.mouse.move(middle[0] - 90, middle[1], steps=4)
    room.page.mouse.up()
    assert window(room)[0] > near[0]
    assert room.chosen == set()


def test_a_component_is_reached_by_keyboard(room: Room) -> None:
    """Tab goes from card to card, Enter leads to the line."""
    room.start()
    room.page.locator('.wb-card[data-id="redis"]').focus()
    room.page.keyboard.press("Enter")
    room.until(lambda: room.line.strip().startswith("redis:"))


def test_view_and_cloud_change_the_picture(room: Room) -> None:
    """The serving view leaves the training path out; another cloud names its products; a reload begins anew."""
    room.start()
    with room.new_picture():
        room.page.get_by_role("button", name="Serving", exact=True).click()
    room.until(lambda: room.page.locator('.wb-card[data-id="databricks"]').count() == 0)
    assert room.page.locator('.wb-card[data-id="fraud_api"]').is_visible()
    with room.new_picture():
        room.page.get_by_label("Products of").select_option(label="AWS")
    room.until(lambda: "SageMaker" in room.picture)
    with room.new_picture():
        room.page.get_by_role("button", name="Frame").click()
    assert "redrawn for AWS" in room.picture
