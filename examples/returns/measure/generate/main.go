// SPDX-License-Identifier: Apache-2.0

// Command generate writes merchants' files of returns, and the right answer for every row of them.
// The same seed gives the same bytes.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"example.com/shop/returns/measure/truth"
)

func main() {
	seed := flag.Uint64("seed", 20240615, "seed of every random choice")
	files := flag.Int("files", 1000, "number of files, 20 to 9999")
	out := flag.String("out", "", "directory to make: files/ and truth.ndjson")
	flag.Parse()
	if *out == "" || *files < 20 || *files > 9999 || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := generate(*seed, *files, *out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(seed uint64, files int, out string) (err error) {
	if err := os.MkdirAll(filepath.Join(out, "files"), 0o755); err != nil {
		return err
	}
	truthFile, err := os.Create(filepath.Join(out, "truth.ndjson"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, truthFile.Close()) }()
	buffered := bufio.NewWriter(truthFile)
	known := json.NewEncoder(buffered)

	r := &random{state: seed}
	planned, err := plan(r, files)
	if err != nil {
		return err
	}
	id, total := 10_000_000, 0
	for number, p := range planned {
		m := newMerchant(r, number+1)
		rows := make([]row, p.rows)
		for i := range rows {
			id += r.between(1, 9) // no id comes twice in all files
			rows[i] = adapt(r, p.class, m.newRow(r, id))
		}
		file := written{starts: []int{0}}
		if p.class != truth.Empty || r.percent(50) { // an empty file has a header, or not a byte
			file = write(dialectOf(r, p.class), p.class, rows)
		}
		name := m.name + ".csv"
		if err := os.WriteFile(filepath.Join(out, "files", name), file.content, 0o644); err != nil {
			return err
		}
		if err := writeTruth(known, name, p.class, rows, file.starts); err != nil {
			return err
		}
		total += len(rows)
	}
	fmt.Printf("%d files, %d rows, seed %d\n", len(planned), total, seed)
	return buffered.Flush()
}

func writeTruth(known *json.Encoder, name string, class truth.Class, rows []row, starts []int) error {
	if len(rows) == 0 {
		return known.Encode(truth.Row{File: name, Class: class})
	}
	for i, made := range rows {
		line := truth.Row{File: name, Row: i + 1, Class: class, Start: starts[i], End: starts[i+1], Answer: made.answer}
		if err := known.Encode(line); err != nil {
			return err
		}
	}
	return nil
}
