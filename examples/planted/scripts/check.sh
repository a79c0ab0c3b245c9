#!/bin/bash
# decoy: format-gate/gate-cannot-fail
if [ "$(gofmt -s -l . | wc -l)" -gt 0 ]; then
  gofmt -s -l .
  echo "run go fmt ./..."
  exit 1
fi
