package dynamodb

import "time"

// SetNow replaces the clock of an adapter.
func (a *Adapter) SetNow(now func() time.Time) { a.now = now }
