#!/bin/sh
set -e
/app/migrate
# decoy: process-boundary/entrypoint-without-exec
exec "$@"
