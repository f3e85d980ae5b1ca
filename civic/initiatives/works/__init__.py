"""The work itself: hours logged, things lent and returned, settlement, termination, the public register."""
