package store_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
	"github.com/litexa-go/litexa/internal/store"
	"github.com/litexa-go/litexa/internal/testenv"
	"github.com/litexa-go/litexa/litexa/runtime"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// TestOpen: what is put into a store is there when it is opened again, if it is
// one that lasts.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct {
		name, made string
		lasts      bool
	}{
		{"memory", "", false},
		{"file", ".litexa/store", true},
		{"file:records", "records", true},
		{"sqlite", ".litexa/store.db", true},
		{"sqlite:" + filepath.Join(dir, "own.db"), "own.db", true},
	} {
		t.Run(strings.ReplaceAll(test.name, dir, ""), func(t *testing.T) {
			if name, _, _ := strings.Cut(test.made, "/"); name == "records" {
				if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			s := open(t, test.name, store.Options{Dir: dir})
			const record = `{"a":{"b":[1,null,"x"]}}`
			if err := s.Put(t.Context(), "key", json.RawMessage(record), ""); err != nil {
				t.Fatal(err)
			}
			if err := s.Put(t.Context(), "key", json.RawMessage(record), ""); !errors.Is(err, runtime.ErrConflict) {
				t.Errorf("a second creation: %v", err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(dir, test.made)); err != nil {
				t.Error(err)
			}
			got, _, err := open(t, test.name, store.Options{Dir: dir}).Get(t.Context(), "key")
			if err != nil || (string(got) == record) != test.lasts {
				t.Errorf("opened again it has %s, %v", got, err)
			}
		})
	}
	if s := open(t, "session", store.Options{}); s.Store != nil {
		t.Errorf("the session has a store: %v", s.Store)
	}
}

func open(t *testing.T, name string, options store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), name, options)
	if err != nil {
		t.Fatalf("opening %s: %v", name, err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestOpenRefuses(t *testing.T) {
	t.Setenv(store.EnvTable, "")
	t.Setenv("S3_PERSISTENCE_BUCKET", "")
	for name, want := range map[string]string{
		"":           "use memory, session",
		"sqllite":    `did you mean "sqlite"?`,
		"memory:x":   "memory takes nothing after it",
		"session:x":  "session takes nothing after it",
		"sqlite:":    "something is missing after the colon",
		"dynamodb":   "dynamodb:TABLE",
		"dynamodb:a": "3 to 255",
		"s3":         "bucket",
	} {
		_, err := store.Open(t.Context(), name, store.Options{Dir: t.TempDir()})
		if err == nil || !strings.Contains(strings.ToLower(err.Error()), strings.ToLower(want)) {
			t.Errorf("%q: the error is %v, want it to have %q", name, err, want)
		}
	}
}

// TestTable: items have the shape of Litexa 0.9 (L-DB-04, L-DB-08), whose own
// items can be read and replaced (L-DB-05), and whose conditions hold for items
// written here.
func TestTable(t *testing.T) {
	config := testenv.DynamoDBLocal(t).Config()
	table := testenv.Name("table")
	layout := store.Table(table)
	layout.AWSConfig = &config
	adapter, err := dynamodb.New(layout)
	if err == nil {
		err = adapter.CreateTable(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	client := sdk.NewFromConfig(config)
	t.Setenv(store.EnvTable, table)
	s := open(t, "dynamodb", store.Options{AWSConfig: &config, TimeToLive: time.Hour, TTLName: "expires"})

	put := func(condition string, item map[string]types.AttributeValue, values map[string]types.AttributeValue) {
		t.Helper()
		in := &sdk.PutItemInput{TableName: &table, Item: item, ExpressionAttributeValues: values}
		if condition != "" {
			in.ConditionExpression = aws.String(condition)
		}
		if _, err := client.PutItem(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	text := func(s string) types.AttributeValue { return &types.AttributeValueMemberS{Value: s} }
	number := func(n string) types.AttributeValue { return &types.AttributeValueMemberN{Value: n} }
	data := func(state string) types.AttributeValue {
		return &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{"__currentState": text(state)}}
	}

	// An item as Litexa 0.9 creates it.
	put("attribute_not_exists(userId)", map[string]types.AttributeValue{
		"userId": text("device"), "data": data("old"), "clock": number("0"), "lastResponseTime": number("1700000000000"),
	}, nil)
	record, version, err := s.Get(t.Context(), "device")
	if err != nil || string(record) != `{"__currentState":"old"}` {
		t.Fatalf("the record of Litexa 0.9 is %s, %v", record, err)
	}
	if err := s.Put(t.Context(), "device", json.RawMessage(`{"__currentState":"new"}`), version); err != nil {
		t.Fatal(err)
	}
	out, err := client.GetItem(t.Context(), &sdk.GetItemInput{TableName: &table, Key: map[string]types.AttributeValue{"userId": text("device")}})
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for column, v := range out.Item {
		switch v.(type) {
		case *types.AttributeValueMemberN:
			kinds[column] = "N"
		case *types.AttributeValueMemberS:
			kinds[column] = "S"
		case *types.AttributeValueMemberM:
			kinds[column] = "M"
		}
	}
	if diff := cmp.Diff(map[string]string{"userId": "S", "data": "M", "clock": "N", "lastResponseTime": "N", "expires": "N"}, kinds); diff != "" {
		t.Errorf("the columns (-want +got):\n%s", diff)
	}
	// Litexa 0.9 goes on with the item.
	clock := out.Item["clock"]
	put("clock = :expectedClock", map[string]types.AttributeValue{
		"userId": text("device"), "data": data("newer"), "clock": number("7"), "lastResponseTime": number("1700000000001"),
	}, map[string]types.AttributeValue{":expectedClock": clock})
	if err := s.Put(t.Context(), "device", json.RawMessage(`{}`), version); !errors.Is(err, runtime.ErrConflict) {
		t.Errorf("a write after that of Litexa 0.9: %v", err)
	}
	record, _, err = s.Get(t.Context(), "device")
	if err != nil || string(record) != `{"__currentState":"newer"}` {
		t.Errorf("the record is %s, %v", record, err)
	}
}
