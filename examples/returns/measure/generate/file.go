// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"

	"example.com/shop/returns/measure/truth"
)

const byteOrderMark = "\ufeff"

var header = []string{"return_id", "order_id", "sku", "qty", "reason", "amount", "currency", "comment"}

// dialect is how a merchant's tool writes CSV.
type dialect struct {
	mark    bool
	quote   quoting
	lineEnd string
	last    bool // a line end after the last row
}

type quoting int

const (
	whereNeeded quoting = iota
	everywhere
	never
)

// written is a file as bytes, with the place of each row in it.
type written struct {
	content []byte
	starts  []int // one for each row, and the end of the file
}

func dialectOf(r *random, class truth.Class) dialect {
	d := dialect{lineEnd: "\n", last: r.percent(90)}
	switch class {
	case truth.Plain:
		d.quote = pick(r, []quoting{whereNeeded, whereNeeded, everywhere})
	case truth.CRLF:
		d.lineEnd = "\r\n"
		d.quote = pick(r, []quoting{whereNeeded, everywhere})
	case truth.BOM:
		d.mark = true
		d.lineEnd = pick(r, []string{"\n", "\r\n", "\r\n"}) // spreadsheets on Windows
	case truth.BOMQuoted:
		d.mark = true
		d.quote = everywhere
		d.lineEnd = pick(r, []string{"\n", "\r\n"})
	case truth.UTF16LE:
		d.mark = true
		d.lineEnd = "\r\n"
	case truth.Ragged:
		d.quote = never
	case truth.BareCR:
		d.lineEnd = "\r"
	case truth.EmbeddedNewline, truth.GBK, truth.Empty:
	}
	return d
}

// adapt gives a row the comment that its class is about.
func adapt(r *random, class truth.Class, made row) row {
	switch class {
	case truth.EmbeddedNewline:
		made.comment = pick(r, withLineEnd)
	case truth.GBK:
		made.comment = pick(r, inGBK)
	case truth.Ragged:
		made.comment = pick(r, withComma)
	case truth.Plain, truth.CRLF, truth.BOM, truth.BOMQuoted, truth.UTF16LE, truth.BareCR, truth.Empty:
	}
	return made
}

// write turns rows into the bytes of a file.
func write(d dialect, class truth.Class, rows []row) written {
	var out bytes.Buffer
	var starts []int
	put := func(text string) {
		if class == truth.UTF16LE {
			for _, unit := range utf16.Encode([]rune(text)) {
				out.Write([]byte{byte(unit), byte(unit >> 8)})
			}
			return
		}
		out.WriteString(text)
	}
	if d.mark {
		put(byteOrderMark)
	}
	put(d.line(header))
	for _, made := range rows {
		put(d.lineEnd)
		starts = append(starts, out.Len())
		put(d.line(made.cells()))
	}
	if d.last {
		put(d.lineEnd)
	}
	return written{out.Bytes(), append(starts, out.Len())}
}

func (made row) cells() []string {
	a := made.answer
	return []string{
		a.ReturnID, fmt.Sprint(a.OrderID), a.SKU, fmt.Sprint(a.Qty), a.Reason, made.amount, a.Currency, made.comment,
	}
}

func (d dialect) line(cells []string) string {
	quoted := make([]string, len(cells))
	for i, cell := range cells {
		if d.quote == everywhere || d.quote == whereNeeded && strings.ContainsAny(cell, "\",\r\n") {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		quoted[i] = cell
	}
	return strings.Join(quoted, ",")
}
