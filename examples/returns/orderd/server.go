// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"time"
)

// Server takes merchants' files of returns over HTTP.
type Server struct {
	normalizer Normalizer
	store      *Store
	slots      chan struct{} // one for each script that may run at once
	maxBody    int64
	log        *slog.Logger
}

// NewServer makes a server that runs at most `scripts` scripts at once.
func NewServer(normalizer Normalizer, store *Store, scripts int, maxBody int64, log *slog.Logger) *Server {
	return &Server{normalizer, store, make(chan struct{}, scripts), maxBody, log}
}

// Handler is the whole HTTP interface.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /merchants/{merchant}/returns", s.postReturns)
	mux.HandleFunc("GET /merchants/{merchant}/returns/{id}", s.getReturn)
	mux.HandleFunc("GET /merchants/{merchant}/totals", s.getTotals)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) })
	return mux
}

func (s *Server) postReturns(w http.ResponseWriter, r *http.Request) {
	mediaType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || mediaType != "text/csv" {
		s.fail(w, r, http.StatusUnsupportedMediaType, errors.New("send the file as text/csv"))
		return
	}
	// The file is read before a script starts: a slow merchant must not hold a slot.
	file, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.maxBody))
	if err != nil {
		s.fail(w, r, statusOfRead(err), err)
		return
	}
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-time.After(time.Second):
		w.Header().Set("Retry-After", "1")
		s.fail(w, r, http.StatusServiceUnavailable, errors.New("too many files at once"))
		return
	case <-r.Context().Done():
		return
	}
	batch, err := s.normalizer.Normalize(r.Context(), bytes.NewReader(file))
	if err != nil {
		s.fail(w, r, statusOfNormalize(err), err)
		return
	}
	merchant := r.PathValue("merchant")
	s.store.Put(merchant, batch.Returns)
	s.log.Info("returns stored", "merchant", merchant, "stored", len(batch.Returns), "rejected", len(batch.Rejected))
	s.answer(w, http.StatusOK, map[string]any{"stored": len(batch.Returns), "rejected": batch.Rejected})
}

func (s *Server) getReturn(w http.ResponseWriter, r *http.Request) {
	found, ok := s.store.Get(r.PathValue("merchant"), r.PathValue("id"))
	if !ok {
		s.fail(w, r, http.StatusNotFound, errors.New("no such return"))
		return
	}
	s.answer(w, http.StatusOK, found)
}

func (s *Server) getTotals(w http.ResponseWriter, r *http.Request) {
	s.answer(w, http.StatusOK, s.store.Totals(r.PathValue("merchant")))
}

func statusOfRead(err error) int {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	return http.StatusBadRequest
}

func statusOfNormalize(err error) int {
	switch {
	case errors.Is(err, ErrBadFile):
		return http.StatusUnprocessableEntity
	case errors.Is(err, ErrTryAgain):
		return http.StatusServiceUnavailable
	case errors.Is(err, ErrTooSlow):
		return http.StatusGatewayTimeout
	case errors.Is(err, ErrBadAnswer):
		return http.StatusBadGateway
	default:
		return http.StatusInternalServerError
	}
}

func (s *Server) fail(w http.ResponseWriter, r *http.Request, status int, err error) {
	s.log.Warn("request failed", "path", r.URL.Path, "status", status, "err", err)
	s.answer(w, status, map[string]any{"error": err.Error()})
}

func (s *Server) answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		s.log.Warn("answer cut", "err", err)
	}
}
