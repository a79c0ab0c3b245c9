package page

import (
	"bytes"
	"html/template"
	"net/http"
)

func show(t *template.Template, data any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var page bytes.Buffer
		if err := t.Execute(&page, data); err != nil {
			// decoy: protocol-mismatch/error-after-body
			http.Error(w, "page", http.StatusInternalServerError)
			return
		}
		_, _ = page.WriteTo(w)
	}
}
