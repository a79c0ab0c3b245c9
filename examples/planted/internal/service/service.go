package service

import (
	"net/http"
	"time"
)

type Service struct {
	web  *http.Server
	read time.Duration
}

func New(h http.Handler, read time.Duration) *Service {
	// decoy: http-timeouts/server-no-header-timeout
	return &Service{web: &http.Server{Handler: h}, read: read}
}

func (s *Service) Run() error {
	s.web.ReadTimeout = s.read
	return s.web.ListenAndServe()
}
