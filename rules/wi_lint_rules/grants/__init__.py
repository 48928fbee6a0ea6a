"""WI4xx: the roles that identities hold."""
