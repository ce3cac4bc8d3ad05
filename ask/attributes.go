package ask

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
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
	envelope *alexa.RequestEnvelope
	adapter  persistence.Adapter
	keyFunc  persistence.KeyFunc

	mu      sync.Mutex // guards the two below
	request Attributes
	session Attributes // copied from the envelope at first use

	using      chan struct{} // holds a value while a method uses what follows
	loaded     bool          // persistent holds attributes that were read or set
	persistent Attributes
	defaults   Attributes // stand in for attributes of users without any
	baseline   []byte     // persistent as last read or saved, as JSON; nil if it was only set
	version    persistence.Version
}

// NewAttributesManager returns the attributes of one request, as handlers
// receive them. A nil adapter leaves out persistent attributes; a nil key
// stores them by user id.
func NewAttributesManager(envelope *alexa.RequestEnvelope, adapter persistence.Adapter, key persistence.KeyFunc) *AttributesManager {
	m := &AttributesManager{}
	m.init(envelope, adapter, key)
	return m
}

func (m *AttributesManager) init(envelope *alexa.RequestEnvelope, adapter persistence.Adapter, key persistence.KeyFunc) {
	if key == nil {
		key = persistence.UserID
	}
	m.envelope, m.adapter, m.keyFunc = envelope, adapter, key
	m.using = make(chan struct{}, 1)
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

// abandon drops what a failed handler did but did not save, so that an error
// handler begins with the attributes as they are stored.
func (m *AttributesManager) abandon(ctx context.Context) {
	if m.use(ctx) != nil {
		return // a goroutine of the failed handler uses them still
	}
	defer m.release()
	m.forget()
}

// resetSession undoes changes of the session attributes.
func (m *AttributesManager) resetSession() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.session = nil
}

// use waits until no other method uses the persistent attributes. The caller
// calls release when done.
func (m *AttributesManager) use(ctx context.Context) error {
	select {
	case m.using <- struct{}{}:
		return nil // even if ctx has ended: the store decides what that means
	default:
	}
	select {
	case m.using <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for another use of the persistent attributes in this request: %w", ctx.Err())
	}
}

func (m *AttributesManager) release() { <-m.using }

// PersistentAttributes returns the stored attributes. The first call reads
// them; later calls in the same invocation return the same map. Change the map
// and call [AttributesManager.SavePersistentAttributes] to keep the change.
func (m *AttributesManager) PersistentAttributes(ctx context.Context) (Attributes, error) {
	if err := m.use(ctx); err != nil {
		return nil, err
	}
	defer m.release()
	if err := m.ensureLoaded(ctx); err != nil {
		return nil, err
	}
	return m.persistent, nil
}

// PersistentAttributesOr is [AttributesManager.PersistentAttributes] for users
// without stored attributes: these get a copy of defaults, which is stored only
// when saved.
func (m *AttributesManager) PersistentAttributesOr(ctx context.Context, defaults Attributes) (Attributes, error) {
	if err := m.use(ctx); err != nil {
		return nil, err
	}
	defer m.release()
	if err := m.ensureLoaded(ctx); err != nil {
		return nil, err
	}
	if len(m.persistent) == 0 {
		m.defaults = defaults.Clone()
		maps.Copy(m.persistent, defaults.Clone())
		if m.baseline != nil {
			var err error
			if m.baseline, err = persistence.Marshal(m.persistent); err != nil {
				return nil, fmt.Errorf("default attributes: %w", err)
			}
		}
	}
	return m.persistent, nil
}

// ReloadPersistentAttributes reads the stored attributes again, dropping
// unsaved changes.
func (m *AttributesManager) ReloadPersistentAttributes(ctx context.Context) (Attributes, error) {
	if err := m.use(ctx); err != nil {
		return nil, err
	}
	defer m.release()
	m.defaults = nil
	if err := m.load(ctx); err != nil {
		return nil, err
	}
	return m.persistent, nil
}

// SetPersistentAttributes replaces the attributes to be saved by a copy of
// attributes. If they were not read before in this invocation, saving
// overwrites whatever is stored. It must not be called within
// [AttributesManager.Update].
func (m *AttributesManager) SetPersistentAttributes(attributes Attributes) error {
	if m.adapter == nil {
		return fmt.Errorf("cannot set persistent attributes: %w", ErrNoAdapter)
	}
	m.using <- struct{}{}
	defer m.release()
	if !m.loaded {
		m.version, m.baseline = persistence.Any, nil
	}
	m.persistent, m.defaults, m.loaded = attributes.Clone(), nil, true
	return nil
}

// SavePersistentAttributes stores the attributes that were read or set in this
// invocation; without either it does nothing. If another invocation stored
// attributes since they were read, nothing is stored and the error matches
// [persistence.ErrConflict]; [AttributesManager.Update] repeats a change until
// it gets through.
func (m *AttributesManager) SavePersistentAttributes(ctx context.Context) error {
	return m.savePersistentAttributes(ctx, func() bool { return true })
}

// saveChanges is SavePersistentAttributes for attributes that differ from what
// is stored.
func (m *AttributesManager) saveChanges(ctx context.Context) error {
	if m.adapter == nil {
		return nil
	}
	return m.savePersistentAttributes(ctx, m.edited)
}

