package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"github.com/litexa-go/litexa/ask/persistence"
)

// NewStore keeps records with a persistence adapter.
func NewStore(adapter persistence.Adapter) Store { return adapterStore{adapter} }

type adapterStore struct{ adapter persistence.Adapter }

func (s adapterStore) Get(ctx context.Context, key string) (json.RawMessage, string, error) {
	item, err := s.adapter.Get(ctx, key)
	if err != nil {
		return nil, "", err
	}
	if item.Version == persistence.None {
		return nil, "", nil
	}
	record, err := persistence.Marshal(item.Attributes)
	if err != nil {
		return nil, "", err
	}
	return record, string(item.Version), nil
}

func (s adapterStore) Put(ctx context.Context, key string, record json.RawMessage, version string) error {
	attributes, err := persistence.Unmarshal(record)
	if err != nil {
		return err
	}
	_, err = s.adapter.Put(ctx, key, attributes, persistence.Version(version))
	if errors.Is(err, persistence.ErrConflict) {
		return fmt.Errorf("%w: %w", ErrConflict, err)
	}
	return err
}

// MemoryStore keeps records in memory, with their members in order. Its zero
// value is empty and ready to use.
type MemoryStore struct {
	mu      sync.Mutex
	records map[string]memoryRecord
}

type memoryRecord struct {
	data    json.RawMessage
	version int
}

// Get returns the record of a key.
func (s *MemoryStore) Get(_ context.Context, key string) (json.RawMessage, string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.records[key]
	if !ok {
		return nil, "", nil
	}
	return r.data, strconv.Itoa(r.version), nil
}

// Put stores a record.
func (s *MemoryStore) Put(_ context.Context, key string, record json.RawMessage, version string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	r, ok := s.records[key]
	if ok != (version != "") || ok && version != strconv.Itoa(r.version) {
		return ErrConflict
	}
	if s.records == nil {
		s.records = make(map[string]memoryRecord)
	}
	s.records[key] = memoryRecord{data: record, version: r.version + 1}
	return nil
}
