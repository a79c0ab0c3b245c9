// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"example.com/shop/returns/measure/truth"
)

// fate is what became of a row.
type fate int

const (
	lost     fate = iota // no answer, and nobody said so
	right                // the answer is equal to the truth in every field
	wrong                // there is an answer, and it is not equal
	rejected             // no answer, and a reason was given
)

// fates are what became of the rows of one file.
type fates struct {
	rows      []fate
	displaced int // of the wrong ones: a field holds what belongs into another
	invented  int // answers for which there is no row
}

// compare finds for every line of output the row that it answers: first by return_id, then, for lines whose return_id
// is nobody's, in order. Rows without an answer stay lost.
func compare(rows []truth.Row, output []byte) fates {
	found := fates{rows: make([]fate, len(rows))}
	byID := make(map[string]int, len(rows))
	for i, row := range rows {
		byID[row.Answer.ReturnID] = i
	}
	var strays [][]byte
	for line := range bytes.Lines(output) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		i, known := byID[idOf(line)]
		if !known || found.rows[i] != lost {
			strays = append(strays, line)
			continue
		}
		found.judge(i, rows[i], line)
	}
	next := 0
	for _, line := range strays {
		for next < len(rows) && found.rows[next] != lost {
			next++
		}
		if next == len(rows) {
			found.invented++
			continue
		}
		found.judge(next, rows[next], line)
	}
	return found
}

func (f *fates) judge(i int, row truth.Row, line []byte) {
	if equal(row.Answer, line) {
		f.rows[i] = right
		return
	}
	f.rows[i] = wrong
	if displaced(row.Answer, line) {
		f.displaced++
	}
}

func idOf(line []byte) string {
	var answer struct {
		ReturnID string `json:"return_id"`
	}
	if json.Unmarshal(line, &answer) != nil {
		return ""
	}
	return answer.ReturnID
}

// equal is strict: seven members, numbers as digits and nothing else, texts without a character more.
func equal(answer truth.Answer, line []byte) bool {
	var got map[string]json.RawMessage
	if json.Unmarshal(line, &got) != nil {
		return false
	}
	want := members(answer)
	if len(got) != len(want) {
		return false
	}
	for name, value := range want {
		if value.number && string(got[name]) != value.text {
			return false
		}
		var text string
		if !value.number && (json.Unmarshal(got[name], &text) != nil || text != value.text) {
			return false
		}
	}
	return true
}

// displaced is true when a field holds what belongs into another one. The sku tells: ten characters, and once in a row.
func displaced(answer truth.Answer, line []byte) bool {
	var got map[string]json.RawMessage
	if json.Unmarshal(line, &got) != nil {
		return false
	}
	for name, value := range got {
		if name != "sku" && strings.Contains(string(value), answer.SKU) {
			return true
		}
	}
	return false
}

type member struct {
	text   string
	number bool
}

func members(a truth.Answer) map[string]member {
	return map[string]member{
		"return_id":    {a.ReturnID, false},
		"order_id":     {strconv.FormatInt(a.OrderID, 10), true},
		"sku":          {a.SKU, false},
		"qty":          {strconv.Itoa(a.Qty), true},
		"reason":       {a.Reason, false},
		"amount_minor": {strconv.FormatInt(a.AmountMinor, 10), true},
		"currency":     {a.Currency, false},
	}
}

// ungoverned judges what the script made of a file when nothing stood before it. What a service would do with its
// answer counts: exit code 65 throws the output away with a reason, every other code but 0 without one.
func ungoverned(rows []truth.Row, output []byte, stderr string, exit int) fates {
	all := func(f fate) fates {
		found := fates{rows: make([]fate, len(rows))}
		for i := range found.rows {
			found.rows[i] = f
		}
		return found
	}
	switch exit {
	case 0:
	case 65:
		return all(rejected)
	default:
		return all(lost)
	}
	found := compare(rows, output)
	complaints := 0
	for line := range strings.Lines(stderr) {
		if strings.HasPrefix(line, "REJECT ") {
			complaints++
		}
	}
	for i := range found.rows {
		if complaints > 0 && found.rows[i] == lost {
			found.rows[i] = rejected
			complaints--
		}
	}
	return found
}

// refusal is a row that the boundary refused by name.
type refusal struct {
	file   string
	row    int
	offset int
	reason string
}

// governed judges what came through the boundary. A row counts as rejected only when a violation names it, or names
// the file without a row because it cannot be split into rows, with a byte offset that is really there.
func governed(rows []truth.Row, output []byte, r record, size int) (fates, []refusal, []string) {
	if r.Outcome == "OK" {
		return compare(rows, output), nil, nil
	}
	found := fates{rows: make([]fate, len(rows))}
	var refusals []refusal
	var doubts []string
	if r.Outcome != "IV" {
		return found, nil, []string{fmt.Sprintf("%s: outcome %s%s", r.File, r.Outcome, firstOf(r))}
	}
	named := make(map[int]violation)
	for _, v := range r.Violations {
		item := 0
		if v.Item != nil {
			item = *v.Item
		}
		if _, twice := named[item]; !twice {
			named[item] = v
		}
	}
	for i, row := range rows {
		v, ok := named[row.Row]
		from, to := row.Start, row.End
		if !ok {
			v, ok = named[0]
			from, to = 0, size
		}
		switch {
		case !ok:
			doubts = append(doubts, fmt.Sprintf("%s row %d: refused without being named", row.File, row.Row))
		case v.Offset == nil || v.Message == "":
			doubts = append(doubts, fmt.Sprintf("%s row %d: refused without an offset or a reason", row.File, row.Row))
		case *v.Offset < from || *v.Offset > to:
			doubts = append(doubts, fmt.Sprintf("%s row %d: offset %d is not within its bytes %d to %d", row.File, row.Row, *v.Offset, from, to))
		default:
			found.rows[i] = rejected
			refusals = append(refusals, refusal{row.File, row.Row, *v.Offset, v.Check + "/" + v.Keyword + ": " + v.Message})
		}
	}
	return found, refusals, doubts
}

func firstOf(r record) string {
	for _, b := range r.Breaches {
		return ": " + b.Check + ": " + b.Message
	}
	for _, v := range r.Violations {
		return ": " + v.Check + ": " + v.Message
	}
	return ""
}
