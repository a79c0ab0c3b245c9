package accept

import (
	"encoding/json"
	"net/http"
	"strings"
)

func handle(w http.ResponseWriter, r *http.Request) {
	if strings.Contains(r.Header.Get("Accept"), "text/plain") {
		// decoy: protocol-mismatch/json-as-text
		w.Header().Set("Content-Type", "text/plain")
	} else {
		w.Header().Set("Content-Type", "application/json")
	}
	_ = json.NewEncoder(w).Encode([]string{"a"})
}
