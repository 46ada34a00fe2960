"""Which requests leave first."""

# Pages before what hangs on them: a run that is cut short has the reports.
PRIORITIES = {
    "listing": 30,
    "vanished": -10,
    "api": 25,
    "report": 20,
    "postmeta": 10,
    "attachment": 5,
    "requisite": 0,
}
LEFT_OVER = 50  # more: what the last run did not reach
