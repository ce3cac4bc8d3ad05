// Package awsutil holds what the adapters for AWS stores have in common: how a
// client gets its configuration and how a failed call is put in words.
package awsutil

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"github.com/litexa-go/litexa/ask/persistence/internal/redact"
)

// Lazy makes a client at its first use. A failure is not remembered: it may
// have been the context of that one call.
type Lazy[C any] struct {
	// New makes the client from the configuration.
	New func(aws.Config) C
	// Config is used if not nil, otherwise that of the environment: variables
	// such as AWS_REGION, and the shared configuration files.
	Config *aws.Config

	mu     sync.Mutex
	client C
	made   bool
}

// Get returns the client.
func (l *Lazy[C]) Get(ctx context.Context) (C, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.made {
		return l.client, nil
	}
	var none C
	cfg := l.Config
	if cfg == nil {
		loaded, err := config.LoadDefaultConfig(ctx)
		if err != nil {
			return none, fmt.Errorf("loading the AWS configuration: %w", err)
		}
		cfg = &loaded
	}
	if cfg.Region == "" {
		return none, errors.New("no AWS region is configured: set the environment variable AWS_REGION or pass an AWSConfig with a Region")
	}
	l.client, l.made = l.New(*cfg), true
	return l.client, nil
}

// Code returns the code of the error that an AWS service answered with, such as
// "AccessDenied"; empty if err is something else.
func Code(err error) string {
	var answer smithy.APIError
	if errors.As(err, &answer) {
		return answer.ErrorCode()
	}
	return ""
}

// Explain returns err, the failure of a call to AWS, with a shorter text: what
// the service answered or why there is no answer, and then the advice, if any.
// Neither the secrets, such as the key of an item, nor URLs, which contain
// them, appear in it.
func Explain(err error, advice string, secrets ...string) error {
	err = redact.Error(err, explain(err), secrets...)
	if advice != "" {
		err = fmt.Errorf("%w; %s", err, advice)
	}
	return err
}

func explain(err error) string {
	var answer smithy.APIError
	if !errors.As(err, &answer) {
		return redact.Text(err)
	}
	text := answer.ErrorCode()
	if message := answer.ErrorMessage(); message != "" {
		text += ": " + message
	}
	var id interface{ ServiceRequestID() string }
	if errors.As(err, &id) && id.ServiceRequestID() != "" {
		text += " (request " + id.ServiceRequestID() + ")"
	}
	return text
}

// Advice returns what to do about failures that all services share; empty if
// err is another.
func Advice(err error) string {
	switch Code(err) {
	case "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId", "InvalidSignatureException",
		"SignatureDoesNotMatch", "IncompleteSignature", "AuthFailure", "MissingAuthenticationToken":
		return "check the AWS credentials in use"
	case "ExpiredToken", "ExpiredTokenException", "RequestExpired":
		return "the AWS credentials have expired: renew them"
	case "":
		var failed *smithy.OperationError
		if errors.As(err, &failed) && strings.Contains(failed.Err.Error(), "credentials") {
			return "no AWS credentials were found: give the program a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
		}
	}
	return ""
}

// CountAttempts returns an option for a call that counts in n how often the
// request was sent. If it was sent more than once, a failed condition may be
// the doing of an attempt whose answer was lost.
func CountAttempts(n *int) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("CountAttempts",
			func(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (middleware.FinalizeOutput, middleware.Metadata, error) {
				*n++
				return next.HandleFinalize(ctx, in)
			}), "Retry", middleware.After)
	}
}

// Sleep returns after d, or with the cause if ctx ends before.
func Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
