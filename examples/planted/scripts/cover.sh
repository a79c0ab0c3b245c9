#!/bin/bash -e
TOOL=example.com/gocovmerge
REF="latest"
go install "$TOOL@${REF}" # want "module-proxy/unpinned-tool"
"$(go env GOPATH)/bin/gocovmerge" cover/*.out > all.out
