package export

import (
	"fmt"
	"net/http"
)

type rows interface {
	Next() bool
	Scan(*string) error
}

func export(all rows) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/csv")
		var line string
		for all.Next() {
			if err := all.Scan(&line); err != nil {
				http.Error(w, "database gone", http.StatusInternalServerError) // want "protocol-mismatch/error-after-body"
				return
			}
			fmt.Fprintln(w, line)
		}
	}
}
