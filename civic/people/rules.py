"""When an account may be made, confirmed, used."""
