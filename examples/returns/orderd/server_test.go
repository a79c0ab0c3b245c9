// SPDX-License-Identifier: Apache-2.0

package main

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func start(t *testing.T, n Normalizer) *httptest.Server {
	t.Helper()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	server := httptest.NewServer(NewServer(n, NewStore(), 2, 1<<16, log).Handler())
	t.Cleanup(server.Close)
	return server
}

func send(t *testing.T, server *httptest.Server, mediaType, file string) (int, string) {
	t.Helper()
	answer, err := server.Client().Post(server.URL+"/merchants/m1/returns", mediaType, strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return read(t, answer)
}

func get(t *testing.T, server *httptest.Server, path string) (int, string) {
	t.Helper()
	answer, err := server.Client().Get(server.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, answer)
}

func read(t *testing.T, answer *http.Response) (int, string) {
	t.Helper()
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, strings.TrimSpace(string(body))
}

func TestFileIsStoredAndSummed(t *testing.T) {
	server := start(t, shop(t))
	file := header + row + "\nR00000002,7,TEA-000901,12,other,9800,JPY,\n"
	for range 2 { // the same file twice counts once
		if status, body := send(t, server, "text/csv; charset=utf-8", file); status != 200 || body != `{"rejected":null,"stored":2}` {
			t.Fatalf("got %d %s", status, body)
		}
	}
	_, totals := get(t, server, "/merchants/m1/totals")
	want := `{"returns":2,"items":14,"amount_minor":{"EUR":1250,"JPY":9800},"reasons":{"late":1,"other":1}}`
	if totals != want {
		t.Errorf("got %s, want %s", totals, want)
	}
	if status, body := get(t, server, "/merchants/m1/returns/R00000002"); status != 200 || !strings.Contains(body, `"order_id":7`) {
		t.Errorf("got %d %s", status, body)
	}
	if status, _ := get(t, server, "/merchants/m2/returns/R00000002"); status != 404 {
		t.Errorf("another merchant's return is seen: %d", status)
	}
}

func TestBadRequestsAreRefused(t *testing.T) {
	server := start(t, shop(t))
	if status, _ := send(t, server, "application/json", "{}"); status != http.StatusUnsupportedMediaType {
		t.Errorf("json: %d", status)
	}
	if status, _ := send(t, server, "text/csv", strings.Repeat("x", 1<<16+1)); status != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", status)
	}
	if status, body := send(t, server, "text/csv", header+row+"\"open\n"); status != http.StatusUnprocessableEntity {
		t.Errorf("unclosed quote: %d %s", status, body)
	}
}

func TestNothingIsStoredWhenTheScriptFails(t *testing.T) {
	server := start(t, scriptOf(t, `echo '{"return_id":"R1"}'; exit 3`))
	if status, _ := send(t, server, "text/csv", header); status != http.StatusInternalServerError {
		t.Errorf("got %d", status)
	}
	if _, totals := get(t, server, "/merchants/m1/totals"); !strings.HasPrefix(totals, `{"returns":0,`) {
		t.Errorf("got %s", totals)
	}
}

func TestAFullHouseAnswers503(t *testing.T) {
	server := start(t, scriptOf(t, "sleep 3"))
	done := make(chan int, 3)
	for range 3 {
		go func() {
			status, _ := send(t, server, "text/csv", header)
			done <- status
		}()
	}
	if first := <-done; first != http.StatusServiceUnavailable {
		t.Errorf("got %d", first)
	}
	<-done
	<-done
}
