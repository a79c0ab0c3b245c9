// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"

	"example.com/shop/returns/measure/truth"
)

// row is one return before it becomes text: the answer, and the two cells that do not follow from it.
type row struct {
	answer  truth.Answer
	amount  string
	comment string
}

// merchant is who sends a file: what they sell, in which currency, and how they write numbers.
type merchant struct {
	name     string
	prefixes []string
	currency string
	write    func(r *random, minor int64, digits int) (string, int64)
	comments []string
}

var currencies = []string{"EUR", "EUR", "EUR", "USD", "GBP", "CHF", "PLN", "CZK", "SEK", "CNY", "JPY", "KRW", "KWD"}

func newMerchant(r *random, number int) merchant {
	m := merchant{
		name:     fmt.Sprintf("%s-%s-%04d", pick(r, firstNames), pick(r, trades), number),
		currency: pick(r, currencies),
		write:    pick(r, []func(*random, int64, int) (string, int64){fixed, fixed, trimmed, trimmed, exponent, fine}),
	}
	for range r.between(2, 6) {
		m.prefixes = append(m.prefixes, string([]byte{letter(r), letter(r), letter(r)}))
	}
	for range 2 {
		m.comments = append(m.comments, pick(r, languages)...)
	}
	return m
}

func letter(r *random) byte {
	return byte('A' + r.below(26))
}

func (m merchant) newRow(r *random, id int) row {
	digits := digitsOf(m.currency)
	amount, minor := m.write(r, m.price(r, digits), digits)
	order := int64(r.between(1, 999_999))
	if r.percent(80) { // most shops put the day before a counter: twelve digits
		order += int64(240_000+100*r.between(1, 6)+r.between(1, 28)) * 1_000_000
	}
	return row{
		answer: truth.Answer{
			ReturnID:    fmt.Sprintf("R%08d", id),
			OrderID:     order,
			SKU:         fmt.Sprintf("%s-%06d", pick(r, m.prefixes), r.below(1_000_000)),
			Qty:         pick(r, []int{1, 1, 1, 1, 1, 2, 2, 3, 4, 10, 12, r.between(1, 999)}),
			Reason:      pick(r, []string{"damaged", "damaged", "wrong_item", "late", "late", "other"}),
			AmountMinor: minor,
			Currency:    m.currency,
		},
		amount:  amount,
		comment: m.comment(r),
	}
}

// price is an amount in minor units, from nothing to the largest that the contract allows.
func (m merchant) price(r *random, digits int) int64 {
	if digits == 0 {
		return int64(r.between(0, 500)) * 100
	}
	unit := pow10(digits)
	switch r.below(40) {
	case 0:
		return 0
	case 1:
		return 1_000_000 * unit
	case 2:
		return int64(r.between(1, 9)) * 1000 * unit
	default:
		return int64(r.between(1, 400))*unit + pick(r, []int64{0, unit / 2, unit - 1, unit - unit/10, int64(r.below(int(unit)))})
	}
}

func (m merchant) comment(r *random) string {
	if r.percent(45) {
		return ""
	}
	text := pick(r, m.comments)
	if r.percent(10) {
		text += " " + pick(r, m.comments)
	}
	if r.percent(8) {
		text += " " + pick(r, emoji)
	}
	return text
}

// digitsOf is the number of digits after the point, ISO 4217.
func digitsOf(currency string) int {
	switch currency {
	case "JPY", "KRW":
		return 0
	case "KWD":
		return 3
	default:
		return 2
	}
}

func pow10(n int) int64 {
	power := int64(1)
	for range n {
		power *= 10
	}
	return power
}

// The ways to write an amount. Each gets minor units and gives the text, and the minor units that the text means.

// fixed writes all digits: 12.50.
func fixed(_ *random, minor int64, digits int) (string, int64) {
	if digits == 0 {
		return fmt.Sprint(minor), minor
	}
	unit := pow10(digits)
	return fmt.Sprintf("%d.%0*d", minor/unit, digits, minor%unit), minor
}

// trimmed leaves zeros at the end out: 12.5.
func trimmed(r *random, minor int64, digits int) (string, int64) {
	text, _ := fixed(r, minor, digits)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text, minor
}

// exponent is what a spreadsheet makes of a column that is too narrow: 1E+2, 1e3, 1.25e1.
func exponent(r *random, minor int64, digits int) (string, int64) {
	if minor == 0 {
		return "0", 0
	}
	mantissa, power := minor, -digits
	for mantissa%10 == 0 {
		mantissa /= 10
		power++
	}
	if r.percent(50) {
		return fmt.Sprintf("%de%d", mantissa, power), minor
	}
	text := fmt.Sprint(mantissa)
	power += len(text) - 1
	if len(text) > 1 {
		text = text[:1] + "." + text[1:]
	}
	return fmt.Sprintf("%sE%+d", text, power), minor
}

// fine writes one digit more than the currency has, as merchants do who take a tax off first: 0.005 is half up 0.01.
func fine(r *random, minor int64, digits int) (string, int64) {
	if minor >= 1_000_000*pow10(digits) {
		return fixed(r, minor, digits)
	}
	extra := int64(r.below(10))
	text, _ := fixed(r, minor*10+extra, digits+1)
	if extra >= 5 {
		minor++
	}
	return text, minor
}
