"""Cairn, a study-group bot for Discord and Slack."""

__version__ = "0.2.0"
"""The one place in which the version stands; the package, `--version` and `check` tell it."""
