package api

import (
	"fmt"
	"log/slog"
)

// Secret is a string that shows in no log, message or JSON document, except
// when package fmt prints it as an unexported field, where it cannot hide.
// Convert it with string(s) to use it.
type Secret string

const redacted = "[redacted]"

// Format writes a placeholder, whatever the verb.
func (Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redacted)) }

// LogValue returns a placeholder.
func (Secret) LogValue() slog.Value { return slog.StringValue(redacted) }

// MarshalText returns a placeholder.
func (Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
