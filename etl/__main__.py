import atexit
import gc

# A run makes some hundred thousand lists of cells and throws few away: looking for circles among them
# after every 700 took a tenth of its time, and once more before the process ends as much again.
gc.set_threshold(100_000, 20, 20)
atexit.register(gc.freeze)

from etl.cli import app  # noqa: E402

app(prog_name="python -m etl")
