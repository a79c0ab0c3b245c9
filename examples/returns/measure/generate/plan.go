// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"example.com/shop/returns/measure/truth"
)

// rowsPerFile is the mean; single files have 1 to 1,000 rows.
const rowsPerFile = 80

// share is a part of the files and a part of the rows, both in 1/100 %.
type share struct {
	class truth.Class
	files int
	rows  int
}

// The article's share of rows behind a byte order mark is 36.6 % of all rows, and 0.4 % is broken in other ways.
// What is left is plain.
var shares = []share{
	{truth.BOM, 1800, 1830},
	{truth.BOMQuoted, 1800, 1830},
	{truth.EmbeddedNewline, 30, 8},
	{truth.UTF16LE, 30, 8},
	{truth.GBK, 30, 8},
	{truth.Ragged, 30, 8},
	{truth.BareCR, 30, 8},
	{truth.CRLF, 1500, 1500},
	{truth.Empty, 80, 0},
}

// plannedFile is a file still to be written.
type plannedFile struct {
	class truth.Class
	rows  int
}

// plan decides class and size of every file, in random order; the shares of rows are exact up to rounding.
func plan(r *random, files int) ([]plannedFile, error) {
	rows := files * rowsPerFile
	leftFiles, leftRows := files, rows
	var all []plannedFile
	for _, s := range shares {
		count := max(1, files*s.files/10_000)
		total := (rows*s.rows + 5_000) / 10_000
		all = append(all, sized(r, s.class, count, total)...)
		leftFiles -= count
		leftRows -= total
	}
	if leftFiles < 1 {
		return nil, fmt.Errorf("%d files are too few for all classes: take 20 or more", files)
	}
	all = append(all, sized(r, truth.Plain, leftFiles, leftRows)...)
	shuffle(r, all)
	return all, nil
}

// sized splits total rows over count files: most have 1 to 120 rows, one in 50 has 1,000.
func sized(r *random, class truth.Class, count, total int) []plannedFile {
	files := make([]plannedFile, count)
	left := total
	for i := range files {
		files[i] = plannedFile{class, 0}
		if left == 0 {
			continue
		}
		rows := r.between(1, 120)
		if r.below(50) == 0 {
			rows = 1000
		}
		// No file without rows: one row is kept back for each that comes.
		files[i].rows = max(1, min(rows, left-(count-1-i)))
		left -= files[i].rows
	}
	for i := 0; left > 0; i = (i + 1) % count { // what is over goes to the smaller files
		if files[i].rows < 200 || total > count*200 {
			files[i].rows++
			left--
		}
	}
	return files
}
