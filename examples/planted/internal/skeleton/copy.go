package skeleton

import (
	"embed"
	"io/fs"
	"os"
	"path/filepath"
)

//go:embed skeleton
var skeleton embed.FS

// To writes the skeleton into a folder: slashes inside, separators outside.
func To(dir string) error {
	return fs.WalkDir(skeleton, "skeleton", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := skeleton.ReadFile(path)
		if err != nil {
			return err
		}
		// decoy: fs-paths/os-separator
		return os.WriteFile(filepath.Join(dir, filepath.FromSlash(path)), text, 0o644)
	})
}
