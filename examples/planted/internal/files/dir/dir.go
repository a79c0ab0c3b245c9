package dir

import (
	"io/fs"
	"os"
	"path/filepath"
)

// FS is a folder.
type FS struct{ root string }

// Open opens a file of it.
func (f FS) Open(name string) (fs.File, error) {
	return os.Open(filepath.Join(f.root, name)) // want "fs-paths/custom-fs-unvalidated"
}
