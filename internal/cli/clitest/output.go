package clitest

import (
	"strings"
	"sync"
	"testing"
	"time"
)

// Output is a stream whose content tests can wait for. It may be used by several
// goroutines.
type Output struct {
	mu      sync.Mutex
	text    strings.Builder
	changed chan struct{}
}

// NewOutput returns an empty stream.
func NewOutput() *Output { return &Output{changed: make(chan struct{})} }

// Write appends to the content.
func (o *Output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.text.Write(p)
	close(o.changed)
	o.changed = make(chan struct{})
	return len(p), nil
}

// String returns the content.
func (o *Output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// Wait waits until the content has n occurrences of a text, and returns it. The
// test fails if that takes unreasonably long.
func (o *Output) Wait(t *testing.T, text string, n int) string {
	t.Helper()
	patience := time.After(time.Minute)
	for {
		o.mu.Lock()
		content, changed := o.text.String(), o.changed
		o.mu.Unlock()
		if strings.Count(content, text) >= n {
			return content
		}
		select {
		case <-changed:
		case <-patience:
			t.Fatalf("%q is not among\n%s", text, content)
		}
	}
}
