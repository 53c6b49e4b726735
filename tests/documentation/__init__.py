"""The manual: its pages agree with each other and with the code, and its commands run."""
