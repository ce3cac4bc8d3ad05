package blob_test

import (
	"context"
	"fmt"
	"log"

	_ "gocloud.dev/blob/memblob" // for mem://

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/blob"
)

func ExampleOpen() {
	ctx := context.Background()
	adapter, err := blob.Open(ctx, "mem://", blob.Config{PathPrefix: "cafe"})
	if err != nil {
		log.Fatal(err)
	}
	defer adapter.Close()

	item, err := adapter.Get(ctx, "amzn1.ask.account.EXAMPLE")
	if err != nil {
		log.Fatal(err)
	}
	item.Attributes["drink"] = "coffee"
	if _, err := adapter.Put(ctx, "amzn1.ask.account.EXAMPLE", item.Attributes, item.Version); err != nil {
		log.Fatal(err)
	}
	// A second save from the same state is a conflict.
	_, err = adapter.Put(ctx, "amzn1.ask.account.EXAMPLE", persistence.Attributes{"drink": "tea"}, item.Version)
	fmt.Println(err)
	// Output:
	// could not save item (key 18ee08cc4685) to bucket "mem://": another write changed the item since it was read
}
