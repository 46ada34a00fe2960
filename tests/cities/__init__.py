"""Report pages of other cities, in designs that no reader knows; places and figures are made up."""
