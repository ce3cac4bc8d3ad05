// Package persistence defines where a skill keeps what its users said last
// time: the [Adapter] interface that every store implements, the versions that
// keep two writers from overwriting each other, the errors callers branch on,
// and the functions that derive an item's key from a request.
//
// The adapters live in packages of their own below this one, so that a program
// links only the store it uses.
package persistence

import "context"

// An Adapter stores one set of attributes per key. Implementations are safe
// for concurrent use. Those that hold resources also implement [io.Closer].
//
// Failures are reported as [*Error], which names the store, the operation and a
// digest of the key, and never the attributes.
type Adapter interface {
	// Get returns the item stored under key. When nothing is stored it
	// returns an item with empty, non-nil attributes and the version None, and
	// no error. The caller owns the returned attributes.
	Get(ctx context.Context, key string) (Item, error)

	// Put stores attributes under key, replacing what was there, and returns
	// the new version. It fails with an error matching [ErrConflict], and
	// changes nothing, unless the stored version equals expect. Expect None
	// to create an item that must not exist, and Any to write regardless.
	// Put does not retain attributes.
	Put(ctx context.Context, key string, attributes Attributes, expect Version) (Version, error)

	// Delete removes the item stored under key. It fails with an error
	// matching [ErrConflict], and changes nothing, unless the stored version
	// equals expect; Any removes regardless. Deleting what does not exist
	// succeeds with None and Any.
	Delete(ctx context.Context, key string, expect Version) error
}

// Item is what a store holds under one key.
type Item struct {
	// Attributes are the stored attributes; empty, never nil, when the key
	// holds nothing.
	Attributes Attributes
	// Version identifies this state of the item; None when the key holds
	// nothing.
	Version Version
}

// Version identifies one state of a stored item. Its text belongs to the
// adapter that issued it; callers compare it and hand it back, nothing else.
type Version string

const (
	// None is the version of an item that does not exist.
	None Version = ""
	// Any, as an expected version, accepts whatever is stored.
	Any Version = "*"
)
