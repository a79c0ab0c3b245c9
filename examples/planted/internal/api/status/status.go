package status

import (
	"encoding/json"
	"net/http"
)

type state struct {
	Ready bool `json:"ready"`
}

func handle(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8") // want "protocol-mismatch/json-as-text"
	_ = json.NewEncoder(w).Encode(state{Ready: true})
}
