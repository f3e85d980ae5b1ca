"""Answers (odpowiedzi): each remark gets a decision with reasons, drafted by one officer and approved by another."""
