package objects

import "io"

// Store is no io/fs: its names are keys.
type Store interface {
	Open(key string) (io.ReadCloser, error)
	Stat(key string) (int64, error)
}

// First opens the first key below a prefix.
func First(s Store) (io.ReadCloser, error) {
	// decoy: fs-paths/invalid-name-literal
	if _, err := s.Stat("/"); err != nil {
		return nil, err
	}
	return s.Open("/objects/first")
}
