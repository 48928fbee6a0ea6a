"""Documents as they would be deployed: modules called, expressions evaluated, overlays applied."""
