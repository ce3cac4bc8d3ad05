package s3_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/s3"
)

func TestNewRefuses(t *testing.T) {
	t.Setenv(s3.EnvBucket, "")
	for _, test := range []struct {
		name string
		cfg  s3.Config
		want string
	}{
		{"no bucket", s3.Config{}, "Config.Bucket is missing, and the environment variable S3_PERSISTENCE_BUCKET is not set"}, // A-S3-17
		{"short bucket", s3.Config{Bucket: "ab"}, `the bucket is "ab"`},
		{"slash in bucket", s3.Config{Bucket: "bucket/prefix"}, `the bucket is "bucket/prefix"`},
		{"other ARN", s3.Config{Bucket: "arn:aws:sqs:eu-west-1:1:queue"}, "the bucket is"},
		{"escaping prefix", s3.Config{Bucket: "bucket", PathPrefix: "a/../b"}, `must not contain ".."`},
		{"long prefix", s3.Config{Bucket: "bucket", PathPrefix: strings.Repeat("p", 513)}, "path prefix has 513 bytes"},
		{"control in prefix", s3.Config{Bucket: "bucket", PathPrefix: "a\nb"}, "control characters"},
		{"key for SSE-S3", s3.Config{Bucket: "bucket", KMSKeyID: "k", ServerSideEncryption: types.ServerSideEncryptionAes256}, `"AES256", which uses no KMS key`},
		{"two clients", s3.Config{Bucket: "bucket", Client: &sdk.Client{}, AWSConfig: &aws.Config{}}, "use one"},
		{"client and path style", s3.Config{Bucket: "bucket", Client: &sdk.Client{}, UsePathStyle: true}, "use one"},
	} {
		_, err := s3.New(test.cfg)
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "s3: ") {
			t.Errorf("%s: New: %v, want an error with %q", test.name, err, test.want)
		}
	}
}

// TestBucketOfEnvironment: A-S3-22.
func TestBucketOfEnvironment(t *testing.T) {
	t.Setenv(s3.EnvBucket, "from-environment")
	for bucket, want := range map[string]string{"": "from-environment", "given": "given"} {
		adapter, err := s3.New(s3.Config{Bucket: bucket, Client: &fake{err: answer("AccessDenied", "")}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := adapter.Get(t.Context(), "key"); err == nil || !strings.Contains(err.Error(), `S3 bucket "`+want+`"`) {
			t.Errorf("Get from bucket %q: %v, want an error that names %q", bucket, err, want)
		}
	}
}

func TestKeyFunc(t *testing.T) {
	envelope := &alexa.RequestEnvelope{Context: alexa.Context{System: alexa.System{
		User: alexa.User{UserID: "user"}, Person: &alexa.Person{PersonID: "person"},
	}}}
	for want, generator := range map[string]persistence.KeyFunc{"user": nil, "person": persistence.PersonID} { // A-S3-02
		adapter, err := s3.New(s3.Config{Bucket: "bucket", ObjectKeyGenerator: generator})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := adapter.KeyFunc()(envelope); got != want || err != nil {
			t.Errorf("KeyFunc gave %q, %v; want %q", got, err, want)
		}
	}
}

func TestNoRegion(t *testing.T) {
	adapter, err := s3.New(s3.Config{Bucket: "bucket", AWSConfig: &aws.Config{}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := adapter.Get(t.Context(), "key"); err == nil || !strings.Contains(err.Error(), "set the environment variable AWS_REGION") {
		t.Errorf("Get without a region: %v", err)
	}
	if err := adapter.CreateBucket(t.Context()); err == nil || !strings.Contains(err.Error(), "AWS_REGION") {
		t.Errorf("CreateBucket without a region: %v", err)
	}
}
