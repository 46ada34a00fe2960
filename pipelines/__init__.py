"""Annual reports read out of captures."""
