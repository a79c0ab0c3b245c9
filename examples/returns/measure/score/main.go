// SPDX-License-Identifier: Apache-2.0

// Command score counts what became of every row, without and with the boundary, and fails when the boundary does not
// do what it promises.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"example.com/shop/returns/measure/truth"
)

func main() {
	data := flag.String("data", "", "directory of generate: files/ and truth.ndjson")
	without := flag.String("ungoverned", "", "directory with NAME.out, NAME.err and NAME.exit of every file")
	with := flag.String("governed", "", "directory with records.ndjson and NAME.out of every accepted file")
	list := flag.String("rejected", "", "where to write rejected.tsv")
	flag.Parse()
	if *data == "" || *without == "" || *with == "" || *list == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	broken, err := score(*data, *without, *with, *list)
	if err != nil {
		fmt.Fprintln(os.Stderr, "score:", err)
		os.Exit(3)
	}
	if broken > 0 {
		os.Exit(1)
	}
}

// score prints the tables and answers how many promises are broken.
func score(data, without, with, list string) (int, error) {
	byFile, order, err := readTruth(filepath.Join(data, "truth.ndjson"))
	if err != nil {
		return 0, err
	}
	records, err := readRecords(filepath.Join(with, "records.ndjson"))
	if err != nil {
		return 0, err
	}
	byName := make(map[string]record, len(records))
	for _, r := range records {
		byName[filepath.Base(r.File)] = r
	}
	u, g := newColumn(), newColumn()
	files := make(map[truth.Class]int)
	var refusals []refusal
	var doubts []string
	for _, name := range order {
		rows, class := byFile[name], classOf(byFile[name])
		files[class]++
		if rows[0].Row == 0 {
			rows = nil
		}
		f, err := withoutBoundary(without, name, rows)
		if err != nil {
			return 0, err
		}
		u.add(class, f)
		f, refused, doubt, err := withBoundary(data, with, name, rows, byName)
		if err != nil {
			return 0, err
		}
		g.add(class, f)
		refusals = append(refusals, refused...)
		doubts = append(doubts, doubt...)
	}
	if err := writeRefusals(list, refusals); err != nil {
		return 0, err
	}
	if err := errors.Join(printColumns(os.Stdout, u, g), blank(), printClasses(os.Stdout, files, u, g), blank()); err != nil {
		return 0, err
	}
	for i, doubt := range doubts {
		if i == 20 {
			fmt.Printf("... and %d more\n", len(doubts)-i)
			break
		}
		fmt.Println("doubt:", doubt)
	}
	return printPromises(promises(u, g, len(refusals), len(doubts))), nil
}

func blank() error {
	_, err := fmt.Println()
	return err
}

func classOf(rows []truth.Row) truth.Class {
	return rows[0].Class
}

func readTruth(path string) (map[string][]truth.Row, []string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	rows, err := truth.Read(file)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	byFile := make(map[string][]truth.Row)
	var order []string
	for _, row := range rows {
		if byFile[row.File] == nil {
			order = append(order, row.File)
		}
		byFile[row.File] = append(byFile[row.File], row)
	}
	return byFile, order, nil
}

func withoutBoundary(dir, name string, rows []truth.Row) (fates, error) {
	output, err := os.ReadFile(filepath.Join(dir, name+".out"))
	if err != nil {
		return fates{}, err
	}
	stderr, err := os.ReadFile(filepath.Join(dir, name+".err"))
	if err != nil {
		return fates{}, err
	}
	code, err := os.ReadFile(filepath.Join(dir, name+".exit"))
	if err != nil {
		return fates{}, err
	}
	exit, err := strconv.Atoi(strings.TrimSpace(string(code)))
	if err != nil {
		return fates{}, fmt.Errorf("%s.exit: %w", name, err)
	}
	return ungoverned(rows, output, string(stderr), exit), nil
}

func withBoundary(data, dir, name string, rows []truth.Row, records map[string]record) (fates, []refusal, []string, error) {
	r, ok := records[name]
	if !ok {
		return fates{}, nil, nil, fmt.Errorf("records.ndjson: no record for %s", name)
	}
	size, err := os.Stat(filepath.Join(data, "files", name))
	if err != nil {
		return fates{}, nil, nil, err
	}
	output, err := os.ReadFile(filepath.Join(dir, name+".out"))
	if errors.Is(err, fs.ErrNotExist) && r.Outcome != "OK" {
		output, err = nil, nil
	}
	if err != nil {
		return fates{}, nil, nil, err
	}
	found, refusals, doubts := governed(rows, output, r, int(size.Size()))
	return found, refusals, doubts, nil
}

func writeRefusals(path string, refusals []refusal) (err error) {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	out := bufio.NewWriter(file)
	fmt.Fprintln(out, "file\trow\toffset\treason")
	clean := strings.NewReplacer("\t", " ", "\n", " ", "\r", " ")
	for _, r := range refusals {
		fmt.Fprintf(out, "%s\t%d\t%d\t%s\n", r.file, r.row, r.offset, clean.Replace(r.reason))
	}
	return out.Flush()
}
