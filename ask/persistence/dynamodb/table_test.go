package dynamodb_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
	"github.com/litexa-go/litexa/internal/testenv"
)

// everyServer runs a test on all servers side by side.
func everyServer(t *testing.T, test func(t *testing.T, server *testenv.Server)) {
	t.Parallel()
	for name, server := range servers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, server(t))
		})
	}
}

// newTable returns the name of a table with an adapter and a client for it.
func newTable(t *testing.T, server *testenv.Server, cfg dynamodb.Config) (string, *dynamodb.Adapter, *sdk.Client) {
	t.Helper()
	client := sdk.NewFromConfig(server.Config())
	cfg.TableName, cfg.Client = testenv.Name("table"), client
	adapter, err := dynamodb.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := adapter.CreateTable(t.Context()); err != nil {
		t.Fatal(err)
	}
	return cfg.TableName, adapter, client
}

func putItem(t *testing.T, client *sdk.Client, table string, item map[string]types.AttributeValue) {
	t.Helper()
	if _, err := client.PutItem(t.Context(), &sdk.PutItemInput{TableName: &table, Item: item}); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, a *dynamodb.Adapter, attributes persistence.Attributes, expect persistence.Version) persistence.Version {
	t.Helper()
	version, err := a.Put(t.Context(), "key", attributes, expect)
	if err != nil {
		t.Fatalf("Put expecting %q: %v", expect, err)
	}
	return version
}

func get(t *testing.T, a *dynamodb.Adapter) persistence.Item {
	t.Helper()
	item, err := a.Get(t.Context(), "key")
	if err != nil {
		t.Fatal(err)
	}
	return item
}

func text(s string) types.AttributeValue   { return &types.AttributeValueMemberS{Value: s} }
func number(s string) types.AttributeValue { return &types.AttributeValueMemberN{Value: s} }
func object(members map[string]types.AttributeValue) types.AttributeValue {
	return &types.AttributeValueMemberM{Value: members}
}

// TestItemShape: A-DDB-02, with the version beside it.
func TestItemShape(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		table, adapter, client := newTable(t, server, dynamodb.Config{})
		version := put(t, adapter, persistence.Attributes{"drink": "coffee", "visits": 2, "none": "", "list": []any{}}, persistence.None)
		want := row{
			"id":      text("key"),
			"version": number(string(version)),
			"attributes": object(row{
				"drink": text("coffee"), "visits": number("2"), "none": text(""), "list": &types.AttributeValueMemberL{Value: []types.AttributeValue{}},
			}),
		}
		if d := diff(want, getItem(t, client, table, keyOf("key"))); d != "" {
			t.Errorf("stored item (-want +got):\n%s", d)
		}
	})
}

type row = map[string]types.AttributeValue

// diff compares items by their text, since the SDK's types have unexported
// fields.
func diff(want, got row) string {
	return cmp.Diff(describe(object(want)), describe(object(got)))
}

func describe(av types.AttributeValue) any {
	switch av := av.(type) {
	case *types.AttributeValueMemberM:
		m := make(map[string]any)
		for name, v := range av.Value {
			m[name] = describe(v)
		}
		return m
	case *types.AttributeValueMemberL:
		l := []any{}
		for _, v := range av.Value {
			l = append(l, describe(v))
		}
		return l
	case *types.AttributeValueMemberS:
		return "S " + av.Value
	case *types.AttributeValueMemberN:
		return "N " + av.Value
	}
	return fmt.Sprintf("%#v", av)
}

// TestOtherColumns: A-DDB-06, a save leaves other columns alone.
func TestOtherColumns(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		table, adapter, client := newTable(t, server, dynamodb.Config{})
		putItem(t, client, table, row{"id": text("key"), "attributes": object(row{"n": number("1")}), "ttl": number("1"), "owner": text("x")})
		version := put(t, adapter, persistence.Attributes{"n": 2}, get(t, adapter).Version)
		want := row{
			"id": text("key"), "attributes": object(row{"n": number("2")}), "version": number(string(version)),
			"ttl": number("1"), "owner": text("x"), // no TTL is configured, so none is enforced
		}
		if d := diff(want, getItem(t, client, table, keyOf("key"))); d != "" {
			t.Errorf("stored item (-want +got):\n%s", d)
		}
	})
}

