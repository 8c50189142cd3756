"""The record: a session file that keeps the case, its audit trail and the means to check both."""
