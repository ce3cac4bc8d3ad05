package s3_test

import (
	"context"
	"log"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/s3"
)

// An adapter for a Lambda function: the region and the credentials come from
// the environment.
func ExampleNew() {
	adapter, err := s3.New(s3.Config{
		Bucket:             "cafe-attributes",
		ObjectKeyGenerator: persistence.PersonID,
	})
	if err != nil {
		log.Fatal(err)
	}
	// skill, err := ask.NewSkillBuilder().WithPersistenceAdapter(adapter). ...
	_ = adapter
}

// An adapter for another server that speaks the protocol of S3.
func ExampleNew_otherServer() {
	adapter, err := s3.New(s3.Config{
		Bucket:           "cafe-attributes",
		AutoCreateBucket: true,
		UsePathStyle:     true,
		AWSConfig: &aws.Config{
			Region:       "us-east-1",
			BaseEndpoint: aws.String("http://127.0.0.1:9000"),
			Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{AccessKeyID: "cafe", SecretAccessKey: "..."}, nil
			}),
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	_ = adapter
}
