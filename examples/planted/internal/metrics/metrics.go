package metrics

import (
	"net/http"
	"strconv"
)

type Exporter struct{ port int }

func (e *Exporter) Run(mux *http.ServeMux) error {
	return http.ListenAndServe(":"+strconv.Itoa(e.port), mux) // want "http-timeouts/serve-no-timeout"
}
