"""What a browser made of the layout of a cell or a page: words that it broke, and what it cut off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Frame, Page

# A word of Latin letters is in one line, and so are a value and a unit as a whole. What is scrolled is not cut.
_FAULTS = r"""
(room) => {
  const faults = [], edge = room.getBoundingClientRect();
  const texts = document.createTreeWalker(room, NodeFilter.SHOW_TEXT), range = document.createRange();
  const sticksOut = ({ left, right }) => left < edge.left - 1 || right > edge.right + 1;
  while (texts.nextNode()) {
    const node = texts.currentNode, parent = node.parentElement;
    if (!parent.checkVisibility() || parent.closest("svg, style, option, template")) continue;
    const words = parent.closest(".unit, .whole, .big") ? /\S(?:.*\S)?/gsu : /[\p{Script=Latin}\p{N}%]+/gu;
    for (const { 0: word, index } of node.data.matchAll(words)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
      if (boxes.some(({ top }) => top > boxes[0].bottom - 2)) faults.push(`broken: ${word}`);
      if (!parent.closest(".wide") && boxes.some(sticksOut)) faults.push(`cut: ${word}`);
    }
  }
  for (const each of room.querySelectorAll("input, button, select, svg")) {
    const box = each.getBoundingClientRect();
    if (!each.checkVisibility() || each.closest(".wide")) continue;
    if (sticksOut(box) || box.width < 10) faults.push(`cut: a ${each.tagName} of ${Math.round(box.width)} pixels`);
    if (each.type === "text" && each.scrollWidth > each.clientWidth + 1) faults.push(`cut: ${each.value}`);
    if (each.type === "range" && box.width < 60) faults.push(`short: a slider of ${Math.round(box.width)} pixels`);
  }
  for (const { clientWidth } of room.querySelectorAll(".track")) {
    if (clientWidth < 40) faults.push(`short: a bar of ${clientWidth} pixels`);
  }
  return faults;
}
"""


def faults(place: Page | Frame, selector: str) -> list[str]:
    """What is broken or cut in the first of the elements that a selector finds."""
    found: Any = place.locator(selector).first.evaluate(_FAULTS)
    return [str(each) for each in found]
