// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// Exit codes of normalize.sh, after sysexits.h.
const (
	exitBadFile  = 65
	exitTryAgain = 75
)

// How a normalization can fail. Everything else is a fault of the script or of this machine.
var (
	ErrBadFile    = errors.New("the file cannot be read")
	ErrTryAgain   = errors.New("the normalizer cannot work right now")
	ErrTooSlow    = errors.New("the normalizer took too long")
	ErrBadAnswer  = errors.New("the normalizer gave an answer that is no list of returns")
	errTooMuchOut = errors.New("more output than allowed")
)

// Return is one row of a merchant's file, as the normalizer writes it.
type Return struct {
	ReturnID    string `json:"return_id"`
	OrderID     int64  `json:"order_id"`
	SKU         string `json:"sku"`
	Qty         int    `json:"qty"`
	Reason      string `json:"reason"`
	AmountMinor int64  `json:"amount_minor"`
	Currency    string `json:"currency"`
}

// Batch is what came out of one file.
type Batch struct {
	Returns  []Return
	Rejected []string // one reason for each row that was left out
}

// Normalizer runs the script that turns a CSV file into returns.
type Normalizer struct {
	Script    string        // path of normalize.sh
	Timeout   time.Duration // for one file
	Grace     time.Duration // between the polite signal and the other one
	MaxOutput int           // bytes on standard output, and on standard error
}

// Normalize runs the script over one file. It returns only after every process of the script's group is gone.
func (n Normalizer) Normalize(ctx context.Context, file io.Reader) (Batch, error) {
	ctx, cancel := context.WithTimeout(ctx, n.Timeout)
	defer cancel()

	stdout := &boundedBuffer{left: n.MaxOutput}
	stderr := &boundedBuffer{left: n.MaxOutput}
	cmd := exec.CommandContext(ctx, n.Script)
	cmd.Stdin = file
	cmd.Stdout = stdout
	cmd.Stderr = stderr
	cmd.Env = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return signalGroup(cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = n.Grace

	err := cmd.Run()
	if cmd.Process != nil && ctx.Err() != nil {
		// WaitDelay kills the script alone; its children, if it had any, are in its group.
		_ = signalGroup(cmd.Process.Pid, syscall.SIGKILL)
	}
	if stdout.full || stderr.full { // the script sees a closed pipe then, and its exit code says nothing
		return Batch{}, fmt.Errorf("%w: %w, %d bytes", ErrBadAnswer, errTooMuchOut, n.MaxOutput)
	}
	if err := n.verdict(ctx, err, stderr.kept.String()); err != nil {
		return Batch{}, err
	}
	returns, err := decode(&stdout.kept)
	if err != nil {
		return Batch{}, err
	}
	return Batch{Returns: returns, Rejected: rejections(stderr.kept.String())}, nil
}

func (n Normalizer) verdict(ctx context.Context, err error, stderr string) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return fmt.Errorf("%w: no answer within %v", ErrTooSlow, n.Timeout)
	case ctx.Err() != nil:
		return ctx.Err()
	}
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		switch exit.ExitCode() {
		case exitBadFile:
			return fmt.Errorf("%w: %s", ErrBadFile, strings.Join(rejections(stderr), "; "))
		case exitTryAgain:
			return fmt.Errorf("%w: %s", ErrTryAgain, lastLine(stderr))
		}
	}
	return fmt.Errorf("run %s: %w: %s", n.Script, err, lastLine(stderr))
}

// signalGroup sends a signal to the script and everything that it started.
func signalGroup(pid int, signal syscall.Signal) error {
	err := syscall.Kill(-pid, signal)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}

// decode reads one JSON object per line; an unknown field, a wrong type or a cut line is an error.
func decode(ndjson io.Reader) ([]Return, error) {
	var returns []Return
	decoder := json.NewDecoder(ndjson)
	decoder.DisallowUnknownFields()
	for {
		var r Return
		err := decoder.Decode(&r)
		if errors.Is(err, io.EOF) {
			return returns, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: object %d: %w", ErrBadAnswer, len(returns)+1, err)
		}
		returns = append(returns, r)
	}
}

func rejections(stderr string) []string {
	var reasons []string
	for line := range strings.Lines(stderr) {
		if reason, found := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "REJECT "); found {
			reasons = append(reasons, reason)
		}
	}
	return reasons
}

func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndexByte(text, '\n')+1:]
}

// boundedBuffer keeps what is written to it and refuses to grow beyond its bound. It hides the buffer: io.Copy would
// fill a bytes.Buffer through ReadFrom, past any bound that Write keeps.
type boundedBuffer struct {
	kept bytes.Buffer
	left int
	full bool
}

func (b *boundedBuffer) Write(p []byte) (int, error) {
	if len(p) > b.left {
		b.full = true
		return 0, errTooMuchOut
	}
	b.left -= len(p)
	return b.kept.Write(p)
}
