// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	header = "return_id,order_id,sku,qty,reason,amount,currency,comment\n"
	row    = "R00000001,240611000017,TEE-004410,2,late,12.50,EUR,"
	mark   = "\ufeff"
)

// shop is the normalizer as it runs in production.
func shop(t *testing.T) Normalizer {
	t.Helper()
	path, err := filepath.Abs("../normalize.sh")
	if err != nil {
		t.Fatal(err)
	}
	return Normalizer{Script: path, Timeout: 10 * time.Second, Grace: time.Second, MaxOutput: 1 << 20}
}

// scriptOf is a normalizer with another script in its place.
func scriptOf(t *testing.T, body string) Normalizer {
	t.Helper()
	path := filepath.Join(t.TempDir(), "script.sh")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	n := shop(t)
	n.Script = path
	return n
}

func TestRowBecomesReturn(t *testing.T) {
	batch, err := shop(t).Normalize(context.Background(), strings.NewReader(header+row+"\"big, \"\"red\"\"\"\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := Return{"R00000001", 240611000017, "TEE-004410", 2, "late", 1250, "EUR"}
	if len(batch.Returns) != 1 || batch.Returns[0] != want {
		t.Errorf("got %+v, want %+v", batch.Returns, want)
	}
}

func TestGoodRowsStandBesideABadOne(t *testing.T) {
	batch, err := shop(t).Normalize(context.Background(), strings.NewReader(header+row+"\nR00000002,1\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(batch.Returns) != 1 || len(batch.Rejected) != 1 || batch.Rejected[0] != "line 3: 8 fields expected, 2 found" {
		t.Errorf("got %+v", batch)
	}
}

// No type, error or test of Go notices a byte order mark: the answer is a well-formed list of returns, and wrong.
// This is what the boundary is for.
func TestByteOrderMarkIsNotNoticed(t *testing.T) {
	batch, err := shop(t).Normalize(context.Background(), strings.NewReader(mark+header+row+"\n"))
	if err != nil || len(batch.Returns) != 1 {
		t.Fatalf("got %+v, %v", batch, err)
	}
	if id := batch.Returns[0].ReturnID; !strings.HasPrefix(id, "R00000001\x1f240611000017\x1f") {
		t.Errorf("return_id is %q: the example no longer shows the mechanism it is about", id)
	}
}

func TestFailuresHaveTheirKind(t *testing.T) {
	tests := map[string]struct {
		script string
		want   error
	}{
		"exit 65":         {"echo 'REJECT line 2: the quote is never closed' >&2; exit 65", ErrBadFile},
		"exit 75":         {"exit 75", ErrTryAgain},
		"text":            {"echo hello", ErrBadAnswer},
		"cut line":        {`printf '{"return_id":"R1"'`, ErrBadAnswer},
		"unknown field":   {`echo '{"id":"R1"}'`, ErrBadAnswer},
		"wrong type":      {`echo '{"qty":"2"}'`, ErrBadAnswer},
		"too much output": {"yes '{}'", ErrBadAnswer},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := scriptOf(t, test.script).Normalize(context.Background(), strings.NewReader(header))
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}

func TestOtherExitCodesAreFaults(t *testing.T) {
	_, err := scriptOf(t, "echo 'WARN disk is full' >&2; exit 1").Normalize(context.Background(), strings.NewReader(header))
	if err == nil || !strings.Contains(err.Error(), "exit status 1: WARN disk is full") {
		t.Errorf("got %v", err)
	}
}

func TestMissingScriptIsAnError(t *testing.T) {
	n := shop(t)
	n.Script = filepath.Join(t.TempDir(), "none.sh")
	if _, err := n.Normalize(context.Background(), strings.NewReader(header)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestSlowScriptIsEndedWithItsChildren(t *testing.T) {
	pidFile := filepath.Join(t.TempDir(), "pid")
	n := scriptOf(t, "trap '' TERM\nsleep 60 & echo $! > "+pidFile+"\nwait; wait")
	n.Timeout = 500 * time.Millisecond
	n.Grace = 100 * time.Millisecond
	if _, err := n.Normalize(context.Background(), strings.NewReader(header)); !errors.Is(err, ErrTooSlow) {
		t.Errorf("got %v", err)
	}
	text, err := os.ReadFile(pidFile)
	if err != nil {
		t.Skip("the script did not get far enough to have a child:", err)
	}
	child, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if gone(child) {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("child %d is still there", child)
}

// gone is true of a process that has ended, also when nobody has waited for it yet.
func gone(pid int) bool {
	if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) {
		return true
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err != nil || strings.Contains(string(stat), ") Z ")
}
