// SPDX-License-Identifier: Apache-2.0

package main

// random is SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same files with every version of Go.
type random struct {
	state uint64
}

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1. The modulo favours small numbers by less than n/2^64.
func (r *random) below(n int) int {
	return int(r.next() % uint64(n))
}

// between is a number from low to high.
func (r *random) between(low, high int) int {
	return low + r.below(high-low+1)
}

// percent is true in so many of a hundred cases.
func (r *random) percent(share int) bool {
	return r.below(100) < share
}

func pick[T any](r *random, list []T) T {
	return list[r.below(len(list))]
}

func shuffle[T any](r *random, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := r.below(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
