package persistence

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/litexa-go/litexa/internal/wire"
)

// Attributes are a named set of JSON values: string, bool, nil, []any,
// map[string]any, and numbers. Numbers read from a store are [json.Number], so
// that integers beyond 2^53 keep every digit; any Go number may be put in.
type Attributes map[string]any

// Marshal encodes attributes as one JSON object. Nil attributes are the empty
// object. The error matches [ErrInvalidAttributes].
func Marshal(attributes Attributes) ([]byte, error) {
	if len(attributes) == 0 {
		return []byte("{}"), nil
	}
	e := wire.NewEncoder(make([]byte, 0, 128), encodeAttributes)
	e.Any(map[string]any(attributes))
	data, err := e.End()
	if err != nil {
		// The error proper names a path, which may tell of the user.
		return nil, fmt.Errorf("%w: %w", ErrInvalidAttributes, errors.Unwrap(err))
	}
	return data, nil
}

// encodeAttributes writes attributes within attributes.
func encodeAttributes(e *wire.Encoder, v any) bool {
	attributes, ok := v.(Attributes)
	if ok {
		e.Any(map[string]any(attributes))
	}
	return ok
}

// Unmarshal decodes one JSON object of attributes. Empty data is the empty set,
// as the Node adapters read it. The error matches [ErrCorrupt] and says where
// the data is malformed without quoting it.
func Unmarshal(data []byte) (Attributes, error) {
	if len(data) == 0 || string(data) == "{}" {
		return Attributes{}, nil
	}
	d := wire.NewDecoder(data)
	value := d.Any()
	if err := d.End(); err != nil {
		var malformed *wire.DecodeError
		if errors.As(err, &malformed) {
			err = fmt.Errorf("expected %s at byte %d", malformed.Want, malformed.Offset)
		}
		return nil, fmt.Errorf("%w: %w", ErrCorrupt, err)
	}
	attributes, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%w: it is another kind of JSON value", ErrCorrupt)
	}
	return attributes, nil
}

// Clone returns a deep copy of the maps and slices in attributes, down to the
// depth that can be written as JSON; other values are shared. Clone of nil is an
// empty set.
func (a Attributes) Clone() Attributes {
	return cloneMap(a, 1)
}

func cloneMap(m map[string]any, depth int) map[string]any {
	clone := make(map[string]any, len(m))
	for name, value := range m {
		clone[name] = cloneValue(value, depth)
	}
	return clone
}

func cloneValue(value any, depth int) any {
	if depth > wire.MaxDepth { // a circle, perhaps
		return value
	}
	switch value := value.(type) {
	case map[string]any:
		return cloneMap(value, depth+1)
	case Attributes:
		return Attributes(cloneMap(value, depth+1))
	case []any:
		clone := make([]any, len(value))
		for i, v := range value {
			clone[i] = cloneValue(v, depth+1)
		}
		return clone
	}
	return value
}

// Decode stores the attributes in v, a pointer to a struct or map, by the rules
// of [json.Unmarshal].
func (a Attributes) Decode(v any) error {
	data, err := Marshal(a)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, v); err != nil {
		return fmt.Errorf("decoding attributes: %w", err)
	}
	return nil
}

// AttributesOf returns v, a struct or map, as attributes by the rules of
// [json.Marshal].
func AttributesOf(v any) (Attributes, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrInvalidAttributes, err)
	}
	return Unmarshal(data)
}

// Value returns the attribute called name as a T, and whether it is present and
// can be represented as one by the rules of [json.Unmarshal]:
//
//	visits, ok := persistence.Value[int](attributes, "visits")
func Value[T any](a Attributes, name string) (T, bool) {
	var zero T
	value, ok := a[name]
	if !ok {
		return zero, false
	}
	if v, ok := value.(T); ok {
		return v, true
	}
	data, err := json.Marshal(value)
	if err != nil || string(data) == "null" {
		return zero, false
	}
	var v T
	if json.Unmarshal(data, &v) != nil {
		return zero, false
	}
	return v, true
}
