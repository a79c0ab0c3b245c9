// SPDX-License-Identifier: Apache-2.0

package main

import (
	"maps"
	"sync"
)

// Totals are the sums of one merchant: how much is to be paid back, by currency.
type Totals struct {
	Returns     int              `json:"returns"`
	Items       int              `json:"items"`
	AmountMinor map[string]int64 `json:"amount_minor"`
	Reasons     map[string]int   `json:"reasons"`
}

// Store keeps the returns of all merchants in memory. A return that comes again replaces itself, so that a merchant
// may send a file twice.
type Store struct {
	mu        sync.RWMutex
	merchants map[string]map[string]Return
}

// NewStore makes an empty store.
func NewStore() *Store {
	return &Store{merchants: make(map[string]map[string]Return)}
}

// Put keeps the returns of one file, all or none.
func (s *Store) Put(merchant string, returns []Return) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.merchants[merchant]
	if known == nil {
		known = make(map[string]Return)
		s.merchants[merchant] = known
	}
	for _, r := range returns {
		known[r.ReturnID] = r
	}
}

// Get finds one return.
func (s *Store) Get(merchant, returnID string) (Return, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	r, found := s.merchants[merchant][returnID]
	return r, found
}

// Totals sums up what one merchant has sent.
func (s *Store) Totals(merchant string) Totals {
	s.mu.RLock()
	defer s.mu.RUnlock()
	totals := Totals{AmountMinor: make(map[string]int64), Reasons: make(map[string]int)}
	for r := range maps.Values(s.merchants[merchant]) {
		totals.Returns++
		totals.Items += r.Qty
		totals.AmountMinor[r.Currency] += r.AmountMinor
		totals.Reasons[r.Reason]++
	}
	return totals
}
