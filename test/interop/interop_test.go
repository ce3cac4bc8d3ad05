// Package interop checks that attributes saved here are read by the official
// SDK for Node and the other way round, on servers that others wrote.
package interop

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
	"github.com/litexa-go/litexa/ask/persistence/s3"
	"github.com/litexa-go/litexa/internal/testenv"
)

func TestMain(m *testing.M) { testenv.Main(m) }

const user = "amzn1.ask.account.AGJ5DQTFC3UQ7PXZ"

// store is one table or bucket with an adapter of each side.
type store struct {
	ours persistence.Adapter
	node nodeAdapter
}

// nodeAdapter tells persistence.js which adapter to use.
type nodeAdapter struct {
	Kind     string         `json:"kind"`
	Endpoint string         `json:"endpoint"`
	Config   map[string]any `json:"config"`
}

func (a nodeAdapter) call(t *testing.T, op, user string, attributes map[string]any) any {
	t.Helper()
	request := struct {
		nodeAdapter
		Op         string         `json:"op"`
		User       string         `json:"user"`
		Attributes map[string]any `json:"attributes,omitempty"`
	}{a, op, user, attributes}
	var result any
	testenv.StartNode(t, "persistence.js").Call(t, request, &result)
	return result
}

func (a nodeAdapter) get(t *testing.T, user string) any {
	t.Helper()
	return a.call(t, "get", user, nil)
}

func (a nodeAdapter) save(t *testing.T, attributes map[string]any) {
	t.Helper()
	a.call(t, "save", user, attributes)
}

func onDynamoDB(t *testing.T, server *testenv.Server) store {
	return onTable(t, server, dynamodb.Config{}, map[string]any{})
}

// onTable gives both sides the same table, with further configuration.
func onTable(t *testing.T, server *testenv.Server, cfg dynamodb.Config, nodeCfg map[string]any) store {
	t.Helper()
	awsCfg := server.Config()
	cfg.TableName, cfg.AWSConfig = testenv.Name("table"), &awsCfg
	adapter, err := dynamodb.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := adapter.CreateTable(t.Context()); err != nil {
		t.Fatal(err)
	}
	nodeCfg["tableName"] = cfg.TableName
	return store{adapter, nodeAdapter{"dynamodb", server.Endpoint, nodeCfg}}
}

func onS3(t *testing.T, server *testenv.Server) store {
	t.Helper()
	cfg := server.Config()
	bucket := testenv.Name("bucket")
	adapter, err := s3.New(s3.Config{Bucket: bucket, PathPrefix: "skill/users", AWSConfig: &cfg, UsePathStyle: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := adapter.CreateBucket(t.Context()); err != nil {
		t.Fatal(err)
	}
	return store{adapter, nodeAdapter{"s3", server.Endpoint, map[string]any{"bucketName": bucket, "pathPrefix": "skill/users/"}}}
}

// stores are the pairs of a store and a server that the tests run on.
var stores = []struct {
	name string
	open func(*testing.T) store
}{
	{"DynamoDB Local", func(t *testing.T) store { return onDynamoDB(t, testenv.DynamoDBLocal(t)) }},
	{"DynamoDB on moto", func(t *testing.T) store { return onDynamoDB(t, testenv.Moto(t)) }},
	{"S3 on moto", func(t *testing.T) store { return onS3(t, testenv.Moto(t)) }},
	{"S3 on versitygw", func(t *testing.T) store { return onS3(t, testenv.VersityGW(t)) }},
}

// everyStore runs a test on all stores side by side.
func everyStore(t *testing.T, test func(t *testing.T, s store)) {
	for _, store := range stores {
		t.Run(store.name, func(t *testing.T) {
			t.Parallel()
			test(t, store.open(t))
		})
	}
}

// attributes have every kind of JSON value. They are as JavaScript represents
// them, so numbers are within its precision.
const attributes = `{
	"drink": "coffee",
	"texts": ["", " ", "Grüße, 東京 👩‍🚀", "a\nb\t\"c\" \\ \u0001", "<speak>&amp;</speak>", "\u2028"],
	"numbers": [0, 1, -1, 0.1, -273.15, 9007199254740991, -9007199254740991, 1e21, 1.5e-7, 6.02214076e23],
	"literals": [true, false, null],
	"empty": {"list": [], "map": {}},
	"nested": {"a": [{"b": [[], [[1]], {"c": {"d": null}}]}]},
	"names": {"with space": 1, "with.dot": 2, "#name": 3, "日本": 4, "attributes": 5, "version": 6}
}`

func parse(t *testing.T, text string) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// plain returns attributes with numbers as JavaScript has them.
func plain(t *testing.T, attributes persistence.Attributes) map[string]any {
	t.Helper()
	data, err := persistence.Marshal(attributes)
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(data))
}

func TestNodeReadsWhatGoWrites(t *testing.T) {
	everyStore(t, func(t *testing.T, s store) {
		want := parse(t, attributes)
		version, err := s.ours.Put(t.Context(), user, want, persistence.None)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(any(want), s.node.get(t, user)); d != "" {
			t.Errorf("Node read (-want +got):\n%s", d)
		}
		if d := cmp.Diff(any(map[string]any{}), s.node.get(t, "amzn1.ask.account.OTHER")); d != "" {
			t.Errorf("Node read of another user (-want +got):\n%s", d)
		}
		s.node.call(t, "delete", user, nil)
		// The deletion by Node is a conflict for whoever read before.
		if _, err := s.ours.Put(t.Context(), user, want, version); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Put after a deletion by Node: %v, want a conflict", err)
		}
	})
}

