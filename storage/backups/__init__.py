"""Backups of a whole database: made while the bot runs, read back and compared, and put back."""
