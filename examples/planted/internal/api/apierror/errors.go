package apierror

import (
	"encoding/json"
	web "net/http"
)

type apiError struct {
	Message string `json:"message"`
}

func writeError(w web.ResponseWriter, msg string, code int) {
	data, err := json.Marshal(apiError{Message: msg})
	if err != nil {
		web.Error(w, msg, code)
		return
	}
	web.Error(w, string(data), code) // want "protocol-mismatch/json-in-http-error"
}