func TestGoReadsWhatNodeWrites(t *testing.T) {
	everyStore(t, func(t *testing.T, s store) {
		want := parse(t, attributes)
		s.node.save(t, want)
		item, err := s.ours.Get(t.Context(), user)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := s.ours.(*dynamodb.Adapter); ok {
			want["texts"].([]any)[0] = nil // the adapter for Node stores empty texts as null
		}
		if d := cmp.Diff(want, plain(t, item.Attributes)); d != "" {
			t.Errorf("Get after a save by Node (-want +got):\n%s", d)
		}
		if err := s.ours.Delete(t.Context(), user, item.Version); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(any(map[string]any{}), s.node.get(t, user)); d != "" {
			t.Errorf("Node read after Delete (-want +got):\n%s", d)
		}
	})
}

// TestTurns lets the sides take turns on one item, as during a migration with
// both versions of a skill deployed.
func TestTurns(t *testing.T) {
	everyStore(t, func(t *testing.T, s store) {
		ctx := t.Context()
		s.node.save(t, map[string]any{"visits": 1})

		item, err := s.ours.Get(ctx, user)
		if err != nil {
			t.Fatal(err)
		}
		visits, _ := persistence.Value[int](item.Attributes, "visits")
		version, err := s.ours.Put(ctx, user, persistence.Attributes{"visits": visits + 1}, item.Version)
		if err != nil {
			t.Fatalf("Put with the version of an item by Node: %v", err)
		}
		if d := cmp.Diff(any(map[string]any{"visits": 2.0}), s.node.get(t, user)); d != "" {
			t.Errorf("Node read after Put (-want +got):\n%s", d)
		}
		s.node.save(t, map[string]any{"visits": 3})

		// The save by Node came between: nothing of the old reads is valid.
		for _, stale := range []persistence.Version{persistence.None, item.Version, version} {
			if _, err := s.ours.Put(ctx, user, persistence.Attributes{"visits": 99}, stale); !errors.Is(err, persistence.ErrConflict) {
				t.Errorf("Put expecting %q after a save by Node: %v, want a conflict", stale, err)
			}
			if err := s.ours.Delete(ctx, user, stale); !errors.Is(err, persistence.ErrConflict) {
				t.Errorf("Delete expecting %q after a save by Node: %v, want a conflict", stale, err)
			}
		}
		// Twice in a row, too, when neither state has a version of ours.
		if item, err = s.ours.Get(ctx, user); err != nil {
			t.Fatal(err)
		}
		s.node.save(t, map[string]any{"visits": 4})
		if _, err := s.ours.Put(ctx, user, persistence.Attributes{"visits": 99}, item.Version); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Put after a further save by Node: %v, want a conflict", err)
		}
		if d := cmp.Diff(any(map[string]any{"visits": 4.0}), s.node.get(t, user)); d != "" {
			t.Errorf("Node read in the end (-want +got):\n%s", d)
		}
	})
}

// TestDynamoDBKinds reads the kinds of DynamoDB that JSON does not have.
func TestDynamoDBKinds(t *testing.T) {
	s := onDynamoDB(t, testenv.DynamoDBLocal(t))
	set := func(members ...any) any { return map[string]any{"$set": members} }
	s.node.save(t, map[string]any{
		"strings": set("tea", "coffee"), "numbers": set(2, 1.5), "binary": map[string]any{"$binary": "coffee"},
		"binaries": set(map[string]any{"$binary": "tea"}),
	})
	item, err := s.ours.Get(t.Context(), user)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"strings": []any{"coffee", "tea"}, "numbers": []any{1.5, 2.0}, "binary": "Y29mZmVl", "binaries": []any{"dGVh"},
	}
	if d := cmp.Diff(want, plain(t, item.Attributes)); d != "" {
		t.Errorf("Get (-want +got):\n%s", d)
	}
	if _, err := s.ours.Put(t.Context(), user, item.Attributes, item.Version); err != nil {
		t.Errorf("Put with the version of an item with sets: %v", err)
	}
}

// TestDynamoDBColumns uses other names of columns, and a time to live.
func TestDynamoDBColumns(t *testing.T) {
	s := onTable(t, testenv.DynamoDBLocal(t),
		dynamodb.Config{PartitionKeyName: "userId", AttributesName: "data", VersionName: "clock", TTL: 1 << 40},
		map[string]any{"partitionKeyName": "userId", "attributesName": "data"})
	if _, err := s.ours.Put(t.Context(), user, persistence.Attributes{"drink": "tea"}, persistence.None); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(any(map[string]any{"drink": "tea"}), s.node.get(t, user)); d != "" {
		t.Errorf("Node read (-want +got):\n%s", d)
	}
}

// TestS3KeyJoin stores below prefixes as the adapter for Node joins them.
func TestS3KeyJoin(t *testing.T) {
	server := testenv.Moto(t)
	cfg := server.Config()
	for _, prefix := range []string{"", ".", "p", "p/", "/p", "p//q", "./p/./q/"} {
		t.Run(prefix, func(t *testing.T) {
			t.Parallel()
			bucket := testenv.Name("bucket")
			adapter, err := s3.New(s3.Config{Bucket: bucket, PathPrefix: prefix, AWSConfig: &cfg, UsePathStyle: true, AutoCreateBucket: true})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := adapter.Put(t.Context(), user, persistence.Attributes{"drink": "coffee"}, persistence.None); err != nil {
				t.Fatal(err)
			}
			s := store{adapter, nodeAdapter{"s3", server.Endpoint, map[string]any{"bucketName": bucket, "pathPrefix": prefix}}}
			if d := cmp.Diff(any(map[string]any{"drink": "coffee"}), s.node.get(t, user)); d != "" {
				t.Errorf("Node read (-want +got):\n%s", d)
			}
		})
	}
}
