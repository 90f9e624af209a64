"""What must hold between records: rules, each beside the codes of its findings."""
