package ask

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"sync"
	"time"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
)

// Attributes are a named set of JSON values; see [persistence.Attributes].
type Attributes = persistence.Attributes

// AttributesManager holds what a skill remembers, in three scopes: request
// attributes live for one invocation, session attributes travel through Alexa
// until the session ends, and persistent attributes are kept by the skill's
// [persistence.Adapter]. Its methods are safe for concurrent use; the maps they
// return are not.
type AttributesManager struct {
	mu       sync.Mutex
	envelope *alexa.RequestEnvelope
	adapter  persistence.Adapter
	keyFunc  persistence.KeyFunc

	request Attributes
	session Attributes // copied from the envelope at first use

	loaded     bool // persistent holds attributes that were read or set
	persistent Attributes
	baseline   Attributes // persistent as last read or saved, to find unsaved edits
	version    persistence.Version
}

// NewAttributesManager returns the attributes of one request, as handlers
// receive them. A nil adapter leaves out persistent attributes; a nil key
// stores them by user id.
func NewAttributesManager(envelope *alexa.RequestEnvelope, adapter persistence.Adapter, key persistence.KeyFunc) *AttributesManager {
	if key == nil {
		key = persistence.UserID
	}
	return &AttributesManager{envelope: envelope, adapter: adapter, keyFunc: key}
}

// RequestAttributes returns the attributes of this invocation. Changes to the
// map stay.
func (m *AttributesManager) RequestAttributes() Attributes {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.request == nil {
		m.request = Attributes{}
	}
	return m.request
}

// SetRequestAttributes replaces the attributes of this invocation.
func (m *AttributesManager) SetRequestAttributes(attributes Attributes) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.request = attributes
}

// SessionAttributes returns the attributes of the session, a copy of what the
// request carried. Changes to the map are sent back with the response. Without
// a session the error matches [ErrNoSession].
func (m *AttributesManager) SessionAttributes() (Attributes, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.envelope.Session == nil {
		return nil, fmt.Errorf("cannot get session attributes: %w", ErrNoSession)
	}
	return m.sessionAttributes(), nil
}

// sessionAttributes is called with m.mu held, for requests with a session.
func (m *AttributesManager) sessionAttributes() Attributes {
	if m.session == nil {
		m.session = Attributes(m.envelope.Session.Attributes).Clone()
	}
	return m.session
}

// SetSessionAttributes replaces the attributes of the session. Without a
// session the error matches [ErrNoSession].
func (m *AttributesManager) SetSessionAttributes(attributes Attributes) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.envelope.Session == nil {
		return fmt.Errorf("cannot set session attributes: %w", ErrNoSession)
	}
	if attributes == nil {
		attributes = Attributes{}
	}
	m.session = attributes
	return nil
}

// outgoing returns the session attributes of the response; nil without session.
func (m *AttributesManager) outgoing() map[string]any {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.envelope.Session == nil:
		return nil
	case m.session == nil && m.envelope.Session.Attributes != nil:
		return m.envelope.Session.Attributes // untouched: no need to copy
	}
	return m.sessionAttributes()
}

// PersistentAttributes returns the stored attributes. The first call reads
// them; later calls in the same invocation return the same map. Change the map
// and call [AttributesManager.SavePersistentAttributes] to keep the change.
func (m *AttributesManager) PersistentAttributes(ctx context.Context) (Attributes, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.loaded {
		if err := m.load(ctx); err != nil {
			return nil, err
		}
	}
	return m.persistent, nil
}

// PersistentAttributesOr is [AttributesManager.PersistentAttributes] for users
// without stored attributes: these get a copy of defaults, which is stored only
// when saved.
func (m *AttributesManager) PersistentAttributesOr(ctx context.Context, defaults Attributes) (Attributes, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.loaded {
		if err := m.load(ctx); err != nil {
			return nil, err
		}
	}
	if len(m.persistent) == 0 {
		m.persistent = defaults.Clone()
	}
	return m.persistent, nil
}

// ReloadPersistentAttributes reads the stored attributes again, dropping
// unsaved changes.
func (m *AttributesManager) ReloadPersistentAttributes(ctx context.Context) (Attributes, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := m.load(ctx); err != nil {
		return nil, err
	}
	return m.persistent, nil
}

