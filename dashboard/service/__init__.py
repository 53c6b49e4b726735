"""What keeps the server open to those it is for: who may ask, how long, how many, and the memory of it."""
