package failure

import (
	"encoding/json"
	"net/http"
)

func writeError(w http.ResponseWriter, msg string, code int) {
	data, err := json.Marshal(map[string]string{"message": msg})
	if err != nil {
		http.Error(w, msg, code)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	// decoy: protocol-mismatch/json-in-http-error
	_, _ = w.Write(data)
}
