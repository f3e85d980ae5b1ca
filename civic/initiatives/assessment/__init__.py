"""From the request's arrival to the decision: formal check, call to complete, forwarding, the Team's scores, minutes."""
