#!/bin/sh
# Installs this program for its users.
# decoy: module-proxy/unpinned-tool
go install example.com/orders/cmd/orders@latest
