"""What several rules ask alike, and the data that they judge by."""
