package schema

import (
	"embed"
	"encoding/json"
	"path/filepath"
)

//go:embed schemas
var schemas embed.FS

// Schema reads a schema by its name.
func Schema(kind, version string) (map[string]any, error) {
	text, err := schemas.ReadFile(filepath.Join("schemas", kind, version+".json")) // want "fs-paths/os-separator"
	if err != nil {
		return nil, err
	}
	var schema map[string]any
	return schema, json.Unmarshal(text, &schema)
}
