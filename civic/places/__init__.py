"""Places: areas (the city, its districts, their estates), address points, and "which area is this point in?".

An area's ``code`` is its name for the program (``stare-miasto``): unique, and what other features refer to.
"""
