"""People: residents with an account [mieszkaniec], office units [wydział, referat, biuro] and the roles given to people.

An account is made only when its mailbox has answered. Taking part rests on a public task, not on consent
(polish-rules 1.6), so an account keeps a name, an e-mail address and nothing else.
"""
