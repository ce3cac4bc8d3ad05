package s3_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/s3"
	"github.com/litexa-go/litexa/internal/testenv"
)

// everyServer runs a test on all servers side by side.
func everyServer(t *testing.T, test func(t *testing.T, server *testenv.Server)) {
	t.Parallel()
	for _, server := range servers {
		t.Run(server.name, func(t *testing.T) {
			t.Parallel()
			test(t, server.start(t))
		})
	}
}

// newBucket returns the name of a bucket with an adapter and a client for it.
func newBucket(t *testing.T, server *testenv.Server, cfg s3.Config) (string, *s3.Adapter, *sdk.Client) {
	t.Helper()
	client := newClient(server)
	cfg.Bucket, cfg.Client = testenv.Name("bucket"), client
	adapter, err := s3.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if err := adapter.CreateBucket(t.Context()); err != nil {
		t.Fatal(err)
	}
	return cfg.Bucket, adapter, client
}

const user = "amzn1.ask.account.AGJ5DQTFC3UQ7PXZ"

func put(t *testing.T, a *s3.Adapter, key string, attributes persistence.Attributes, expect persistence.Version) persistence.Version {
	t.Helper()
	version, err := a.Put(t.Context(), key, attributes, expect)
	if err != nil {
		t.Fatalf("Put expecting %q: %v", expect, err)
	}
	return version
}

// TestCafeObject: A-CAFE-15 to 18, one readable object per user at the root.
func TestCafeObject(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		bucket, adapter, client := newBucket(t, server, s3.Config{})
		objects := func() (names []string) {
			out, err := client.ListObjectsV2(t.Context(), &sdk.ListObjectsV2Input{Bucket: &bucket})
			if err != nil {
				t.Fatal(err)
			}
			for _, object := range out.Contents {
				names = append(names, *object.Key)
			}
			return names
		}
		item, err := adapter.Get(t.Context(), user)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string(nil), objects()); d != "" {
			t.Errorf("objects before the first order (-want +got):\n%s", d)
		}
		item.Attributes["drink"] = "coffee"
		put(t, adapter, user, item.Attributes, item.Version)
		if d := cmp.Diff([]string{user}, objects()); d != "" {
			t.Errorf("objects after the first order (-want +got):\n%s", d)
		}
		body, out := getObject(t, client, bucket, user)
		if body != `{"drink":"coffee"}` || aws.ToString(out.ContentType) != "application/json" {
			t.Errorf("object %q of type %s", body, aws.ToString(out.ContentType))
		}
	})
}

// TestNames: A-S3-04 to 06, as they arrive at the server.
func TestNames(t *testing.T) {
	server := testenv.Moto(t)
	for _, test := range []struct{ prefix, key, name string }{ // no name: refused
		{"", "k", "k"}, {"/p", "k", "/p/k"}, {"p//q/", "a/b", "p/q/a/b"}, {"", `a\b`, `a\b`}, {"p", "a+b %2F?#é", "p/a+b %2F?#é"},
		{"p", "../k", ""}, {"p", "k/", ""}, {"p", strings.Repeat("k", 1023), ""},
	} {
		t.Run(test.prefix+"+"+test.key[:min(len(test.key), 10)], func(t *testing.T) {
			t.Parallel()
			bucket, adapter, client := newBucket(t, server, s3.Config{PathPrefix: test.prefix})
			_, err := adapter.Put(t.Context(), test.key, persistence.Attributes{"n": 1}, persistence.None)
			if test.name == "" {
				if !errors.Is(err, persistence.ErrInvalidKey) {
					t.Errorf("Put: %v, want ErrInvalidKey", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			out, err := client.ListObjectsV2(t.Context(), &sdk.ListObjectsV2Input{Bucket: &bucket})
			if err != nil {
				t.Fatal(err)
			}
			if len(out.Contents) != 1 || *out.Contents[0].Key != test.name {
				t.Errorf("objects %+v, want one called %q", out.Contents, test.name)
			}
		})
	}
}

// TestEmptyObject: A-S3-09. It exists, all the same.
func TestEmptyObject(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		bucket, adapter, client := newBucket(t, server, s3.Config{})
		putObject(t, client, bucket, user, "")
		item, err := adapter.Get(t.Context(), user)
		if err != nil || item.Attributes == nil || len(item.Attributes) != 0 || item.Version == persistence.None {
			t.Fatalf("Get of an empty object: %+v, %v", item, err)
		}
		put(t, adapter, user, persistence.Attributes{"n": 1}, item.Version)
	})
}

// TestLargeObject: an object of another program must not fill the memory.
func TestLargeObject(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		bucket, adapter, client := newBucket(t, server, s3.Config{})
		putObject(t, client, bucket, user, strings.Repeat(" ", 16<<20)+"{}")
		_, err := adapter.Get(t.Context(), user)
		if !errors.Is(err, persistence.ErrTooLarge) || !strings.Contains(err.Error(), "more than 16777216 bytes") {
			t.Errorf("Get of a large object: %v, want ErrTooLarge", err)
		}
	})
}

