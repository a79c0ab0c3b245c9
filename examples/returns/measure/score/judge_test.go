// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
	"testing"

	"example.com/shop/returns/measure/truth"
)

const (
	first  = `{"return_id":"R00000001","order_id":11,"sku":"ABC-000001","qty":1,"reason":"late","amount_minor":100,"currency":"EUR"}` + "\n"
	second = `{"return_id":"R00000002","order_id":12,"sku":"ABC-000002","qty":1,"reason":"late","amount_minor":100,"currency":"EUR"}` + "\n"
)

func twoRows(class truth.Class) []truth.Row {
	return []truth.Row{
		{File: "a.csv", Row: 1, Class: class, Start: 58, End: 100, Answer: truth.Answer{ReturnID: "R00000001", OrderID: 11, SKU: "ABC-000001", Qty: 1, Reason: "late", AmountMinor: 100, Currency: "EUR"}},
		{File: "a.csv", Row: 2, Class: class, Start: 100, End: 140, Answer: truth.Answer{ReturnID: "R00000002", OrderID: 12, SKU: "ABC-000002", Qty: 1, Reason: "late", AmountMinor: 100, Currency: "EUR"}},
	}
}

func TestOutputIsJudgedRowByRow(t *testing.T) {
	tests := map[string]struct {
		output string
		want   []fate
	}{
		"all right":             {first + second, []fate{right, right}},
		"other order":           {second + first, []fate{right, right}},
		"nothing":               {"", []fate{lost, lost}},
		"one is missing":        {second, []fate{lost, right}},
		"another number":        {strings.Replace(first, ":100", ":101", 1) + second, []fate{wrong, right}},
		"number as text":        {strings.Replace(first, ":11,", `:"11",`, 1) + second, []fate{wrong, right}},
		"number with fraction":  {strings.Replace(first, ":11,", `:11.0,`, 1) + second, []fate{wrong, right}},
		"member too many":       {strings.Replace(first, "{", `{"x":1,`, 1) + second, []fate{wrong, right}},
		"no json":               {"oops\n" + second, []fate{wrong, right}},
		"nobody's id":           {strings.Replace(first, "R00000001", "R00000001 11", 1) + second, []fate{wrong, right}},
		"the same answer twice": {first + first, []fate{right, wrong}},
	}
	for name, test := range tests {
		if got := compare(twoRows(truth.Plain), []byte(test.output)).rows; !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", name, got, test.want)
		}
	}
}

func TestAnswersWithoutARowAreCounted(t *testing.T) {
	if got := compare(twoRows(truth.Plain), []byte(first+second+first)); got.invented != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestAWholeRecordInOneFieldIsDisplaced(t *testing.T) {
	output := strings.Replace(first, "R00000001", `R00000001\u001f11\u001fABC-000001`, 1)
	if got := compare(twoRows(truth.BOM), []byte(output+second)); got.displaced != 1 {
		t.Errorf("got %+v", got)
	}
}

func TestExitCodeDecidesBeforeOutput(t *testing.T) {
	rows := twoRows(truth.Plain)
	if got := ungoverned(rows, []byte(first+second), "", 65).rows; !slices.Equal(got, []fate{rejected, rejected}) {
		t.Errorf("65: %v", got)
	}
	if got := ungoverned(rows, []byte(first+second), "", 2).rows; !slices.Equal(got, []fate{lost, lost}) {
		t.Errorf("2: %v", got)
	}
	if got := ungoverned(rows, []byte(second), "REJECT line 2: bad\nINFO 1\n", 0).rows; !slices.Equal(got, []fate{rejected, right}) {
		t.Errorf("0: %v", got)
	}
}

func TestOnlyANamedRowIsRejected(t *testing.T) {
	at := func(n int) *int { return &n }
	of := func(vs ...violation) record { return record{File: "a.csv", Outcome: "IV", Violations: vs} }
	tests := map[string]struct {
		record record
		want   []fate
		doubts int
	}{
		"both rows":           {of(violation{Item: at(1), Offset: at(60), Message: "m"}, violation{Item: at(2), Offset: at(100), Message: "m"}), []fate{rejected, rejected}, 0},
		"one row":             {of(violation{Item: at(1), Offset: at(60), Message: "m"}), []fate{rejected, lost}, 1},
		"the file":            {of(violation{Offset: at(0), Message: "m"}), []fate{rejected, rejected}, 0},
		"no offset":           {of(violation{Message: "m"}), []fate{lost, lost}, 2},
		"offset beyond file":  {of(violation{Offset: at(999), Message: "m"}), []fate{lost, lost}, 2},
		"offset of other row": {of(violation{Item: at(1), Offset: at(120), Message: "m"}), []fate{lost, lost}, 2},
		"no reason":           {of(violation{Offset: at(0)}), []fate{lost, lost}, 2},
		"nothing named":       {of(), []fate{lost, lost}, 2},
		"time-out":            {record{File: "a.csv", Outcome: "TO"}, []fate{lost, lost}, 1},
	}
	for name, test := range tests {
		got, _, doubts := governed(twoRows(truth.GBK), nil, test.record, 140)
		if !slices.Equal(got.rows, test.want) || len(doubts) != test.doubts {
			t.Errorf("%s: got %v %v", name, got.rows, doubts)
		}
	}
}

func TestPromisesBreak(t *testing.T) {
	u, g := newColumn(), newColumn()
	u.add(truth.BOM, fates{rows: []fate{wrong, right}})
	g.add(truth.BOM, fates{rows: []fate{lost, right}})
	broken := 0
	for _, p := range promises(u, g, 0, 0) {
		if !p.kept {
			broken++
		}
	}
	if broken < 4 { // ungoverned share, lost, right, every BOM row
		t.Errorf("only %d broken", broken)
	}
}
