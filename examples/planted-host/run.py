#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants each mistake of main.go in a cgroup and namespaces of its own, and the same program written
right, looks at both by `demarc identify pid:N`, and says what was found.

  examples/planted-host/run.py [MISTAKE...]     as root; needs go, python3, unshare and ip

Ends 0 when every mistake is found and nothing is said of a program that is written right.
"""
import json, os, pathlib, shutil, signal, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
DEMARC = HERE.parent.parent / "demarc"
NAME = f"demarc-planted-{os.getpid()}"
LOOK = ["--for", "6s"]
LONG = ["--for", "30s", "--every", "1s"]

# mistake: the rule that must find it, how long to look, CPU quota in percent, environment, age in seconds
MISTAKES = {
    "quota": ("cpu-quota/throttled", ["--for", "14s"], 20, {}, 2),
    "maxprocs": ("cpu-quota/gomaxprocs-over-quota", LOOK, 100, {"GOMAXPROCS": ("8", "1")}, 2),
    "slack": ("clock/timer-slack-raised", LOOK, None, {}, 2),
    "handover": ("socket-activation/blocking-listener", LOOK, None, {}, 2),
    "activation": ("socket-activation/activation-ignored", LOOK, None, {}, 12),
    "deaf": ("process-boundary/ignores-sigterm", LOOK, None, {}, 2),
    "zombies": ("process-boundary/zombie-children", ["--for", "12s"], None, {}, 14),
    "killed": ("seccomp/leader-killed", LOOK, None, {}, 2),
    "datagrams": ("udp-loss/socket-dropping", LOOK, None, {}, 2),
    "burner": ("observability-gap/foreign-child-cpu", LONG, None, {}, 62),
    "declared": ("build-env/environ-differs", ["--for", "0", HERE / "pod.yaml"], None, {"GOGC": ("400", "50")}, 2),
    "worker": ("process-boundary/long-lived-child", LOOK, None, {}, 62),
}


class Groups:
    """One cgroup for each program, below one of this run, by the version that has the controllers."""

    def __init__(self):
        v2 = pathlib.Path("/sys/fs/cgroup/cgroup.controllers").exists()
        roots = ["/sys/fs/cgroup"] if v2 else [f"/sys/fs/cgroup/{name}" for name in ("cpu", "cpuacct", "memory")]
        real = sorted({pathlib.Path(root).resolve() for root in roots})  # cpu,cpuacct may be one
        self.v2, self.roots = v2, [root / NAME for root in real]
        for root in self.roots:
            root.mkdir()
            if v2:
                (root.parent / "cgroup.subtree_control").write_text("+cpu +memory")
                (root / "cgroup.subtree_control").write_text("+cpu +memory")

    def make(self, name, percent):
        for root in self.roots:
            group = root / name
            group.mkdir()
            if self.v2:
                (group / "memory.max").write_text("512M")
                if percent:
                    (group / "cpu.max").write_text(f"{percent * 1000} 100000")
            elif "memory" in str(root):
                (group / "memory.limit_in_bytes").write_text("512M")
            elif percent and (group / "cpu.cfs_quota_us").exists():
                (group / "cpu.cfs_quota_us").write_text(str(percent * 1000))

    def enter(self, name):
        for root in self.roots:
            (root / name / "cgroup.procs").write_text(str(os.getpid()))

    def remove(self):
        for root in self.roots:
            for group in sorted(root.rglob("*"), reverse=True):
                if group.is_dir():
                    for pid in (group / "cgroup.procs").read_text().split():
                        os.kill(int(pid), signal.SIGKILL)
            for _ in range(50):
                try:
                    for group in sorted((g for g in root.rglob("*") if g.is_dir()), reverse=True):
                        group.rmdir()
                    root.rmdir()
                    break
                except OSError:
                    time.sleep(0.1)


def start(groups, program, mistake, kind):
    rule, look, percent, env, age = MISTAKES[mistake]
    name = f"{mistake}-{kind}"
    groups.make(name, percent)
    more = {key: bad if kind == "bad" else good for key, (bad, good) in env.items()}
    isolated = ["unshare", "--fork", "--kill-child", "--pid", "--mount-proc", "--net", "--ipc", "--uts"]
    script = 'ip link set lo up; exec "$@"'
    process = subprocess.Popen(
        isolated + ["sh", "-c", script, "sh", str(program), mistake, kind],
        env={"PATH": os.environ["PATH"], **more}, preexec_fn=lambda: groups.enter(name),
        stdout=subprocess.DEVNULL)
    return process


def inner(process):
    """The service itself: the child of unshare."""
    for _ in range(100):
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if children and pathlib.Path(f"/proc/{children[0]}/comm").read_text().strip() != "sh":
            return int(children[0])
        time.sleep(0.05)
    raise SystemExit("a program did not start")


def look(pid, options, maturity):
    done = subprocess.run(
        [DEMARC, "identify", f"pid:{pid}", "--format", "json", "--fail-on", "never", *options, *maturity],
        capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def main():
    if os.geteuid():
        raise SystemExit("run it as root: it makes cgroups and namespaces")
    chosen = sys.argv[1:] or list(MISTAKES)
    subprocess.run([DEMARC, "--version"], stdout=subprocess.DEVNULL, check=True)
    folder = tempfile.mkdtemp(prefix="planted")
    os.chmod(folder, 0o755)
    program = pathlib.Path(folder) / "planted-host"
    subprocess.run(["go", "build", "-o", program, "."], cwd=HERE, check=True)
    groups, wrong, running = Groups(), 0, {}
    try:
        for mistake in chosen:
            for kind in ("bad", "good"):
                running[mistake, kind] = (start(groups, program, mistake, kind), time.time())
        for mistake in chosen:
            rule, options, _, _, age = MISTAKES[mistake]
            for kind in ("bad", "good"):
                process, began = running[mistake, kind]
                pid = inner(process)
                time.sleep(max(0, began + age - time.time()))
                report = look(pid, options, ["--maturity", "sandbox"])
                found = sorted({one["rule"] for one in report["findings"]})
                # what is right may get an explanation, never an accusation
                accused = sorted({one["rule"] for one in report["findings"]
                                  if one["maturity"] != "sandbox" and one["severity"] != "info"})
                ok = rule in found if kind == "bad" else rule not in found and not accused
                wrong += not ok
                said = ", ".join(found if kind == "bad" else [r for r in found if r in accused or r == rule])
                print(f"{'ok  ' if ok else 'FAIL'} {mistake:10} {kind:4} {said or 'nothing'}", flush=True)
                process.kill()
                process.wait()
    finally:
        for process, _ in running.values():
            process.kill()
            process.wait()
        groups.remove()
        shutil.rmtree(folder)
    raise SystemExit(1 if wrong else 0)


main()
