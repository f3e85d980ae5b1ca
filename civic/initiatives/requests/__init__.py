"""Requests (wnioski) for a local initiative: who asks, where, what residents give and what the city is asked for."""
