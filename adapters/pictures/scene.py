"""The measures that all pictures share."""

WIDTH, MARGIN = 340, 16
ROOM = WIDTH - 2 * MARGIN
"""The width that is drawn on."""
TEXT, SMALL = 14.5, 13.5
"""Sizes of letters. A phone shows a picture at about its own size, or a little smaller."""
