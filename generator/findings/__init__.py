"""What a finding is, and how it is shown to people and to programs."""
