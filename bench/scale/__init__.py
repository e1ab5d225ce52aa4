"""A thousand workspaces on a Monday at six: how soon one, two and four workers have queued and sent it all (docs/load.md)."""
