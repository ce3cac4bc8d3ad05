// Package memory keeps attributes in the memory of the process: for tests,
// demonstrations, and skills that may forget.
package memory

import (
	"context"
	"strconv"
	"sync"

	"github.com/litexa-go/litexa/ask/persistence"
)

// Adapter is a [persistence.Adapter] on a map. It holds what the other stores
// hold, the JSON text of the attributes, so that a value which survives here
// survives there. The zero value is an empty store, ready for use.
type Adapter struct {
	mu    sync.RWMutex
	items map[string]item
	last  uint64 // the number of the latest write; versions never repeat
}

type item struct {
	data    []byte
	version persistence.Version
}

// New returns an empty store.
func New() *Adapter { return new(Adapter) }

// Get implements [persistence.Adapter].
func (a *Adapter) Get(ctx context.Context, key string) (persistence.Item, error) {
	if err := check(ctx, key); err != nil {
		return persistence.Item{}, failed(persistence.OpRead, key, err)
	}
	a.mu.RLock()
	stored, ok := a.items[key]
	a.mu.RUnlock()
	if !ok {
		return persistence.Item{Attributes: persistence.Attributes{}}, nil
	}
	attributes, err := persistence.Unmarshal(stored.data)
	if err != nil {
		return persistence.Item{}, failed(persistence.OpRead, key, err)
	}
	return persistence.Item{Attributes: attributes, Version: stored.version}, nil
}

// Put implements [persistence.Adapter].
func (a *Adapter) Put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	if err := check(ctx, key); err != nil {
		return persistence.None, failed(persistence.OpSave, key, err)
	}
	data, err := persistence.Marshal(attributes)
	if err != nil {
		return persistence.None, failed(persistence.OpSave, key, err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if expect != persistence.Any && expect != a.items[key].version {
		return persistence.None, failed(persistence.OpSave, key, persistence.ErrConflict)
	}
	if a.items == nil {
		a.items = make(map[string]item)
	}
	a.last++
	version := persistence.Version(strconv.FormatUint(a.last, 10))
	a.items[key] = item{data, version}
	return version, nil
}

// Delete implements [persistence.Adapter].
func (a *Adapter) Delete(ctx context.Context, key string, expect persistence.Version) error {
	if err := check(ctx, key); err != nil {
		return failed(persistence.OpDelete, key, err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if expect != persistence.Any && expect != a.items[key].version {
		return failed(persistence.OpDelete, key, persistence.ErrConflict)
	}
	delete(a.items, key)
	return nil
}

func check(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return persistence.CheckKey(key)
}

func failed(op persistence.Op, key string, err error) error {
	return &persistence.Error{Op: op, Store: "memory", Key: key, Err: err}
}
