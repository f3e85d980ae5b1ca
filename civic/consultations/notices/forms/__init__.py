"""Forms of consultations: what the office writes and residents ask for."""
