"""Documents to facts: what resources say, and no relations between them."""
