"""WI6xx: the way to the metadata server and to Google."""