// TestItemWithoutVersion works on items as the SDK for Node writes them.
func TestItemWithoutVersion(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		table, adapter, client := newTable(t, server, dynamodb.Config{})
		node := func(n string) {
			t.Helper()
			putItem(t, client, table, row{"id": text("key"), "attributes": object(row{"n": number(n)})})
		}
		wantConflict := func(expect persistence.Version) {
			t.Helper()
			before := getItem(t, client, table, keyOf("key"))
			if _, err := adapter.Put(t.Context(), "key", persistence.Attributes{"n": 99}, expect); !errors.Is(err, persistence.ErrConflict) {
				t.Errorf("Put expecting %q: %v, want a conflict", expect, err)
			}
			if err := adapter.Delete(t.Context(), "key", expect); !errors.Is(err, persistence.ErrConflict) {
				t.Errorf("Delete expecting %q: %v, want a conflict", expect, err)
			}
			if d := diff(before, getItem(t, client, table, keyOf("key"))); d != "" {
				t.Errorf("after a conflict the item differs:\n%s", d)
			}
		}

		node("1")
		first := get(t, adapter)
		if first.Version == persistence.None || first.Version == persistence.Any {
			t.Fatalf("the version of an item without one is %q", first.Version)
		}
		wantConflict(persistence.None)
		node("2")
		wantConflict(first.Version)

		second := get(t, adapter)
		own := put(t, adapter, persistence.Attributes{"n": 3}, second.Version)
		wantConflict(second.Version)
		node("4")
		wantConflict(own)

		if err := adapter.Delete(t.Context(), "key", get(t, adapter).Version); err != nil {
			t.Errorf("Delete with the version of an item without one: %v", err)
		}
		if item := get(t, adapter); item.Version != persistence.None {
			t.Errorf("after Delete there is %+v", item)
		}
		if _, err := adapter.Put(t.Context(), "key", nil, second.Version); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Put with that version after a deletion: %v, want a conflict", err)
		}
	})
}

// TestItemWithoutAttributes: A-DDB-04.
func TestItemWithoutAttributes(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		table, adapter, client := newTable(t, server, dynamodb.Config{})
		putItem(t, client, table, row{"id": text("key"), "owner": text("x")})
		item := get(t, adapter)
		if item.Attributes == nil || len(item.Attributes) != 0 || item.Version == persistence.None {
			t.Fatalf("Get of an item without attributes: %+v", item)
		}
		if _, err := adapter.Put(t.Context(), "key", nil, persistence.None); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Put expecting none: %v, want a conflict", err)
		}
		putItem(t, client, table, row{"id": text("key"), "attributes": object(nil)})
		if _, err := adapter.Put(t.Context(), "key", nil, item.Version); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Put after attributes were added: %v, want a conflict", err)
		}
		putItem(t, client, table, row{"id": text("key"), "owner": text("x")})
		put(t, adapter, persistence.Attributes{"n": 1}, item.Version)
	})
}

// TestForeignVersion: a column of that name which is something else must not
// be taken for the version.
func TestForeignVersion(t *testing.T) {
	table, adapter, client := newTable(t, testenv.DynamoDBLocal(t), dynamodb.Config{})
	for _, foreign := range []types.AttributeValue{text("1.0.2"), number("1.5"), &types.AttributeValueMemberNULL{Value: true}} {
		putItem(t, client, table, row{"id": text("key"), "attributes": object(nil), "version": foreign})
		_, err := adapter.Get(t.Context(), "key")
		if !errors.Is(err, persistence.ErrCorrupt) || !strings.Contains(err.Error(), "set VersionName to another column") {
			t.Errorf("Get with the version %v: %v", describe(foreign), err)
		}
	}
	put(t, adapter, nil, persistence.Any)
	get(t, adapter)
}

// TestOwnColumns uses the layout of the tables of Litexa skills for Node.
func TestOwnColumns(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		table, adapter, client := newTable(t, server, dynamodb.Config{PartitionKeyName: "userId", AttributesName: "data", VersionName: "clock"})
		for _, clock := range []string{"0", "7"} {
			putItem(t, client, table, row{
				"userId": text("key"), "data": object(row{"n": number("1")}), "clock": number(clock), "lastResponseTime": number("1700000000000"),
			})
			item := get(t, adapter)
			if item.Version != persistence.Version(clock) {
				t.Errorf("version %q, want %q", item.Version, clock)
			}
			version := put(t, adapter, persistence.Attributes{"n": 2}, item.Version)
			want := row{"userId": text("key"), "data": object(row{"n": number("2")}), "clock": number(string(version)), "lastResponseTime": number("1700000000000")}
			if d := diff(want, getItem(t, client, table, row{"userId": text("key")})); d != "" {
				t.Errorf("stored item (-want +got):\n%s", d)
			}
		}
	})
}

