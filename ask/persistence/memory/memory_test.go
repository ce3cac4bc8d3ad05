package memory_test

import (
	"context"
	"fmt"
	"log"
	"testing"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/memory"
	"github.com/litexa-go/litexa/ask/persistence/persistencetest"
)

func TestConformance(t *testing.T) {
	persistencetest.Run(t, persistencetest.Harness{
		New: func(t testing.TB) persistencetest.Store {
			return persistencetest.Store{Adapter: memory.New()}
		},
	})
}

func TestZeroValue(t *testing.T) {
	persistencetest.Run(t, persistencetest.Harness{
		New: func(t testing.TB) persistencetest.Store {
			return persistencetest.Store{Adapter: new(memory.Adapter)}
		},
	})
}

func Example() {
	ctx := context.Background()
	store := memory.New()
	version, err := store.Put(ctx, "visitor", persistence.Attributes{"drink": "flat white"}, persistence.None)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := store.Put(ctx, "visitor", persistence.Attributes{"drink": "mocha"}, version); err != nil {
		log.Fatal(err)
	}
	_, err = store.Put(ctx, "visitor", persistence.Attributes{"drink": "tea"}, version)
	fmt.Println(err)
	// Output:
	// could not save item (key 5f14f9e6d80f) to memory: another write changed the item since it was read
}

func BenchmarkGet(b *testing.B) {
	store := memory.New()
	if _, err := store.Put(b.Context(), "visitor", benchmarkAttributes, persistence.Any); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := store.Get(b.Context(), "visitor"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPut(b *testing.B) {
	store := memory.New()
	for b.Loop() {
		if _, err := store.Put(b.Context(), "visitor", benchmarkAttributes, persistence.Any); err != nil {
			b.Fatal(err)
		}
	}
}

var benchmarkAttributes = persistence.Attributes{"drink": "flat white", "visits": 17, "log": []any{"a", "b", "c"}}
