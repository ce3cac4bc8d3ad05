package s3_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/logging"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/s3"
)

// fake answers as no other server can be brought to answer. A call that has no
// function gives err.
type fake struct {
	err    error
	get    func() (*sdk.GetObjectOutput, error)
	head   func() (*sdk.HeadObjectOutput, error)
	put    func(*sdk.PutObjectInput) (*sdk.PutObjectOutput, error)
	delete func() error
	create func(*sdk.CreateBucketInput) error
}

func (f *fake) GetObject(context.Context, *sdk.GetObjectInput, ...func(*sdk.Options)) (*sdk.GetObjectOutput, error) {
	if f.get == nil {
		return nil, f.err
	}
	return f.get()
}

func (f *fake) HeadObject(context.Context, *sdk.HeadObjectInput, ...func(*sdk.Options)) (*sdk.HeadObjectOutput, error) {
	if f.head == nil {
		return nil, f.err
	}
	return f.head()
}

func (f *fake) PutObject(_ context.Context, in *sdk.PutObjectInput, _ ...func(*sdk.Options)) (*sdk.PutObjectOutput, error) {
	if f.put == nil {
		return nil, f.err
	}
	return f.put(in)
}

func (f *fake) DeleteObject(context.Context, *sdk.DeleteObjectInput, ...func(*sdk.Options)) (*sdk.DeleteObjectOutput, error) {
	if f.delete == nil {
		return nil, f.err
	}
	return nil, f.delete()
}

func (f *fake) CreateBucket(_ context.Context, in *sdk.CreateBucketInput, _ ...func(*sdk.Options)) (*sdk.CreateBucketOutput, error) {
	if f.create == nil {
		return nil, f.err
	}
	return nil, f.create(in)
}

func newFake(t *testing.T, f *fake, cfg s3.Config) *s3.Adapter {
	t.Helper()
	cfg.Bucket, cfg.Client = "cafe", f
	adapter, err := s3.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return adapter
}

func answer(code, message string) error {
	return &smithy.OperationError{ServiceID: "S3", OperationName: "X", Err: &smithy.GenericAPIError{Code: code, Message: message}}
}

// status is an answer without a body, as HEAD gets them.
func status(code int) error {
	return &smithy.OperationError{ServiceID: "S3", OperationName: "X", Err: &smithyhttp.ResponseError{
		Response: &smithyhttp.Response{Response: &http.Response{StatusCode: code}},
		Err:      errors.New("no body"),
	}}
}

type logBuffer struct{ bytes.Buffer }

func (l *logBuffer) Logf(_ logging.Classification, format string, args ...any) {
	fmt.Fprintf(l, format+"\n", args...)
}

// TestAdvice: messages tell what failed, where, why, and what to do about it.
func TestAdvice(t *testing.T) {
	for _, test := range []struct {
		name string
		err  error
		want []string // in the text for each of: Get, Put, Delete any, Delete version; or the last for the rest
	}{
		// A-S3-08. S3 names the object in full.
		{"access denied", answer("AccessDenied", `User: arn:x is not authorized to perform: s3:Action on resource: "arn:aws:s3:::cafe/`+user+`"`), []string{
			`on resource: "arn:aws:s3:::cafe/[key]"; allow s3:GetObject in the policy of the role in use, and s3:ListBucket on the bucket: without it`,
			"allow s3:PutObject", "allow s3:DeleteObject", "allow s3:GetObject",
		}},
		{"forbidden", status(403), []string{"allow s3:GetObject", "allow s3:PutObject", "allow s3:DeleteObject", "and s3:ListBucket"}},
		{"credentials", answer("InvalidAccessKeyId", "x"), []string{"check the AWS credentials"}},
		{"expired", answer("ExpiredToken", "x"), []string{"renew them"}},
		{"no credentials", &smithy.OperationError{Err: errors.New("get identity: get credentials: failed")}, []string{"no AWS credentials were found"}},
		{"region", status(301), []string{"the bucket is in another region"}},
		{"no conditions", status(501), []string{"does not support conditional requests"}},
		{"other", answer("SlowDown", "reduce your rate"), []string{"SlowDown: reduce your rate"}},
		{"no answer", &smithy.OperationError{Err: &url.Error{Op: "Get", URL: "https://cafe.s3.amazonaws.com/" + user, Err: errors.New("connection reset")}}, []string{
			"no answer from cafe.s3.amazonaws.com: connection reset",
		}},
	} {
		adapter := newFake(t, &fake{err: test.err}, s3.Config{})
		_, getErr := adapter.Get(t.Context(), user)
		_, putErr := adapter.Put(t.Context(), user, nil, persistence.Any)
		for i, err := range []error{getErr, putErr, adapter.Delete(t.Context(), user, persistence.Any), adapter.Delete(t.Context(), user, "1")} {
			want := test.want[min(i, len(test.want)-1)]
			if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), `S3 bucket "cafe"`) {
				t.Errorf("%s: %v\nwant an error with %q", test.name, err, want)
				continue
			}
			if strings.Contains(err.Error(), user) {
				t.Errorf("%s: %v\ncontains the key", test.name, err)
			}
			if !errors.Is(err, test.err) {
				t.Errorf("%s: %v\ndoes not match its cause", test.name, err)
			}
		}
	}
}

