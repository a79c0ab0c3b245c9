// SPDX-License-Identifier: Apache-2.0

// Package truth is what the generator knows about every row that it wrote, and what the score is counted against.
// It knows nothing of the script and nothing of Demarc.
package truth

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Class says what is special about a file.
type Class string

// The classes, in the order of the report.
const (
	Plain           Class = "plain"            // LF, quotes where needed
	CRLF            Class = "crlf"             // CRLF line ends
	BOM             Class = "bom"              // a byte order mark before the header
	BOMQuoted       Class = "bom-quoted"       // a byte order mark before a header of quoted names
	EmbeddedNewline Class = "embedded-newline" // a line end inside every comment
	UTF16LE         Class = "utf16le"          // UTF-16, little-endian, with its mark
	GBK             Class = "gbk"              // a Chinese comment in GBK in every row
	Ragged          Class = "ragged"           // an unquoted comma in every comment
	BareCR          Class = "bare-cr"          // CR alone as the line end
	Empty           Class = "empty"            // no row: only a header, or no byte at all
)

// Classes lists them all.
func Classes() []Class {
	return []Class{Plain, CRLF, BOM, BOMQuoted, EmbeddedNewline, UTF16LE, GBK, Ragged, BareCR, Empty}
}

// Refused is true of a class that the contract refuses by name: bytes that are no UTF-8, ragged rows, bare CR.
func (c Class) Refused() bool {
	return c == UTF16LE || c == GBK || c == Ragged || c == BareCR
}

// Row is one row of a file, with the answer that is right for it.
type Row struct {
	File   string `json:"file"`
	Row    int    `json:"row"` // 1 is the first after the header; 0 stands for a file without rows
	Class  Class  `json:"class"`
	Start  int    `json:"start"` // its bytes in the file, up to and without End
	End    int    `json:"end"`
	Answer Answer `json:"answer"`
}

// Answer is the right output for a row.
type Answer struct {
	ReturnID    string `json:"return_id"`
	OrderID     int64  `json:"order_id"`
	SKU         string `json:"sku"`
	Qty         int    `json:"qty"`
	Reason      string `json:"reason"`
	AmountMinor int64  `json:"amount_minor"`
	Currency    string `json:"currency"`
}

// Read reads rows, one JSON object per line.
func Read(in io.Reader) ([]Row, error) {
	var rows []Row
	decoder := json.NewDecoder(bufio.NewReader(in))
	for {
		var row Row
		err := decoder.Decode(&row)
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", len(rows)+1, err)
		}
		rows = append(rows, row)
	}
}