func TestEncryptionAndStorageClass(t *testing.T) {
	server := testenv.Moto(t)
	type storage struct {
		Encryption types.ServerSideEncryption
		KMSKeyID   string
		BucketKey  bool
		Class      types.StorageClass
	}
	for _, test := range []struct {
		name string
		cfg  s3.Config
		want storage
	}{
		{"default", s3.Config{}, storage{}},
		{"SSE-S3", s3.Config{ServerSideEncryption: types.ServerSideEncryptionAes256}, storage{Encryption: types.ServerSideEncryptionAes256}},
		{"SSE-KMS", s3.Config{KMSKeyID: "alias/skill", BucketKeyEnabled: true}, storage{types.ServerSideEncryptionAwsKms, "alias/skill", true, ""}},
		{"class", s3.Config{StorageClass: types.StorageClassStandardIa}, storage{Class: types.StorageClassStandardIa}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			bucket, adapter, client := newBucket(t, server, test.cfg)
			put(t, adapter, user, nil, persistence.None)
			_, out := getObject(t, client, bucket, user)
			got := storage{out.ServerSideEncryption, aws.ToString(out.SSEKMSKeyId), aws.ToBool(out.BucketKeyEnabled), out.StorageClass}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Errorf("object (-want +got):\n%s", d)
			}
		})
	}
}

func TestCreateBucket(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		_, adapter, _ := newBucket(t, server, s3.Config{})
		if err := adapter.CreateBucket(t.Context()); err != nil {
			t.Errorf("CreateBucket of a bucket that exists: %v", err)
		}
	})
}

// TestBucketRegion: outside us-east-1 the region must be said, inside it must not.
func TestBucketRegion(t *testing.T) {
	server := testenv.Moto(t)
	for region, want := range map[string]types.BucketLocationConstraint{"us-east-1": "", "eu-central-1": "eu-central-1"} {
		cfg := server.Config()
		cfg.Region = region
		bucket := testenv.Name("bucket")
		adapter, err := s3.New(s3.Config{Bucket: bucket, AWSConfig: &cfg, UsePathStyle: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := adapter.CreateBucket(t.Context()); err != nil {
			t.Errorf("CreateBucket in %s: %v", region, err)
			continue
		}
		out, err := newClient(server).GetBucketLocation(t.Context(), &sdk.GetBucketLocationInput{Bucket: &bucket})
		if err != nil {
			t.Fatal(err)
		}
		if out.LocationConstraint != want {
			t.Errorf("the bucket made in %s is in %q", region, out.LocationConstraint)
		}
	}
}

func TestAutoCreateBucket(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		ctx := t.Context()
		open := func(auto bool) *s3.Adapter {
			t.Helper()
			cfg := server.Config()
			adapter, err := s3.New(s3.Config{Bucket: testenv.Name("bucket"), AWSConfig: &cfg, UsePathStyle: true, AutoCreateBucket: auto})
			if err != nil {
				t.Fatal(err)
			}
			return adapter
		}

		adapter := open(true)
		item, err := adapter.Get(ctx, user)
		if err != nil || item.Attributes == nil || len(item.Attributes) != 0 || item.Version != persistence.None {
			t.Errorf("Get without a bucket: %+v, %v", item, err)
		}
		put(t, adapter, user, persistence.Attributes{"n": 1}, item.Version)

		adapter = open(true)
		var wg sync.WaitGroup
		for _, key := range []string{"a", "b", "c"} {
			wg.Go(func() {
				if _, err := adapter.Put(ctx, key, nil, persistence.None); err != nil {
					t.Errorf("Put without a bucket: %v", err)
				}
			})
		}
		wg.Wait()

		for _, expect := range []persistence.Version{persistence.None, persistence.Any} {
			if err := open(true).Delete(ctx, user, expect); err != nil {
				t.Errorf("Delete expecting %q without a bucket: %v", expect, err)
			}
		}
		if err := open(true).Delete(ctx, user, "1"); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Delete of a version without a bucket: %v, want a conflict", err)
		}

		// Without the option the error says what can be done.
		adapter = open(false)
		_, err = adapter.Get(ctx, user)
		_, putErr := adapter.Put(ctx, user, nil, persistence.None)
		for _, err := range []error{err, putErr, adapter.Delete(ctx, user, persistence.Any)} {
			if err == nil || !strings.Contains(err.Error(), "set AutoCreateBucket") || !strings.Contains(err.Error(), "NoSuchBucket") {
				t.Errorf("without a bucket: %v", err)
			}
		}
	})
}

