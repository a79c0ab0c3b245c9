package checked

import (
	"io/fs"
	"os"
	"path/filepath"
)

// FS is a folder.
type FS struct{ root string }

// Open opens a file of it.
func (f FS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	// decoy: fs-paths/custom-fs-unvalidated
	return os.Open(filepath.Join(f.root, filepath.FromSlash(name)))
}
