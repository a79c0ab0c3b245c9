package ring

import (
	"sync/atomic"
	"time"
)

// Ring is a queue with one reader.
type Ring struct {
	head, tail atomic.Uint64
	slots      [1024]any
}

// Take waits until there is something in the ring.
func (r *Ring) Take() any {
	for r.head.Load() == r.tail.Load() {
		time.Sleep(50 * time.Microsecond) // want "clock/sub-millisecond-timer"
	}
	at := r.tail.Add(1) - 1
	return r.slots[at%uint64(len(r.slots))]
}
