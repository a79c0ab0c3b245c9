// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// record is one line of records.ndjson, as `demarc run` writes it for a file.
type record struct {
	File       string      `json:"file"`
	Outcome    string      `json:"outcome"`
	Violations []violation `json:"violations"`
	Breaches   []breach    `json:"breaches"`
}

// violation says what the contract refuses. Item is the row, absent when it is about the whole file.
type violation struct {
	Check   string `json:"check"`
	Keyword string `json:"keyword"`
	Item    *int   `json:"item"`
	Offset  *int   `json:"offset"`
	Message string `json:"message"`
}

type breach struct {
	Check   string `json:"check"`
	Message string `json:"message"`
}

func readRecords(path string) ([]record, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var records []record
	decoder := json.NewDecoder(bufio.NewReader(file))
	for {
		var r record
		err := decoder.Decode(&r)
		if errors.Is(err, io.EOF) {
			return records, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: record %d: %w", path, len(records)+1, err)
		}
		records = append(records, r)
	}
}
