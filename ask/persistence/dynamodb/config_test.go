package dynamodb_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
)

func TestNewRefuses(t *testing.T) {
	for _, test := range []struct {
		name string
		cfg  dynamodb.Config
		want string
	}{
		{"no table", dynamodb.Config{}, "TableName is missing"},
		{"short table", dynamodb.Config{TableName: "ab"}, `TableName is "ab"`},
		{"blank in table", dynamodb.Config{TableName: "my table"}, `TableName is "my table"`},
		{"other ARN", dynamodb.Config{TableName: "arn:aws:s3:::bucket"}, "TableName is"},
		{"same columns", dynamodb.Config{TableName: "table", AttributesName: "id"}, `PartitionKeyName and Config.AttributesName are both "id"`},
		{"version column taken", dynamodb.Config{TableName: "table", PartitionKeyName: "version"}, "Config.VersionName"},
		{"ttl column taken", dynamodb.Config{TableName: "table", TTL: time.Hour, TTLName: "version"}, "Config.TTLName"},
		{"save time column taken", dynamodb.Config{TableName: "table", SaveTimeName: "id"}, "Config.SaveTimeName are both \"id\""},
		{"long column", dynamodb.Config{TableName: "table", VersionName: strings.Repeat("v", 256)}, "Config.VersionName has 256 bytes"},
		{"negative TTL", dynamodb.Config{TableName: "table", TTL: -time.Hour}, "Config.TTL is -1h0m0s"},
		{"TTL in wrong unit", dynamodb.Config{TableName: "table", TTL: 3600}, "Config.TTL is 3.6µs"},
		{"TTL column without TTL", dynamodb.Config{TableName: "table", TTLName: "expires"}, "TTLName is set, but not"},
		{"half a capacity", dynamodb.Config{TableName: "table", ReadCapacityUnits: 5}, "set both"},
		{"negative capacity", dynamodb.Config{TableName: "table", ReadCapacityUnits: -1, WriteCapacityUnits: -1}, "set both"},
		{"two clients", dynamodb.Config{TableName: "table", Client: &sdk.Client{}, AWSConfig: &aws.Config{}}, "use one"},
	} {
		_, err := dynamodb.New(test.cfg)
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "dynamodb: ") {
			t.Errorf("%s: New: %v, want an error with %q", test.name, err, test.want)
		}
	}
}

func TestNewAccepts(t *testing.T) {
	for _, cfg := range []dynamodb.Config{
		{TableName: "abc"},
		{TableName: "My_table-1.2", TTL: 90 * 24 * time.Hour, TTLName: "expires"},
		{TableName: "arn:aws:dynamodb:eu-west-1:123456789012:table/skill"},
		{TableName: "skill", PartitionKeyName: "userId", AttributesName: "data", VersionName: "clock", SaveTimeName: "lastResponseTime"},
		{TableName: "skill", ReadCapacityUnits: 1, WriteCapacityUnits: 1, AWSConfig: &aws.Config{}},
	} {
		if _, err := dynamodb.New(cfg); err != nil {
			t.Errorf("New(%+v): %v", cfg, err)
		}
	}
}

func TestKeyFunc(t *testing.T) {
	envelope := &alexa.RequestEnvelope{Context: alexa.Context{System: alexa.System{
		User: alexa.User{UserID: "user"}, Device: &alexa.Device{DeviceID: "device"},
	}}}
	for want, generator := range map[string]persistence.KeyFunc{"user": nil, "device": persistence.DeviceID} {
		adapter, err := dynamodb.New(dynamodb.Config{TableName: "table", PartitionKeyGenerator: generator})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := adapter.KeyFunc()(envelope); got != want || err != nil {
			t.Errorf("KeyFunc gave %q, %v; want %q", got, err, want)
		}
	}
}

// TestNoRegion: the message tells what to do, since the one of the SDK does not.
func TestNoRegion(t *testing.T) {
	for _, variable := range []string{"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"} {
		t.Setenv(variable, "")
	}
	t.Setenv("AWS_CONFIG_FILE", t.TempDir()+"/none")
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", t.TempDir()+"/none")
	for name, cfg := range map[string]*aws.Config{"environment": nil, "given": {}} {
		adapter, err := dynamodb.New(dynamodb.Config{TableName: "table", AWSConfig: cfg})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := adapter.Get(t.Context(), "key"); err == nil || !strings.Contains(err.Error(), "set the environment variable AWS_REGION") {
			t.Errorf("%s: Get without a region: %v", name, err)
		}
		if err := adapter.CreateTable(t.Context()); err == nil || !strings.Contains(err.Error(), "AWS_REGION") {
			t.Errorf("%s: CreateTable without a region: %v", name, err)
		}
	}
}
