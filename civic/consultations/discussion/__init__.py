"""The discussion under a consultation: threaded comments, the office's answers, moderation with visible traces."""
