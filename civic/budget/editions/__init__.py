"""Editions (edycje): the rules, the calendar and the status of one year of the participatory budget.

The rules are one typed, versioned document: every save is a new version, and when voting is opened they
are frozen and hashed. Profiles give the rules of real cities as a start. Phases are computed from the
calendar.
"""
