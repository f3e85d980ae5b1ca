"""The consultation and its notice (ogłoszenie): regime, territory, calendar, forms, order, publication, phases."""
