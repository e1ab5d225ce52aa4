"""What Cairn costs beside its floors: the same work done by the bare libraries, in the same run (docs/performance.md)."""
