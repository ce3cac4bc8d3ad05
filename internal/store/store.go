// Package store opens the stores of database variables by name. It links the
// clients of all of them, and is meant for the command line and for servers that
// are told by a config where to keep data; other programs link the one adapter
// that they use.
package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
	"github.com/litexa-go/litexa/ask/persistence/file"
	"github.com/litexa-go/litexa/ask/persistence/s3"
	"github.com/litexa-go/litexa/ask/persistence/sqlite"
	"github.com/litexa-go/litexa/internal/suggest"
	"github.com/litexa-go/litexa/litexa/runtime"
)

// Forms are the names that Open takes.
const Forms = "memory, session, file:DIR, sqlite:PATH, dynamodb:TABLE or s3:BUCKET[/PREFIX]"

// EnvTable is the environment variable with the name of the DynamoDB table, for
// the name "dynamodb" alone.
const EnvTable = "dynamoTableName"

// Where the names "file" and "sqlite" alone keep data, below Options.Dir.
const (
	DefaultDir      = ".litexa/store"
	DefaultDatabase = ".litexa/store.db"
)

// Options say what a name leaves open. The zero value is ready to use.
type Options struct {
	// Dir is the directory that paths are relative to; "" is the working
	// directory.
	Dir string
	// TimeToLive is how long a record is kept after its last change, for
	// stores that can tell; 0 is for ever.
	TimeToLive time.Duration
	// TTLName is the column of the expiry time in DynamoDB; "" is "ttl".
	TTLName string
	// AWSConfig configures the clients of AWS; nil is the configuration of
	// the environment.
	AWSConfig *aws.Config
}

// ErrName is matched by the errors about names that Open does not take.
var ErrName = errors.New("not the name of a store")

// Store is an open store. Close it after use.
type Store struct {
	// Store is nil if data are kept in the session.
	runtime.Store
	close func() error
}

// Close closes the store.
func (s *Store) Close() error {
	if s.close == nil {
		return nil
	}
	return s.close()
}

// Open opens a store: see Forms. Without what follows the colon, "file" and
// "sqlite" keep data in DefaultDir and DefaultDatabase, "dynamodb" takes the
// table from the environment variable dynamoTableName, and "s3" the bucket from
// that of the adapter.
func Open(ctx context.Context, name string, options Options) (*Store, error) {
	kind, rest, found := strings.Cut(name, ":")
	open, ok := kinds[kind]
	switch {
	case !ok:
		return nil, fmt.Errorf("%q is %w%s: use %s", name, ErrName, suggest.Question(kind, slices.Values(kindNames)), Forms)
	case found && rest == "":
		return nil, fmt.Errorf("%q is %w: something is missing after the colon: use %s", name, ErrName, Forms)
	}
	return open(ctx, rest, options)
}

var (
	kinds = map[string]func(ctx context.Context, rest string, options Options) (*Store, error){
		"memory": openMemory, "session": openSession, "file": openFile, "sqlite": openSQLite,
		"dynamodb": openDynamoDB, "s3": openS3,
	}
	kindNames = []string{"memory", "session", "file", "sqlite", "dynamodb", "s3"}
)

func openMemory(_ context.Context, rest string, _ Options) (*Store, error) {
	if err := nothing("memory", rest); err != nil {
		return nil, err
	}
	return &Store{Store: new(runtime.MemoryStore)}, nil
}

func openSession(_ context.Context, rest string, _ Options) (*Store, error) {
	return new(Store), nothing("session", rest)
}

// nothing refuses a name that goes on after a kind that has no place.
func nothing(kind, rest string) error {
	if rest != "" {
		return fmt.Errorf("\"%s:%s\" is %w: %s takes nothing after it", kind, rest, ErrName, kind)
	}
	return nil
}

func openFile(_ context.Context, rest string, options Options) (*Store, error) {
	dir, err := options.place(rest, DefaultDir)
	if err != nil {
		return nil, err
	}
	adapter, err := file.Open(dir)
	if err != nil {
		return nil, err
	}
	return adapted(adapter), nil
}

func openSQLite(ctx context.Context, rest string, options Options) (*Store, error) {
	path, err := options.place(rest, DefaultDatabase)
	if err != nil {
		return nil, err
	}
	adapter, err := sqlite.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	return adapted(adapter), nil
}

// place returns the path that a name means, and makes the folder of the default
// one.
func (o Options) place(rest, preset string) (string, error) {
	path := filepath.FromSlash(rest)
	if rest == "" {
		path = filepath.FromSlash(preset)
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(o.Dir, path)
	}
	if rest == "" {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return "", fmt.Errorf("making the folder of the store: %w", err)
		}
	}
	return path, nil
}

// openDynamoDB opens a table whose items are those of Litexa 0.9.
func openDynamoDB(_ context.Context, rest string, options Options) (*Store, error) {
	table := rest
	if table == "" {
		table = os.Getenv(EnvTable)
	}
	if table == "" {
		return nil, fmt.Errorf("\"dynamodb\" is %w without a table: use dynamodb:TABLE, or set the environment variable %s", ErrName, EnvTable)
	}
	config := Table(table)
	config.TTL, config.AWSConfig = options.TimeToLive, options.AWSConfig
	if config.TTL > 0 {
		config.TTLName = options.TTLName
	}
	adapter, err := dynamodb.New(config)
	if err != nil {
		return nil, err
	}
	return adapted(adapter), nil
}

// Table returns the configuration of a DynamoDB table whose items have the
// shape that Litexa 0.9 gives them, so that both can work on one table: userId,
// data, clock and lastResponseTime. Litexa 0.9 takes the clock for a counter;
// here it is random, which its conditions do not mind.
func Table(name string) dynamodb.Config {
	return dynamodb.Config{
		TableName:        name,
		PartitionKeyName: "userId",
		AttributesName:   "data",
		VersionName:      "clock",
		SaveTimeName:     "lastResponseTime",
	}
}

func openS3(_ context.Context, rest string, options Options) (*Store, error) {
	bucket, prefix, _ := strings.Cut(rest, "/")
	adapter, err := s3.New(s3.Config{Bucket: bucket, PathPrefix: strings.Trim(prefix, "/"), AWSConfig: options.AWSConfig})
	if err != nil {
		return nil, err
	}
	return adapted(adapter), nil
}

// adapted returns the store of an adapter, which is closed with it.
func adapted(adapter persistence.Adapter) *Store {
	s := &Store{Store: runtime.NewStore(adapter)}
	if closer, ok := adapter.(io.Closer); ok {
		s.close = closer.Close
	}
	return s
}
