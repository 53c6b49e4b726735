"""python -m tests.corpus: every bad input, how it was answered, the counts. Exit code 1 if one is not."""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

from tests.corpus.case import Answer, Bench
from tests.corpus.run import CASES, reported, summary


def main() -> int:
    wanted = sys.argv[1:]
    verdicts: list[str] = []
    groups: dict[str, Counter[str]] = {}
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "project")
        for case in CASES:
            if wanted and not any(word in case.id for word in wanted):
                continue
            try:
                answer = bench.answer(case)
            except Exception:  # what a clerk would see as a traceback is what this counts
                traceback.print_exc(limit=-3)
                answer = Answer("crashed")
            verdicts.append(answer.verdict)
            groups.setdefault(case.group, Counter())[answer.verdict] += 1
            fault = reported(case, answer)
            if fault:
                faults += 1
                print(f"{case.id}: {fault}")
            elif wanted:
                print(f"{case.id}: {answer.verdict}")
                for problem in answer.problems[:3]:
                    print("  " + problem.line(english=False))
                    print("  " + problem.line(english=True))
    for group, count in groups.items():
        print(f"{group:12} " + ", ".join(f"{n} {verdict}" for verdict, n in sorted(count.items())))
    print(summary(verdicts))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
