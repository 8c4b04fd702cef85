"""What can be seen more than once: one file per thing."""