// TestNotFound: A-S3-07, and the answers of other servers.
func TestNotFound(t *testing.T) {
	for _, notFound := range []error{answer("NoSuchKey", ""), answer("NotFound", ""), status(404)} {
		adapter := newFake(t, &fake{err: errors.Join(status(404), notFound)}, s3.Config{})
		item, err := adapter.Get(t.Context(), user)
		if err != nil || item.Attributes == nil || item.Version != persistence.None {
			t.Errorf("Get answered by %v: %+v, %v", notFound, item, err)
		}
		if err := adapter.Delete(t.Context(), user, persistence.Any); err != nil {
			t.Errorf("Delete answered by %v: %v", notFound, err)
		}
		if err := adapter.Delete(t.Context(), user, "1"); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Delete of a version answered by %v: %v, want a conflict", notFound, err)
		}
	}
}

// TestRaces: S3 answers 409 to one of two requests that race.
func TestRaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, test := range []struct {
			races int
			after error
			want  error
		}{
			{races: 3, after: nil},
			{races: 2, after: answer("PreconditionFailed", ""), want: persistence.ErrConflict},
			{races: 1, after: answer("NoSuchKey", ""), want: persistence.ErrConflict},
			{races: 99, want: s3.ErrRace},
		} {
			calls := 0
			respond := func() error {
				if calls++; calls <= test.races {
					return answer("ConditionalRequestConflict", "")
				}
				return test.after
			}
			adapter := newFake(t, &fake{
				head:   func() (*sdk.HeadObjectOutput, error) { return &sdk.HeadObjectOutput{ETag: aws.String(`"1"`)}, nil },
				delete: respond,
				put: func(in *sdk.PutObjectInput) (*sdk.PutObjectOutput, error) {
					if body, err := io.ReadAll(in.Body); err != nil || string(body) != "{}" {
						t.Errorf("request %d has the body %q, %v", calls+1, body, err)
					}
					return &sdk.PutObjectOutput{ETag: aws.String(`"2"`)}, respond()
				},
			}, s3.Config{})
			if _, err := adapter.Put(t.Context(), user, nil, "1"); !errors.Is(err, test.want) {
				t.Errorf("Put after %d races: %v, want %v", test.races, err, test.want)
			}
			calls = 0
			if err := adapter.Delete(t.Context(), user, "1"); !errors.Is(err, test.want) {
				t.Errorf("Delete after %d races: %v, want %v", test.races, err, test.want)
			}
		}

		// A wait ends with the context.
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		adapter := newFake(t, &fake{err: answer("ConditionalRequestConflict", "")}, s3.Config{})
		if _, err := adapter.Put(ctx, user, nil, persistence.Any); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Put beyond the deadline: %v", err)
		}
		ctx, cancel = context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if err := adapter.Delete(ctx, user, persistence.Any); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Delete beyond the deadline: %v", err)
		}
	})
}

