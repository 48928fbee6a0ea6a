"""WI7xx: sharing and impersonation across projects."""
