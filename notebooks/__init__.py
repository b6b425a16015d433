"""The lessons, their solutions with the checks of the exercises, and what publishes them."""
