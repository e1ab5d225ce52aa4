"""Ranges such as 1–3."""

DASH = "–\N{WORD JOINER}"
"""No line ends behind it."""
