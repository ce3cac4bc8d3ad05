package persistence

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
)

// Causes that callers tell apart with [errors.Is].
var (
	// ErrConflict reports that the stored item is not of the expected version:
	// another writer was faster. Read the item again and repeat the change.
	ErrConflict = errors.New("another write changed the item since it was read")
	// ErrCorrupt reports a stored value that is not a set of attributes. The
	// value is left in place.
	ErrCorrupt = errors.New("stored value is not a JSON object of attributes")
	// ErrTooLarge reports attributes beyond what the store holds in one item.
	ErrTooLarge = errors.New("attributes exceed the size limit of the store")
	// ErrInvalidKey reports a key that the store cannot hold.
	ErrInvalidKey = errors.New("invalid key")
	// ErrInvalidAttributes reports attributes that have no JSON form, such as
	// NaN, a channel or a cycle.
	ErrInvalidAttributes = errors.New("attributes cannot be written as JSON")
)

// Op is an operation of an [Adapter] as named in errors.
type Op string

// The operations of an Adapter.
const (
	OpRead   Op = "read"
	OpSave   Op = "save"
	OpDelete Op = "delete"
)

// Error is a failed operation on a store. Its text names the operation, the
// store and a digest of the key, never the key itself, which identifies a
// person, nor the attributes.
type Error struct {
	Op    Op     // the operation that failed
	Store string // the store, such as `S3 bucket "cafe"`
	Key   string // the key; printed only as its digest
	Err   error  // the cause
}

func (e *Error) Error() string {
	preposition := "from"
	if e.Op == OpSave {
		preposition = "to"
	}
	return fmt.Sprintf("could not %s item (key %s) %s %s: %v", e.Op, KeyDigest(e.Key), preposition, e.Store, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// KeyDigest returns a short, stable digest of key, fit for logs: the first 12
// hexadecimal digits of its SHA-256 sum. `printf %s KEY | sha256sum` prints
// the same digits.
func KeyDigest(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:6])
}
