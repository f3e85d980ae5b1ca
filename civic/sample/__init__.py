"""The sample city Miłogród: one source for the demonstration, for tests and for load."""
