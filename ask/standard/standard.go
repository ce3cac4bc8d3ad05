// Package standard is the skill builder that comes with persistence in Amazon
// DynamoDB, as the standard builder of ask-sdk does:
//
//	b, err := standard.NewSkillBuilder(dynamodb.Config{TableName: "cafe", AutoCreateTable: true})
//
// It is a package of its own so that skills which store elsewhere need not link
// the AWS SDK.
package standard

import (
	"fmt"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
)

// NewSkillBuilder returns a builder whose skills keep persistent attributes in a
// DynamoDB table. It reports what is wrong with table, and does not connect to
// AWS yet. For a skill without persistent attributes use [ask.NewSkillBuilder].
func NewSkillBuilder(table dynamodb.Config) (*ask.SkillBuilder, error) {
	adapter, err := dynamodb.New(table)
	if err != nil {
		return nil, fmt.Errorf("building the skill: %w", err)
	}
	return ask.NewSkillBuilder().WithPersistenceAdapter(adapter), nil
}
