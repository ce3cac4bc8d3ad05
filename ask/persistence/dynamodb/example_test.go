package dynamodb_test

import (
	"context"
	"log"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
)

// An adapter for a Lambda function: the region and the credentials come from
// the environment, and the table is created by the first request.
func ExampleNew() {
	adapter, err := dynamodb.New(dynamodb.Config{
		TableName:       "cafe",
		AutoCreateTable: true,
		TTL:             365 * 24 * time.Hour,
	})
	if err != nil {
		log.Fatal(err)
	}
	// skill, err := ask.NewSkillBuilder().WithPersistenceAdapter(adapter). ...
	_ = adapter
}

// An adapter for DynamoDB Local on this machine.
func ExampleNew_local() {
	adapter, err := dynamodb.New(dynamodb.Config{
		TableName: "cafe",
		AWSConfig: &aws.Config{
			Region:       "us-east-1",
			BaseEndpoint: aws.String("http://127.0.0.1:8000"),
			Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{AccessKeyID: "any", SecretAccessKey: "any"}, nil
			}),
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	_ = adapter
}

// Creating the table when the skill is deployed spares the skill the
// permissions for it, and its first user the wait.
func ExampleAdapter_CreateTable() {
	adapter, err := dynamodb.New(dynamodb.Config{TableName: "cafe"})
	if err != nil {
		log.Fatal(err)
	}
	if err := adapter.CreateTable(context.Background()); err != nil {
		log.Fatal(err)
	}
}
