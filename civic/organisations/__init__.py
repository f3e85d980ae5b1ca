"""Organisations (organizacje pozarządowe) and the people who may speak in their name."""
