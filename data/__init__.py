"""The embedded world: the data of the nano profile, the generator that makes them, and the model."""
