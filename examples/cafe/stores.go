package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
	"github.com/litexa-go/litexa/ask/persistence/file"
	"github.com/litexa-go/litexa/ask/persistence/memory"
	"github.com/litexa-go/litexa/ask/persistence/s3"
	"github.com/litexa-go/litexa/ask/persistence/sqlite"
)

// The environment of the program.
const (
	storeVariable  = "CAFE_STORE"    // the store, as the flag -store
	bucketVariable = "S3BUCKET_NAME" // the bucket of the store s3
)

func defaultStore() string { return cmp.Or(os.Getenv(storeVariable), "sqlite") }

// openStore opens the store that description names: NAME or NAME:WHERE.
func openStore(ctx context.Context, description string) (persistence.Adapter, error) {
	name, where, _ := strings.Cut(description, ":")
	switch name {
	case "sqlite":
		return sqlite.Open(ctx, cmp.Or(where, "cafe.sqlite"))
	case "file":
		return file.Open(cmp.Or(where, "cafe-data"))
	case "memory":
		return memory.New(), nil
	case "s3":
		return s3.New(s3.Config{
			Bucket:           cmp.Or(where, os.Getenv(bucketVariable)),
			AutoCreateBucket: true,
			UsePathStyle:     os.Getenv("AWS_ENDPOINT_URL") != "" || os.Getenv("AWS_ENDPOINT_URL_S3") != "",
		})
	case "dynamodb":
		return dynamodb.New(dynamodb.Config{
			TableName:       cmp.Or(where, "persistent-cafe"),
			AutoCreateTable: true,
		})
	}
	return nil, fmt.Errorf("unknown store %q: use sqlite, file, memory, s3 or dynamodb", name)
}
