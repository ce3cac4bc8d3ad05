// Package objectname makes names of objects in a bucket from keys. They are
// those that the SDK for Node makes, as far as keys cannot get out of the
// prefix or into each other's way.
package objectname

import (
	"fmt"
	"path"
	"strings"

	"github.com/litexa-go/litexa/ask/persistence"
)

const (
	// MaxBytes is the length of the longest name; all services have this limit.
	MaxBytes = 1024
	// MaxPrefixBytes leaves room for keys.
	MaxPrefixBytes = MaxBytes / 2
)

// Prefix is what names begin with: empty, or a path with a slash at the end.
type Prefix string

// NewPrefix returns the prefix for a path as users write it.
func NewPrefix(pathPrefix string) (Prefix, error) {
	switch {
	case len(pathPrefix) > MaxPrefixBytes:
		return "", fmt.Errorf("the path prefix has %d bytes; use at most %d to leave room for keys", len(pathPrefix), MaxPrefixBytes)
	case strings.Contains("/"+pathPrefix+"/", "/../"):
		return "", fmt.Errorf("the path prefix is %q; it must not contain \"..\"", pathPrefix)
	case strings.ContainsFunc(pathPrefix, isControl):
		return "", fmt.Errorf("the path prefix is %q; it must not contain control characters", pathPrefix)
	}
	clean := path.Clean(pathPrefix)
	if clean == "." {
		return "", nil
	}
	return Prefix(strings.TrimSuffix(clean, "/") + "/"), nil
}

// Name returns the name of the object for a key. The error matches
// [persistence.ErrInvalidKey] and does not contain the key.
func (p Prefix) Name(key string) (string, error) {
	if err := persistence.CheckKey(key); err != nil {
		return "", err
	}
	name := string(p) + key
	if len(name) > MaxBytes {
		return "", fmt.Errorf("%w: with the prefix it is %d bytes long, %d is the limit", persistence.ErrInvalidKey, len(name), MaxBytes)
	}
	if strings.ContainsFunc(key, isControl) {
		return "", fmt.Errorf("%w: it contains a control character", persistence.ErrInvalidKey)
	}
	for segment := range strings.SplitSeq(key, "/") {
		switch segment {
		case "":
			return "", fmt.Errorf("%w: it begins or ends with a slash, or has two in a row", persistence.ErrInvalidKey)
		case ".", "..":
			return "", fmt.Errorf("%w: it has the path segment %q", persistence.ErrInvalidKey, segment)
		}
	}
	return name, nil
}

func isControl(r rune) bool { return r < ' ' || r == 0x7f }
