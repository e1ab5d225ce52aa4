"""Discord: imported only when that platform runs. `gateway` hears, `sender` speaks, `commands` says what can be typed."""
