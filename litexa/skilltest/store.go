package skilltest

import (
	"context"
	"encoding/json"
	"strconv"
	"sync"

	"github.com/litexa-go/litexa/litexa/runtime"
)

// store keeps the one record of database variables that a test has, whatever
// its key.
type store struct {
	mu      sync.Mutex
	record  json.RawMessage
	version int
}

func (s *store) Get(context.Context, string) (json.RawMessage, string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.record == nil {
		return nil, "", nil
	}
	return s.record, strconv.Itoa(s.version), nil
}

func (s *store) Put(_ context.Context, _ string, record json.RawMessage, version string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.record != nil && version != strconv.Itoa(s.version) || s.record == nil && version != "" {
		return runtime.ErrConflict
	}
	s.record = record
	s.version++
	return nil
}

// set replaces the record; nil is none.
func (s *store) set(record json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.record = record
	s.version++
}

// read returns the record. As in Litexa 0.9, reading it makes an empty one.
func (s *store) read() json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.record == nil {
		return json.RawMessage("{}")
	}
	return s.record
}
