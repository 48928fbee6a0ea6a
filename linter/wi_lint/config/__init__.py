"""The configuration of a repository: one TOML file, checked against a published schema."""
