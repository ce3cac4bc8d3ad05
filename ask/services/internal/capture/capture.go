// Package capture carries, in a context, the place where a caller wants the
// metadata of a response.
package capture

import "context"

type key struct{}

// With returns a context that carries destination.
func With(ctx context.Context, destination any) context.Context {
	return context.WithValue(ctx, key{}, destination)
}

// From returns the destination that ctx carries, nil when there is none.
func From(ctx context.Context) any {
	return ctx.Value(key{})
}
