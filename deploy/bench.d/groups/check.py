"""lint over 1,000 templates, and 1,000 policy bundles through check"""
import pathlib
import resource
import shutil
import subprocess
import time

import fixture
import stories
from stories import TEAM_PATH

COUNT = 1_000
# Somebody waits for it, or a hook of theirs does.
LIMIT_SECONDS = 2
LIBRARY = pathlib.Path(__file__).parents[3] / "library"


def measure(bench, service):
    count = COUNT // 10 if bench.is_quick else COUNT
    folder = bench.folder / "many"
    fill(folder, count)
    command = [bench.options.command, "template", "lint", folder, "--json"]
    read = ["find", folder, "-type", "f", "-exec", "cat", "{}", "+"]
    taken = bench.turns(lambda: cpu(command), lambda: cpu(read))
    ours, floor = (answer["p50_us"] / 1e6 for answer in taken)
    bench.table.row(f"template lint, {count:,} templates, processor time", ours, floor, "s", ours / floor,
                    f"≤ {LIMIT_SECONDS}", ours <= LIMIT_SECONDS)
    script = bench.script(service, *stories.request(
        "POST", TEAM_PATH + "/policy/check", "author", {"files": fixture.policy()}))
    [answer] = bench.turns(lambda: bench.load(service.port, script))
    seconds = COUNT / answer["rate"]
    bench.table.row("policy check, 1,000 bundles one after the other", seconds, None, "s", None,
                    f"≤ {LIMIT_SECONDS}", seconds <= LIMIT_SECONDS)


def fill(folder, count):
    """The templates of the library again and again, each under a name of its own."""
    sources = sorted(path.parent for path in LIBRARY.glob("*/*/SKILL.md"))
    for number in range(count):
        source = sources[number % len(sources)]
        target = folder / "area" / f"{source.name}-{number}"
        shutil.copytree(source, target)
        skill = target / "SKILL.md"
        skill.write_text(skill.read_text().replace(f"name: {source.name}\n", f"name: {target.name}\n", 1))


def cpu(words):
    """Processor time, as the measures of other programs are told."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([str(word) for word in words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"p50_us": seconds * 1e6}
