package assets

import (
	"embed"
	iofs "io/fs"
)

const folder = "dist/"

//go:embed dist
var files embed.FS

// Files are the assets without the folder that they are built into.
func Files() (iofs.FS, error) {
	return iofs.Sub(files, folder) // want "fs-paths/invalid-name-literal"
}
