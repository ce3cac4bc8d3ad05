// Package persistencetest checks that an adapter keeps the promises of
// [persistence.Adapter]. A test of an adapter calls [Run] with a [Harness] that
// tells how to make an adapter on an empty store and what the store is known to
// refuse:
//
//	func TestConformance(t *testing.T) {
//		persistencetest.Run(t, persistencetest.Harness{
//			New: func(t testing.TB) persistencetest.Store {
//				return persistencetest.Store{Adapter: memory.New()}
//			},
//		})
//	}
package persistencetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/litexa-go/litexa/ask/persistence"
)

// Harness connects the suite with the adapter under test. Only New is required.
// Checks that need an absent hook are skipped and say so.
type Harness struct {
	// New returns an adapter on an empty store of its own. It is called once
	// for each check. What must be released is registered with t.Cleanup.
	New func(t testing.TB) Store

	// Unreachable returns an adapter whose store cannot be reached, such as
	// one behind a closed port or in a directory that is gone. Its operations
	// should give up within seconds.
	Unreachable func(t testing.TB) persistence.Adapter

	// InvalidKey reports whether the store refuses a key. Those must fail with
	// [persistence.ErrInvalidKey], and all others must work and be distinct
	// from each other. Nil means that only keys failing
	// [persistence.CheckKey] are refused, which must always be refused.
	InvalidKey func(key string) bool

	// MaxItemBytes is the limit of the store for one item; zero means none
	// worth testing. Attributes whose JSON is a tenth smaller must be stored,
	// those a tenth larger must fail with [persistence.ErrTooLarge].
	MaxItemBytes int

	// Unsupported names the [Values] that the store cannot hold. Saving them
	// must fail with [persistence.ErrInvalidAttributes] rather than change
	// them.
	Unsupported []string

	// ContentVersions says that versions are derived from the content alone,
	// as the ETags of S3 are: an item that returns to a former state returns
	// to its former version.
	ContentVersions bool

	// Skip names checks not to run, each with the reason: for stand-ins of a
	// store that fall short of it.
	Skip map[string]string
}

// Store is one store and how to reach it.
type Store struct {
	// Adapter is the adapter under test. Required. If it is an [io.Closer],
	// the suite checks that it can be closed twice, so a cleanup may close it
	// again.
	Adapter persistence.Adapter

	// Second is another adapter on the same store, as another process would
	// open it. Nil means that Adapter is used in its place.
	Second persistence.Adapter

	// Corrupt replaces the value of an existing item by text, which is not a
	// JSON object, behind the back of the adapter. A store whose values are
	// not text puts the text where its attributes belong.
	Corrupt func(t testing.TB, key, text string)

	// Raw returns the stored form of an existing item, attributes and version,
	// in any notation that changes when the item does.
	Raw func(t testing.TB, key string) string
}

// Run checks the adapter that h makes, each promise in a subtest of its own.
func Run(t *testing.T, h Harness) {
	t.Helper()
	if err := h.validate(); err != nil {
		t.Fatal(err)
	}
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			if reason, ok := h.Skip[c.name]; ok {
				t.Skip(reason)
			}
			c.run(newSuite(t, h))
		})
	}
}

func (h Harness) validate() error {
	if h.New == nil {
		return errors.New("persistencetest: Harness.New is nil")
	}
	for name := range h.Skip {
		if !slices.ContainsFunc(checks, func(c check) bool { return c.name == name }) {
			return fmt.Errorf("persistencetest: Harness.Skip names %q, which is no check", name)
		}
	}
	values := Values()
	for _, name := range h.Unsupported {
		if _, ok := values[name]; !ok {
			return fmt.Errorf("persistencetest: Harness.Unsupported names %q, which is none of Values", name)
		}
	}
	return nil
}

// A check tests one promise. It reports through suite.t alone, so that the
// tests of this package can run it without a testing.T of its own.
type check struct {
	name string
	run  func(s *suite)
}

// suite is what a check works with: one new store.
type suite struct {
	t       testing.TB
	ctx     context.Context
	h       Harness
	store   Store
	adapter persistence.Adapter
	second  persistence.Adapter
}

func newSuite(t testing.TB, h Harness) *suite {
	t.Helper()
	store := h.New(t)
	if store.Adapter == nil {
		t.Fatal("persistencetest: Harness.New returned a Store without an Adapter")
	}
	s := &suite{t: t, ctx: t.Context(), h: h, store: store, adapter: store.Adapter, second: store.Second}
	if s.second == nil {
		s.second = s.adapter
	}
	return s
}

func (s *suite) invalidKey(key string) bool {
	if persistence.CheckKey(key) != nil {
		return true
	}
	return s.h.InvalidKey != nil && s.h.InvalidKey(key)
}
