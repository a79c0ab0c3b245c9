// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"example.com/shop/returns/measure/truth"
)

// count is the sum of fates over rows.
type count struct {
	given, right, wrong, displaced, rejected, lost, invented int
}

func (c *count) add(f fates) {
	c.given += len(f.rows)
	c.displaced += f.displaced
	c.invented += f.invented
	for _, row := range f.rows {
		switch row {
		case right:
			c.right++
		case wrong:
			c.wrong++
		case rejected:
			c.rejected++
		case lost:
			c.lost++
		}
	}
}

func (c count) share(part int) float64 {
	if c.given == 0 {
		return 0
	}
	return 100 * float64(part) / float64(c.given)
}

// column is one way to run the script over all files.
type column struct {
	all   count
	class map[truth.Class]*count
}

func newColumn() *column {
	c := &column{class: make(map[truth.Class]*count)}
	for _, class := range truth.Classes() {
		c.class[class] = &count{}
	}
	return c
}

func (c *column) add(class truth.Class, f fates) {
	c.all.add(f)
	c.class[class].add(f)
}

func printColumns(out io.Writer, without, with *column) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\tungoverned\t%\tgoverned\t%\t")
	line := func(name string, part func(count) int) {
		u, g := part(without.all), part(with.all)
		fmt.Fprintf(table, "%s\t%d\t%.2f\t%d\t%.2f\t\n", name, u, without.all.share(u), g, with.all.share(g))
	}
	line("rows given", func(c count) int { return c.given })
	line("right", func(c count) int { return c.right })
	line("wrong", func(c count) int { return c.wrong })
	line("of these: a field in the wrong place", func(c count) int { return c.displaced })
	line("rejected with a reason", func(c count) int { return c.rejected })
	line("lost", func(c count) int { return c.lost })
	return table.Flush()
}

func printClasses(out io.Writer, files map[truth.Class]int, without, with *column) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\tfiles\trows\tungoverned: right\twrong\trejected\tlost\tgoverned: right\twrong\trejected\tlost\t")
	for _, class := range truth.Classes() {
		u, g := without.class[class], with.class[class]
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", class, files[class], g.given,
			u.right, u.wrong, u.rejected, u.lost, g.right, g.wrong, g.rejected, g.lost)
	}
	return table.Flush()
}
