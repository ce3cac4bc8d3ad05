package dynamodb_test

import (
	"fmt"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
	"github.com/litexa-go/litexa/ask/persistence/persistencetest"
	"github.com/litexa-go/litexa/internal/testenv"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// servers are those that the tests run on.
var servers = map[string]func(testing.TB) *testenv.Server{
	"DynamoDB Local": testenv.DynamoDBLocal,
	"moto":           testenv.Moto,
}

func TestConformance(t *testing.T) {
	for name, server := range servers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := server(t)
			persistencetest.Run(t, persistencetest.Harness{
				New:          func(t testing.TB) persistencetest.Store { return newStore(t, s) },
				MaxItemBytes: 400 << 10,
				Unsupported:  []string{"empty name", "numbers of 50 digits", "numbers beyond float64", "nesting of 500 levels"},
				Unreachable: func(t testing.TB) persistence.Adapter {
					cfg := testenv.Config(testenv.ClosedEndpoint)
					cfg.RetryMaxAttempts = 1
					adapter, err := dynamodb.New(dynamodb.Config{TableName: "unreachable", AWSConfig: &cfg})
					if err != nil {
						t.Fatal(err)
					}
					return adapter
				},
			})
		})
	}
}

func newStore(t testing.TB, server *testenv.Server) persistencetest.Store {
	table := testenv.Name("table")
	open := func() *dynamodb.Adapter {
		cfg := server.Config()
		adapter, err := dynamodb.New(dynamodb.Config{TableName: table, AWSConfig: &cfg})
		if err != nil {
			t.Fatal(err)
		}
		return adapter
	}
	adapter := open()
	if err := adapter.CreateTable(t.Context()); err != nil {
		t.Fatal(err)
	}
	client := sdk.NewFromConfig(server.Config())
	return persistencetest.Store{
		Adapter: adapter,
		Second:  open(),
		Corrupt: func(t testing.TB, key, text string) {
			_, err := client.UpdateItem(t.Context(), &sdk.UpdateItemInput{
				TableName:                 &table,
				Key:                       keyOf(key),
				UpdateExpression:          aws.String("SET attributes = :text"),
				ExpressionAttributeValues: map[string]types.AttributeValue{":text": &types.AttributeValueMemberS{Value: text}},
			})
			if err != nil {
				t.Fatal(err)
			}
		},
		Raw: func(t testing.TB, key string) string {
			item := getItem(t, client, table, keyOf(key))
			text := ""
			for _, column := range []string{"id", "attributes", "version"} {
				text += fmt.Sprintf("%s: %#v\n", column, item[column])
			}
			return text
		},
	}
}

func keyOf(key string) map[string]types.AttributeValue {
	return map[string]types.AttributeValue{"id": &types.AttributeValueMemberS{Value: key}}
}

func getItem(t testing.TB, client *sdk.Client, table string, key map[string]types.AttributeValue) map[string]types.AttributeValue {
	t.Helper()
	out, err := client.GetItem(t.Context(), &sdk.GetItemInput{TableName: &table, Key: key, ConsistentRead: aws.Bool(true)})
	if err != nil {
		t.Fatal(err)
	}
	return out.Item
}
