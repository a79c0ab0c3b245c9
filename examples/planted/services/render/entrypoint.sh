#!/bin/sh
set -eu
: "${DATABASE_URL:?}"
/app/migrate
/app/server --port 8080 # want "process-boundary/entrypoint-without-exec"
