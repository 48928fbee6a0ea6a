"""WI8xx: audit, and what is left behind."""