// TestTTL: A-USR-09.
func TestTTL(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		table, adapter, client := newTable(t, server, dynamodb.Config{TTL: time.Hour, TTLName: "expires"})
		now := time.Unix(1_700_000_000, 999_999_999)
		adapter.SetNow(func() time.Time { return now })

		out, err := client.DescribeTimeToLive(t.Context(), &sdk.DescribeTimeToLiveInput{TableName: &table})
		if err != nil {
			t.Fatal(err)
		}
		if ttl := out.TimeToLiveDescription; ttl.TimeToLiveStatus != types.TimeToLiveStatusEnabled || aws.ToString(ttl.AttributeName) != "expires" {
			t.Errorf("time to live of the table: %s on %s", ttl.TimeToLiveStatus, aws.ToString(ttl.AttributeName))
		}

		first := put(t, adapter, persistence.Attributes{"n": 1}, persistence.None)
		if d := cmp.Diff("N 1700003600", describe(getItem(t, client, table, keyOf("key"))["expires"])); d != "" {
			t.Errorf("expiry (-want +got):\n%s", d)
		}
		now = now.Add(time.Hour - 2*time.Second)
		if item := get(t, adapter); item.Version != first {
			t.Errorf("before the expiry Get read %+v", item)
		}
		if _, err := adapter.Put(t.Context(), "key", nil, persistence.None); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Put expecting none before the expiry: %v, want a conflict", err)
		}
		second := put(t, adapter, persistence.Attributes{"n": 2}, first) // lives another hour
		now = now.Add(time.Hour - time.Second)
		if item := get(t, adapter); item.Version != second {
			t.Errorf("before the second expiry Get read %+v", item)
		}
		now = now.Add(time.Second)
		if item := get(t, adapter); item.Version != persistence.None || len(item.Attributes) != 0 {
			t.Errorf("after the expiry Get read %+v", item)
		}
		third := put(t, adapter, persistence.Attributes{"n": 3}, persistence.None)
		if item := get(t, adapter); item.Version != third {
			t.Errorf("after the item was created anew Get read %+v", item)
		}
		now = now.Add(2 * time.Hour)
		if err := adapter.Delete(t.Context(), "key", persistence.None); err != nil {
			t.Errorf("Delete of an expired item, expecting none: %v", err)
		}
	})
}

// TestItemSize saves up to the last byte that DynamoDB takes.
func TestItemSize(t *testing.T) {
	table, adapter, client := newTable(t, testenv.DynamoDBLocal(t), dynamodb.Config{})
	// Names and values, 3 bytes for the map and 1 for its member; the version
	// takes at most 9 bytes.
	const overhead = len("id"+"key"+"attributes"+"version") + 3 + len("x") + 1 + 9
	attributes := persistence.Attributes{"x": strings.Repeat("a", 400<<10-overhead)}
	put(t, adapter, attributes, persistence.Any)

	more := persistence.Attributes{"x": attributes["x"].(string) + strings.Repeat("a", 10)}
	_, err := adapter.Put(t.Context(), "key", more, persistence.Any)
	if !errors.Is(err, persistence.ErrTooLarge) || !strings.Contains(err.Error(), "DynamoDB holds 409600") {
		t.Errorf("Put of a larger item: %v, want ErrTooLarge", err)
	}
	// The adapter does not know what else is in the item, DynamoDB does.
	putItem(t, client, table, row{"id": text("key"), "other": text(strings.Repeat("b", 1000))})
	_, err = adapter.Put(t.Context(), "key", attributes, persistence.Any)
	if !errors.Is(err, persistence.ErrTooLarge) || !strings.Contains(err.Error(), "other columns") {
		t.Errorf("Put beside another column: %v, want ErrTooLarge", err)
	}
}

// TestNesting saves as deep as DynamoDB goes.
func TestNesting(t *testing.T) {
	_, adapter, _ := newTable(t, testenv.DynamoDBLocal(t), dynamodb.Config{})
	lists := func(depth int, innermost any) persistence.Attributes {
		value := innermost
		for range depth {
			value = []any{value}
		}
		return persistence.Attributes{"x": value}
	}
	put(t, adapter, lists(30, "innermost"), persistence.Any)
	put(t, adapter, lists(29, []any{}), persistence.Any)
	for _, deeper := range []persistence.Attributes{lists(31, "innermost"), lists(30, []any{}), lists(30, map[string]any{})} {
		_, err := adapter.Put(t.Context(), "key", deeper, persistence.Any)
		if !errors.Is(err, persistence.ErrInvalidAttributes) || !strings.Contains(err.Error(), `attribute "x": it has more than 30 levels`) {
			t.Errorf("Put of deeper attributes: %v, want ErrInvalidAttributes", err)
		}
	}
}