func (m *AttributesManager) savePersistentAttributes(ctx context.Context, wanted func() bool) error {
	if m.adapter == nil {
		return fmt.Errorf("cannot save persistent attributes: %w", ErrNoAdapter)
	}
	if err := m.use(ctx); err != nil {
		return err
	}
	defer m.release()
	if !m.loaded || !wanted() {
		return nil
	}
	return m.save(ctx, m.persistent, m.version)
}

// edited reports whether the attributes differ from those last read or saved.
// Attributes without a JSON form count as edited: saving them reports that.
func (m *AttributesManager) edited() bool {
	if m.baseline == nil {
		return true
	}
	now, err := persistence.Marshal(m.persistent)
	return err != nil || !bytes.Equal(now, m.baseline)
}

// DeletePersistentAttributes removes the stored attributes, whatever their
// state, and forgets those read or set in this invocation.
func (m *AttributesManager) DeletePersistentAttributes(ctx context.Context) error {
	if m.adapter == nil {
		return fmt.Errorf("cannot delete persistent attributes: %w", ErrNoAdapter)
	}
	if err := m.use(ctx); err != nil {
		return err
	}
	defer m.release()
	key, err := m.keyFunc(m.envelope)
	if err != nil {
		return fmt.Errorf("deleting persistent attributes: %w", err)
	}
	if err := m.adapter.Delete(ctx, key, persistence.Any); err != nil {
		return fmt.Errorf("deleting persistent attributes: %w", err)
	}
	m.forget()
	return nil
}

// forget drops the attributes read or set in this invocation.
func (m *AttributesManager) forget() {
	m.persistent, m.defaults, m.baseline, m.version, m.loaded = nil, nil, nil, persistence.None, false
}

const (
	updateAttempts = 10
	updateBackOff  = 10 * time.Millisecond // doubled after each lost race, up to updateMaxWait
	updateMaxWait  = 320 * time.Millisecond
)

// Update changes the stored attributes: it passes a copy of them to change,
// saves the result, and, if another invocation stored attributes in between,
// reads them anew and repeats. An error of change ends the update and is
// returned; nothing is saved then. change may be called several times. It must
// not use the persistent attributes in any other way than through its argument.
//
// Unsaved edits made outside of change are saved along with it. They cannot be
// repeated, so with such edits a lost race is reported as
// [persistence.ErrConflict].
func (m *AttributesManager) Update(ctx context.Context, change func(Attributes) error) error {
	if err := m.use(ctx); err != nil {
		return err
	}
	defer m.release()
	if err := m.ensureLoaded(ctx); err != nil {
		return err
	}
	data, err := persistence.Marshal(m.persistent)
	if err != nil {
		return fmt.Errorf("updating persistent attributes: %w", err)
	}
	edited := !bytes.Equal(data, m.baseline)
	version := m.version
	wait := updateBackOff
	for attempt := 1; ; attempt++ {
		changed, err := persistence.Unmarshal(data)
		if err != nil {
			return fmt.Errorf("updating persistent attributes: %w", err)
		}
		if err := change(changed); err != nil {
			return err
		}
		if err = m.save(ctx, changed, version); err == nil {
			// The map may be in the caller's hands, so it stays the same.
			clear(m.persistent)
			maps.Copy(m.persistent, changed)
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
		item, err := m.read(ctx)
		if err != nil {
			return err
		}
		if len(item.Attributes) == 0 {
			maps.Copy(item.Attributes, m.defaults)
		}
		if data, err = persistence.Marshal(item.Attributes); err != nil {
			return fmt.Errorf("updating persistent attributes: %w", err)
		}
		version = item.Version
	}
}

// The methods below are called by those that use the persistent attributes.

func (m *AttributesManager) ensureLoaded(ctx context.Context) error {
	if m.loaded {
		return nil
	}
	return m.load(ctx)
}

func (m *AttributesManager) load(ctx context.Context) error {
	item, err := m.read(ctx)
	if err != nil {
		return err
	}
	baseline, err := persistence.Marshal(item.Attributes)
	if err != nil {
		return fmt.Errorf("getting persistent attributes: %w", err)
	}
	m.persistent, m.version, m.baseline, m.loaded = item.Attributes, item.Version, baseline, true
	return nil
}

func (m *AttributesManager) read(ctx context.Context) (persistence.Item, error) {
	if m.adapter == nil {
		return persistence.Item{}, fmt.Errorf("cannot get persistent attributes: %w", ErrNoAdapter)
	}
	key, err := m.keyFunc(m.envelope)
	if err != nil {
		return persistence.Item{}, fmt.Errorf("getting persistent attributes: %w", err)
	}
	item, err := m.adapter.Get(ctx, key)
	if err != nil {
		return persistence.Item{}, fmt.Errorf("getting persistent attributes: %w", err)
	}
	if item.Attributes == nil {
		item.Attributes = Attributes{}
	}
	return item, nil
}

// save stores attributes; on success they are the baseline.
func (m *AttributesManager) save(ctx context.Context, attributes Attributes, expect persistence.Version) error {
	baseline, err := persistence.Marshal(attributes)
	if err != nil {
		return fmt.Errorf("saving persistent attributes: %w", err)
	}
	key, err := m.keyFunc(m.envelope)
	if err != nil {
		return fmt.Errorf("saving persistent attributes: %w", err)
	}
	version, err := m.adapter.Put(ctx, key, attributes, expect)
	if err != nil {
		return fmt.Errorf("saving persistent attributes: %w", err)
	}
	m.version, m.baseline = version, baseline
	return nil
}
