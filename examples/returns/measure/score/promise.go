// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"

	"example.com/shop/returns/measure/truth"
)

// promise is one thing that must hold of the two columns.
type promise struct {
	text string
	kept bool
}

func promises(without, with *column, refusals, doubts int) []promise {
	u, g := without.all, with.all
	list := []promise{
		{"ungoverned: wrong 37 % ± 1", u.share(u.wrong) >= 36 && u.share(u.wrong) <= 38},
		{"governed: wrong at most 0.02 %", g.share(g.wrong) <= 0.02},
		{"governed: lost exactly 0", g.lost == 0},
		{"governed: right at least 99.5 %", g.share(g.right) >= 99.5},
		{"governed: no answer without a row", g.invented == 0},
	}
	for _, class := range []truth.Class{truth.Plain, truth.CRLF, truth.BOM, truth.BOMQuoted, truth.EmbeddedNewline} {
		c := with.class[class]
		list = append(list, promise{fmt.Sprintf("governed: every row of every %s file right", class), c.given > 0 && c.right == c.given})
	}
	elsewhere := 0
	for class, c := range with.class {
		if !class.Refused() {
			elsewhere += c.rejected
		}
	}
	return append(list,
		promise{"governed: rejected only utf16le, gbk, ragged, bare-cr", elsewhere == 0},
		promise{"governed: every rejection names file, row, byte offset and reason", refusals == g.rejected && doubts == 0})
}

// printPromises prints every promise and answers how many are broken.
func printPromises(list []promise) int {
	broken := 0
	for _, p := range list {
		word := "kept  "
		if !p.kept {
			word = "broken"
			broken++
		}
		fmt.Println(word, p.text)
	}
	return broken
}
