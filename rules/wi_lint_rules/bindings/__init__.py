"""WI2xx: who may act as whom: bindings and their members."""
