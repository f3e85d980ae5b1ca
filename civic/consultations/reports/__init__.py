"""The report (raport z konsultacji): all remarks with their answers, for everybody, without anybody's personal data."""
