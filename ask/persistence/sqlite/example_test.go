package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/sqlite"
)

func ExampleOpen() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "skill")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)

	store, err := sqlite.Open(ctx, filepath.Join(dir, "skill.db"))
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()

	item, err := store.Get(ctx, "visitor")
	if err != nil {
		log.Fatal(err)
	}
	visits, _ := persistence.Value[int](item.Attributes, "visits")
	item.Attributes["visits"] = visits + 1
	_, err = store.Put(ctx, "visitor", item.Attributes, item.Version)
	if errors.Is(err, persistence.ErrConflict) {
		log.Fatal("another request was faster: read and change the item again")
	}
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(item.Attributes)
	// Output: map[visits:1]
}
