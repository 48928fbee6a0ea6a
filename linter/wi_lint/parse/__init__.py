"""Text to located trees: syntax only, no meaning, and never an exception."""
