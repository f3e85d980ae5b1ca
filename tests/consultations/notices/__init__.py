"""The consultation and its notice."""