// TestConditionIgnored: a server that deletes without regard to If-Match gets
// no request if the version is stale.
func TestConditionIgnored(t *testing.T) {
	deleted := 0
	adapter := newFake(t, &fake{
		head:   func() (*sdk.HeadObjectOutput, error) { return &sdk.HeadObjectOutput{ETag: aws.String(`"2"`)}, nil },
		delete: func() error { deleted++; return nil },
	}, s3.Config{})
	for _, stale := range []persistence.Version{"1", persistence.None, "\n"} {
		if err := adapter.Delete(t.Context(), user, stale); !errors.Is(err, persistence.ErrConflict) || deleted > 0 {
			t.Errorf("Delete expecting %q: %v, %d requests; want a conflict", stale, err, deleted)
		}
	}
	if err := adapter.Delete(t.Context(), user, "2"); err != nil || deleted != 1 {
		t.Errorf("Delete of the present version: %v, %d requests", err, deleted)
	}
}

// TestNoETag: without one there is no version to return.
func TestNoETag(t *testing.T) {
	for _, etag := range []*string{nil, aws.String(""), aws.String(`""`)} {
		adapter := newFake(t, &fake{
			get: func() (*sdk.GetObjectOutput, error) {
				return &sdk.GetObjectOutput{Body: io.NopCloser(strings.NewReader("{}")), ETag: etag}, nil
			},
			put: func(*sdk.PutObjectInput) (*sdk.PutObjectOutput, error) { return &sdk.PutObjectOutput{ETag: etag}, nil },
		}, s3.Config{})
		_, err := adapter.Get(t.Context(), user)
		_, putErr := adapter.Put(t.Context(), user, nil, persistence.Any)
		for _, err := range []error{err, putErr} {
			if err == nil || !strings.Contains(err.Error(), "sent no ETag") {
				t.Errorf("without an ETag: %v", err)
			}
		}
	}
}

// TestBodyBreaksOff: half an object must not pass for a whole one.
func TestBodyBreaksOff(t *testing.T) {
	adapter := newFake(t, &fake{get: func() (*sdk.GetObjectOutput, error) {
		body := io.MultiReader(strings.NewReader("{}"), &brokenReader{})
		return &sdk.GetObjectOutput{Body: io.NopCloser(body), ETag: aws.String(`"1"`)}, nil
	}}, s3.Config{})
	if item, err := adapter.Get(t.Context(), user); err == nil || !strings.Contains(err.Error(), "receiving the object: unexpected EOF") {
		t.Errorf("Get of an object that breaks off: %+v, %v", item, err)
	}
}

type brokenReader struct{}

func (*brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestCreateBucketFails(t *testing.T) {
	for code, want := range map[string]string{
		"BucketAlreadyExists": "another account has a bucket of that name",
		"AccessDenied":        "creating the bucket: AccessDenied: x; allow s3:CreateBucket",
	} {
		missing := answer("NoSuchBucket", "")
		f := &fake{
			get:    func() (*sdk.GetObjectOutput, error) { return nil, missing },
			put:    func(*sdk.PutObjectInput) (*sdk.PutObjectOutput, error) { return nil, missing },
			create: func(*sdk.CreateBucketInput) error { return answer(code, "x") },
		}
		adapter := newFake(t, f, s3.Config{AutoCreateBucket: true})
		_, getErr := adapter.Get(t.Context(), user)
		_, putErr := adapter.Put(t.Context(), user, nil, persistence.None)
		for _, err := range []error{adapter.CreateBucket(t.Context()), getErr, putErr} {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v, want an error with %q", code, err, want)
			}
		}
	}
}

// TestBucketNeverKnown: creating it succeeds, writing does not.
func TestBucketNeverKnown(t *testing.T) {
	adapter := newFake(t, &fake{err: answer("NoSuchBucket", ""), create: func(*sdk.CreateBucketInput) error { return nil }}, s3.Config{AutoCreateBucket: true})
	if _, err := adapter.Put(t.Context(), user, nil, persistence.Any); err == nil || !strings.Contains(err.Error(), "NoSuchBucket") {
		t.Errorf("Put: %v", err)
	}
}
