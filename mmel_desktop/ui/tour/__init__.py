"""The guided tour: leads a newcomer through the demo session to a planted failure and its report."""
