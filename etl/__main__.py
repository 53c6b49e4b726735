import gc
import os

# A run makes some hundred thousand lists of cells and throws few away: looking for circles among them
# after every 700 took a tenth of its time.
gc.set_threshold(100_000, 20, 20)
# numpy comes along with the schemas and is asked nothing: no workers that wait for it
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from etl.cli import app  # noqa: E402
from renkei.console import say_everything  # noqa: E402

say_everything()

app(prog_name="python -m etl")
