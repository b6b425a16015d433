"""The lessons, their solutions with the exercises' checks, and what publishes them."""
