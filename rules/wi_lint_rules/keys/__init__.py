"""WI5xx: keys and tokens."""
