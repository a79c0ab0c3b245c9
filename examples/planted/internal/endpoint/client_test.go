package endpoint

import (
	"os"
	"testing"
)

func TestProxyFromEnvironment(t *testing.T) {
	t.Parallel()
	os.Setenv("SERVICE_URL", "http://one.example.org") // want "test-state/env-with-parallel"
	defer os.Unsetenv("SERVICE_URL")
	if URL() != "http://one.example.org" {
		t.Error(URL())
	}
}

func TestDefault(t *testing.T) {
	t.Parallel()
	if URL() != "" {
		t.Error(URL())
	}
}

// URL is where the service is.
func URL() string { return os.Getenv("SERVICE_URL") }
