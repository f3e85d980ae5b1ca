"""Civic: participatory budgets, public consultations and local initiatives of a Polish city."""
