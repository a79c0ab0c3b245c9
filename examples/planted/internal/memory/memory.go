package memory

import (
	"context"
	"runtime/debug"
	"time"
)

// KeepSmall gives memory back every minute.
func KeepSmall(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			debug.FreeOSMemory() // want "native-memory/cargo-cult-freeosmemory"
		}
	}
}
