"""Results to output. Every renderer is a function from a report to text."""
