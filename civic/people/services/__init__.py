"""Everything that changes people: ``accounts`` by their owners, ``mailbox`` what waits for mails, ``office`` roles and units."""
