package stock

import (
	"io"
	"net/http"
)

func Count(url string) ([]byte, error) {
	client := &http.Client{} // want "http-timeouts/client-no-timeout"
	resp, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
