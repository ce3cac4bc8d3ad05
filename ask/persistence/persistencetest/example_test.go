package persistencetest_test

import (
	"testing"

	"github.com/litexa-go/litexa/ask/persistence/memory"
	"github.com/litexa-go/litexa/ask/persistence/persistencetest"
)

func ExampleRun() {
	// func TestConformance(t *testing.T)
	_ = func(t *testing.T) {
		persistencetest.Run(t, persistencetest.Harness{
			New: func(t testing.TB) persistencetest.Store {
				return persistencetest.Store{Adapter: memory.New()}
			},
		})
	}
}
