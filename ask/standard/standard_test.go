package standard_test

import (
	"context"
	"strings"
	"testing"

	aws "github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/asktest"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
	"github.com/litexa-go/litexa/ask/standard"
)

// client holds one item, to see that the skill asks for it.
type client struct {
	dynamodb.Client
	key string
}

func (c *client) GetItem(_ context.Context, in *aws.GetItemInput, _ ...func(*aws.Options)) (*aws.GetItemOutput, error) {
	c.key = in.Key["id"].(*types.AttributeValueMemberS).Value
	return &aws.GetItemOutput{Item: map[string]types.AttributeValue{
		"id": in.Key["id"],
		"attributes": &types.AttributeValueMemberM{Value: map[string]types.AttributeValue{
			"drink": &types.AttributeValueMemberS{Value: "tea"},
		}},
	}}, nil
}

// A-BLD-11: the table, its client and the key are set in one place.
func TestNewSkillBuilder(t *testing.T) {
	c := &client{}
	b, err := standard.NewSkillBuilder(dynamodb.Config{TableName: "cafe", Client: c, PartitionKeyGenerator: persistence.DeviceID})
	if err != nil {
		t.Fatal(err)
	}
	skill := b.AddHandlerFunc(ask.Always, func(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
		attributes, err := in.AttributesManager.PersistentAttributes(ctx)
		if err != nil {
			return nil, err
		}
		return in.ResponseBuilder.Speak(attributes["drink"].(string)).Response(), nil
	}).MustCreate()
	user := asktest.New(t, skill)
	user.DeviceID = "device"
	user.Launch().Speech("tea")
	if c.key != "device" {
		t.Errorf("the item of %q was read", c.key)
	}
}

// A-BLD-12: options without a table are an error, not ignored.
func TestTableNameMissing(t *testing.T) {
	_, err := standard.NewSkillBuilder(dynamodb.Config{AutoCreateTable: true})
	if err == nil || !strings.Contains(err.Error(), "TableName") {
		t.Errorf("got error %v", err)
	}
}
