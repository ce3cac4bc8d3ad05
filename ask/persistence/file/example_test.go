package file_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/file"
)

func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "skill")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)

	store, err := file.Open(dir)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := store.Put(ctx, "visitor", persistence.Attributes{"drink": "flat white"}, persistence.None); err != nil {
		log.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "visitor.json"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(string(text))
	// Output:
	// {
	//   "drink": "flat white"
	// }
}
