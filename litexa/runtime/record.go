package runtime

import (
	"context"
	"encoding/json"
	"fmt"
)

// Record returns what is stored for the user of a request, given as the JSON of
// its envelope; nil if nothing is. Without a store it is nil.
func (s *Skill) Record(ctx context.Context, event json.RawMessage) (json.RawMessage, error) {
	if s.config.Store == nil {
		return nil, nil
	}
	key, err := s.key(ctx, event)
	if err != nil {
		return nil, err
	}
	record, _, err := s.config.Store.Get(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("reading the database variables: %w", err)
	}
	return record, nil
}

// key returns the key of the record of the user of a request.
func (s *Skill) key(ctx context.Context, event json.RawMessage) (key string, err error) {
	e, err := s.pool.get(ctx)
	if err != nil {
		return "", err
	}
	err = e.vm.Hold(ctx, func() error {
		opened, err := e.open(ctx, event)
		key = opened.key
		return err
	})
	s.pool.put(e, !spoilt(err))
	return key, err
}
