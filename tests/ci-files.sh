#!/usr/bin/env bash
# The files for other projects' CI, tried as far as they run here: schemas, the action's and the template's scripts with the environment
# that they get, and the pre-commit hook in a made repository. Needs git, python3 with venv, PyPI, and a built ./demarc.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
tools=${DEMARC_PEERS:-$HOME/.cache/demarc-peers}/ci-tools
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "ci-files: $*" >&2; exit 1; }
expect() { # code command…
  local want=$1 code=0
  shift
  "$@" >"$work/log" 2>&1 || code=$?
  [ "$code" -eq "$want" ] || { cat "$work/log" >&2; fail "expected exit $want, got $code: $*"; }
}

if [ ! -x "$tools/bin/pre-commit" ] || [ ! -x "$tools/bin/check-jsonschema" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" -q --disable-pip-version-check install pre-commit==4.7.0 check-jsonschema==0.39.0
fi
PATH=$tools/bin:$PATH
./demarc --version >/dev/null

# schemas
check-jsonschema -q --builtin-schema vendor.github-actions action.yml
check-jsonschema -q --builtin-schema vendor.gitlab-ci ci/gitlab.yml
pre-commit validate-manifest .pre-commit-hooks.yaml
printf 'runs: {using: composite}\n' >"$work/bad.yml"
expect 1 check-jsonschema --builtin-schema vendor.github-actions "$work/bad.yml" # the check can fail

# a repository with one finding, and one without
repository() { # folder source
  mkdir -p "$1/svc"
  printf 'module example.com/mod\n\ngo 1.26\n' >"$1/go.mod"
  printf '%s\n' "$2" >"$1/svc/main.go"
  git -C "$1" init -q
  git -C "$1" add -A
  git -C "$1" -c user.name=t -c user.email=t@example.org commit -q -m t
}
repository "$work/bad" 'package svc

import (
	"context"
	"net/http"
	"os/exec"
)

func Handler(w http.ResponseWriter, r *http.Request) {
	_ = exec.CommandContext(context.Background(), "sh", "-c", "grep -rh "+r.FormValue("q")+" /srv").Run()
}'
repository "$work/good" 'package svc'

# the action: its script, from the file, with the environment of a runner
python3 - "$work" <<'PY'
import sys, yaml
action = yaml.safe_load(open("action.yml"))
step = [s for s in action["runs"]["steps"] if s.get("id") == "identify"][0]
open(sys.argv[1] + "/action.sh", "w").write(step["run"])
names = {"${{ inputs.%s }}" % name for name in action["inputs"]}
used = {value for value in step["env"].values() if "inputs." in value}
assert names == used, names ^ used
assert "${{" not in step["run"], "an expression inside a script is read as shell"
template = yaml.safe_load(open("ci/gitlab.yml"))
open(sys.argv[1] + "/gitlab.sh", "w").write("\n".join(template["demarc-identify"]["script"]))
PY
action() { # repository path format baseline
  (cd "$1" && : >"$work/output" && : >"$work/summary" && env DEMARC_INPUT_PATH="$2" DEMARC_INPUT_FAIL_ON=high DEMARC_INPUT_FORMAT="$3" \
    DEMARC_INPUT_SARIF="out/de marc.sarif" DEMARC_INPUT_SUMMARY=true DEMARC_INPUT_CHANGED_SINCE= DEMARC_INPUT_BASELINE="${4:-}" \
    DEMARC_ACTION="$root" GITHUB_OUTPUT="$work/output" GITHUB_STEP_SUMMARY="$work/summary" GITHUB_ACTIONS=true \
    bash --noprofile --norc -eo pipefail "$work/action.sh")
}
expect 1 action "$work/bad" . github
grep -q '^::error file=svc/main.go,line=10,' "$work/log" || fail "no annotation"
grep -q '^exit-code=1$' "$work/output" && grep -q '^out/de marc.sarif$' "$work/output" || fail "outputs of the action"
grep -q '^### Demarc: 1 high' "$work/summary" || fail "no summary"
python3 -c 'import json,sys; r=json.load(open(sys.argv[1]))["runs"][0]["results"]; assert r[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]=="svc/main.go", r' \
  "$work/bad/out/de marc.sarif"
expect 1 action "$work/bad" svc github # paths stay those of the repository
grep -q '^::error file=svc/main.go,line=10,' "$work/log" || fail "path of a part of the repository"
expect 0 action "$work/good" . text
expect 2 action "$work/good" '$(touch pwned)' text
[ ! -e "$work/good/pwned" ] || fail "an input was read as shell"
(cd "$work/bad" && "$root/demarc" identify --write-baseline demarc-baseline.txt >/dev/null)
expect 0 action "$work/bad" . github demarc-baseline.txt

# the template
gitlab() { (cd "$1" && env DEMARC_HOME="$root" DEMARC_PATH=. DEMARC_FAIL_ON=high DEMARC_BASELINE= sh -e "$work/gitlab.sh"); }
expect 1 gitlab "$work/bad"
python3 -c 'import json,sys; r=json.load(open(sys.argv[1])); assert r[0]["location"]["path"]=="svc/main.go" and r[0]["fingerprint"], r' \
  "$work/bad/gl-code-quality-report.json"
[ -s "$work/bad/demarc.html" ] && [ -s "$work/bad/demarc-junit.xml" ] || fail "artifacts of the template"
expect 0 gitlab "$work/good"
[ "$(tr -d ' \n' <"$work/good/gl-code-quality-report.json")" = '[]' ] || fail "empty report of the template"

# the hook: pre-commit clones this repository; what is built here is lent to the clone, which would build it by itself in a minute
export PRE_COMMIT_HOME=$work/pre-commit
git clone -q . "$work/demarc" && cp .pre-commit-hooks.yaml "$work/demarc/" # as it is here, committed or not
git -C "$work/demarc" add -A && git -C "$work/demarc" -c user.name=t -c user.email=t@example.org commit -q --allow-empty -m t
hook() {
  cat >"$1/.pre-commit-config.yaml" <<CONFIG
repos:
  - repo: $work/demarc
    rev: $(git -C "$work/demarc" rev-parse HEAD)
    hooks:
      - id: demarc-identify
CONFIG
  (cd "$1" && git add -A && pre-commit install-hooks >/dev/null)
  for clone in "$PRE_COMMIT_HOME"/repo*/; do
    [ -d "$clone/cli/target/app" ] || { mkdir -p "$clone/cli/target" && cp -r cli/target/app "$clone/cli/target/app" && touch "$clone/cli/target/app/start"; }
  done
}
hook "$work/bad" && expect 1 env -C "$work/bad" pre-commit run demarc-identify
grep -q 'process-boundary/shell-with-variable' "$work/log" || fail "the hook shows no finding"
hook "$work/good" && expect 0 env -C "$work/good" pre-commit run demarc-identify
echo "ci-files: 3 schemas, 6 runs of the action, 2 of the template, 2 of the hook"