// SetPersistentAttributes replaces the attributes to be saved. If they were not
// read before in this invocation, saving overwrites whatever is stored.
func (m *AttributesManager) SetPersistentAttributes(attributes Attributes) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.adapter == nil {
		return fmt.Errorf("cannot set persistent attributes: %w", ErrNoAdapter)
	}
	if attributes == nil {
		attributes = Attributes{}
	}
	if !m.loaded {
		m.version = persistence.Any
	}
	m.persistent, m.loaded = attributes, true
	return nil
}

// SavePersistentAttributes stores the attributes that were read or set in this
// invocation; without either it does nothing. If another invocation stored
// attributes since they were read, nothing is stored and the error matches
// [persistence.ErrConflict]; [AttributesManager.Update] repeats a change until
// it gets through.
func (m *AttributesManager) SavePersistentAttributes(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.adapter == nil {
		return fmt.Errorf("cannot save persistent attributes: %w", ErrNoAdapter)
	}
	if !m.loaded {
		return nil
	}
	return m.save(ctx, m.persistent)
}

// DeletePersistentAttributes removes the stored attributes, whatever their
// state, and forgets those read or set in this invocation.
func (m *AttributesManager) DeletePersistentAttributes(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.adapter == nil {
		return fmt.Errorf("cannot delete persistent attributes: %w", ErrNoAdapter)
	}
	key, err := m.keyFunc(m.envelope)
	if err != nil {
		return fmt.Errorf("deleting persistent attributes: %w", err)
	}
	if err := m.adapter.Delete(ctx, key, persistence.Any); err != nil {
		return fmt.Errorf("deleting persistent attributes: %w", err)
	}
	m.persistent, m.baseline, m.version, m.loaded = nil, nil, persistence.None, false
	return nil
}

const (
	updateAttempts = 10
	updateBackOff  = 10 * time.Millisecond // doubled after each lost race, up to updateMaxWait
	updateMaxWait  = 320 * time.Millisecond
)

// Update changes the stored attributes: it passes a copy of them to change,
// saves the result, and, if another invocation stored attributes in between,
// reads them anew and repeats. An error of change ends the update and is
// returned; nothing is saved then. change may be called several times and must
// not call methods of m.
//
// Unsaved edits made outside of change are saved along with it. They cannot be
// repeated, so with such edits a lost race is reported as
// [persistence.ErrConflict].
func (m *AttributesManager) Update(ctx context.Context, change func(Attributes) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.loaded {
		if err := m.load(ctx); err != nil {
			return err
		}
	}
	live := m.persistent // may be in the caller's hands, so the result goes back into it
	edited := !reflect.DeepEqual(m.persistent, m.baseline)
	wait := updateBackOff
	for attempt := 1; ; attempt++ {
		changed := m.persistent.Clone()
		if err := change(changed); err != nil {
			return err
		}
		err := m.save(ctx, changed)
		if err == nil {
			clear(live)
			maps.Copy(live, changed)
			m.persistent = live
			return nil
		}
		if !errors.Is(err, persistence.ErrConflict) || edited || attempt == updateAttempts {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("repeating an update of persistent attributes: %w", ctx.Err())
		case <-time.After(wait/2 + rand.N(wait)):
		}
		wait = min(2*wait, updateMaxWait)
		if err := m.load(ctx); err != nil {
			return err
		}
	}
}

// load is called with m.mu held.
func (m *AttributesManager) load(ctx context.Context) error {
	if m.adapter == nil {
		return fmt.Errorf("cannot get persistent attributes: %w", ErrNoAdapter)
	}
	key, err := m.keyFunc(m.envelope)
	if err != nil {
		return fmt.Errorf("getting persistent attributes: %w", err)
	}
	item, err := m.adapter.Get(ctx, key)
	if err != nil {
		return fmt.Errorf("getting persistent attributes: %w", err)
	}
	m.persistent, m.version, m.loaded = item.Attributes, item.Version, true
	m.baseline = item.Attributes.Clone()
	return nil
}

// save is called with m.mu held and attributes loaded.
func (m *AttributesManager) save(ctx context.Context, attributes Attributes) error {
	key, err := m.keyFunc(m.envelope)
	if err != nil {
		return fmt.Errorf("saving persistent attributes: %w", err)
	}
	version, err := m.adapter.Put(ctx, key, attributes, m.version)
	if err != nil {
		return fmt.Errorf("saving persistent attributes: %w", err)
	}
	m.version, m.baseline = version, attributes.Clone()
	return nil
}