func TestCreateTable(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		ctx := t.Context()
		table, adapter, client := newTable(t, server, dynamodb.Config{})
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if err := adapter.CreateTable(ctx); err != nil {
					t.Errorf("CreateTable of a table that exists: %v", err)
				}
			})
		}
		wg.Wait()
		describeTable := func(table string) *types.TableDescription {
			out, err := client.DescribeTable(ctx, &sdk.DescribeTableInput{TableName: &table})
			if err != nil {
				t.Fatal(err)
			}
			return out.Table
		}
		if billing := describeTable(table).BillingModeSummary; billing == nil || billing.BillingMode != types.BillingModePayPerRequest {
			t.Errorf("billing mode %+v, want on demand", billing)
		}
		table, _, _ = newTable(t, server, dynamodb.Config{ReadCapacityUnits: 3, WriteCapacityUnits: 2})
		if capacity := describeTable(table).ProvisionedThroughput; *capacity.ReadCapacityUnits != 3 || *capacity.WriteCapacityUnits != 2 {
			t.Errorf("capacity %d, %d; want 3, 2", *capacity.ReadCapacityUnits, *capacity.WriteCapacityUnits)
		}

		other, err := dynamodb.New(dynamodb.Config{TableName: table, PartitionKeyName: "userId", Client: client})
		if err != nil {
			t.Fatal(err)
		}
		if err := other.CreateTable(ctx); err == nil || !strings.Contains(err.Error(), "exists with the key id (S), but the adapter needs userId (S)") {
			t.Errorf("CreateTable with another key: %v", err)
		}
		if _, err := other.Get(ctx, "key"); err == nil || !strings.Contains(err.Error(), `partition key "userId" of type string`) {
			t.Errorf("Get with another key: %v", err)
		}
		if _, err := other.Put(ctx, "key", nil, persistence.Any); err == nil || !strings.Contains(err.Error(), "PartitionKeyName") {
			t.Errorf("Put with another key: %v", err)
		}
	})
}

func TestAutoCreateTable(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		ctx := t.Context()
		open := func(auto bool) *dynamodb.Adapter {
			t.Helper()
			cfg := server.Config()
			adapter, err := dynamodb.New(dynamodb.Config{TableName: testenv.Name("table"), AWSConfig: &cfg, AutoCreateTable: auto, TTL: time.Hour})
			if err != nil {
				t.Fatal(err)
			}
			return adapter
		}

		adapter := open(true)
		item := get(t, adapter)
		if item.Attributes == nil || len(item.Attributes) != 0 || item.Version != persistence.None {
			t.Errorf("Get without a table: %+v", item)
		}
		put(t, adapter, persistence.Attributes{"n": 1}, item.Version)

		adapter = open(true)
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() {
				if _, err := adapter.Put(ctx, fmt.Sprint(i), nil, persistence.None); err != nil {
					t.Errorf("Put without a table: %v", err)
				}
			})
		}
		wg.Wait()

		for _, expect := range []persistence.Version{persistence.None, persistence.Any} {
			if err := open(true).Delete(ctx, "key", expect); err != nil {
				t.Errorf("Delete expecting %q without a table: %v", expect, err)
			}
		}
		if err := open(true).Delete(ctx, "key", "1"); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Delete of a version without a table: %v, want a conflict", err)
		}
		if _, err := open(true).Put(ctx, "key", nil, "1"); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Put of a version without a table: %v, want a conflict", err)
		}

		// Without the option the error says what can be done.
		adapter = open(false)
		_, err := adapter.Get(ctx, "key")
		_, putErr := adapter.Put(ctx, "key", nil, persistence.None)
		for _, err := range []error{err, putErr, adapter.Delete(ctx, "key", persistence.Any)} {
			if err == nil || !strings.Contains(err.Error(), "set AutoCreateTable") || !strings.Contains(err.Error(), "ResourceNotFoundException") {
				t.Errorf("without a table: %v", err)
			}
		}
	})
}
