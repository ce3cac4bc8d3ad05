package awsutil_test

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/litexa-go/litexa/ask/persistence/internal/awsutil"
)

func TestLazy(t *testing.T) {
	made := 0
	l := awsutil.Lazy[string]{New: func(c aws.Config) string { made++; return c.Region }, Config: &aws.Config{Region: "eu-west-1"}}
	for range 2 {
		if client, err := l.Get(t.Context()); client != "eu-west-1" || err != nil {
			t.Errorf("Get = %q, %v", client, err)
		}
	}
	if made != 1 {
		t.Errorf("the client was made %d times", made)
	}
}

func TestLazyEnvironment(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none")
	for variable, value := range map[string]string{
		"AWS_CONFIG_FILE": none, "AWS_SHARED_CREDENTIALS_FILE": none, "AWS_DEFAULT_REGION": "", "AWS_REGION": "ap-northeast-1", "AWS_PROFILE": "missing",
	} {
		t.Setenv(variable, value)
	}
	l := awsutil.Lazy[string]{New: func(c aws.Config) string { return c.Region }}
	if _, err := l.Get(t.Context()); err == nil || !strings.Contains(err.Error(), "loading the AWS configuration") || !strings.Contains(err.Error(), "missing") {
		t.Errorf("Get with a profile that does not exist: %v", err)
	}
	t.Setenv("AWS_PROFILE", "")
	t.Setenv("AWS_REGION", "")
	if _, err := l.Get(t.Context()); err == nil || !strings.Contains(err.Error(), "AWS_REGION") {
		t.Errorf("Get without a region: %v", err)
	}
	t.Setenv("AWS_REGION", "ap-northeast-1") // failures are not remembered
	if client, err := l.Get(t.Context()); client != "ap-northeast-1" || err != nil {
		t.Errorf("Get = %q, %v", client, err)
	}
}

func TestExplain(t *testing.T) {
	const key = "amzn1.ask.account.X"
	denied := &awshttp.ResponseError{RequestID: "R1", ResponseError: &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: 403}},
		Err:      &smithy.GenericAPIError{Code: "AccessDenied", Message: "not on bucket/" + key},
	}}
	for _, test := range []struct {
		err          error
		advice, want string
	}{
		{denied, "", "AccessDenied: not on bucket/[key] (request R1)"},
		{denied, "ask for it", "AccessDenied: not on bucket/[key] (request R1); ask for it"},
		{&smithy.GenericAPIError{Code: "Throttled"}, "", "Throttled"},
		{context.Canceled, "", "context canceled"},
		{&smithy.GenericAPIError{Code: "X", Message: strings.Repeat("x", 5000)}, "advice", "...; advice"},
	} {
		err := awsutil.Explain(test.err, test.advice, key)
		if !strings.HasSuffix(err.Error(), test.want) || len(err.Error()) > 1100 {
			t.Errorf("Explain(%v) = %q, want %q", test.err, err, test.want)
		}
		if !errors.Is(err, test.err) {
			t.Errorf("Explain(%v) does not match its cause", test.err)
		}
	}
}

func TestAdvice(t *testing.T) {
	for _, test := range []struct {
		err  error
		want string
	}{
		{errors.New("x"), ""},
		{&smithy.GenericAPIError{Code: "AccessDenied"}, ""},
		{&smithy.GenericAPIError{Code: "InvalidAccessKeyId"}, "check the AWS credentials in use"},
		{&smithy.GenericAPIError{Code: "ExpiredToken"}, "the AWS credentials have expired: renew them"},
		{&smithy.OperationError{Err: errors.New("failed to retrieve credentials: x")}, "no AWS credentials were found: give the program a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"},
		{&smithy.OperationError{Err: errors.New("other")}, ""},
	} {
		if got := awsutil.Advice(test.err); got != test.want {
			t.Errorf("Advice(%v) = %q, want %q", test.err, got, test.want)
		}
	}
}