// lossy loses the answers to the first n saves.
type lossy struct {
	n      int
	before func() // called before an answer is lost
}

func (l *lossy) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(request)
	if err == nil && request.Method == http.MethodPut && l.n > 0 {
		l.n--
		response.Body.Close()
		if l.before != nil {
			l.before()
		}
		return nil, io.ErrUnexpectedEOF
	}
	return response, err
}

// TestLostAnswer: the SDK sends a request again whose answer was lost, and is
// told that the condition no longer holds.
func TestLostAnswer(t *testing.T) {
	everyServer(t, func(t *testing.T, server *testenv.Server) {
		ctx := t.Context()
		bucket, adapter, client := newBucket(t, server, s3.Config{})
		transport := &lossy{}
		cfg := server.Config()
		cfg.HTTPClient = &http.Client{Transport: transport}
		unlucky, err := s3.New(s3.Config{Bucket: bucket, AWSConfig: &cfg, UsePathStyle: true})
		if err != nil {
			t.Fatal(err)
		}

		transport.n = 1
		version := put(t, unlucky, user, persistence.Attributes{"n": 1}, persistence.None)
		transport.n = 1
		version = put(t, unlucky, user, persistence.Attributes{"n": 2}, version)
		if item, err := adapter.Get(ctx, user); err != nil || item.Version != version {
			t.Errorf("Get: %+v, %v; want version %q", item, err, version)
		}

		// The same, but then another writer comes: that one's attributes stay.
		transport.n, transport.before = 1, func() { putObject(t, client, bucket, user, `{"n":"other"}`) }
		if _, err := unlucky.Put(ctx, user, persistence.Attributes{"n": 3}, version); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Put whose answer was lost before another save: %v, want a conflict", err)
		}
		// And without a loss, equal content is no excuse.
		transport.n = 0
		if _, err := unlucky.Put(ctx, user, persistence.Attributes{"n": "other"}, version); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("Put of what another saved: %v, want a conflict", err)
		}
		if body, _ := getObject(t, client, bucket, user); body != `{"n":"other"}` {
			t.Errorf("the object is %s", body)
		}
	})
}

// TestQuiet: the SDK logs every read of an object that has no checksum, such as
// those of the SDK for Node, unless told not to.
func TestQuiet(t *testing.T) {
	cfg := testenv.Config(testenv.ClosedEndpoint)
	cfg.HTTPClient = &http.Client{Transport: roundTripper(func(request *http.Request) (*http.Response, error) {
		return &http.Response{
			StatusCode: http.StatusOK, Header: http.Header{"Etag": {`"1"`}}, Body: io.NopCloser(strings.NewReader("{}")), Request: request,
		}, nil
	})}
	var log logBuffer
	cfg.Logger = &log
	adapter, err := s3.New(s3.Config{Bucket: "bucket", AWSConfig: &cfg, UsePathStyle: true})
	if err != nil {
		t.Fatal(err)
	}
	if item, err := adapter.Get(t.Context(), user); err != nil || item.Version != "1" {
		t.Fatalf("Get: %+v, %v", item, err)
	}
	if log.Len() > 0 {
		t.Errorf("the SDK logged: %s", log.String())
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(request *http.Request) (*http.Response, error) { return f(request) }
