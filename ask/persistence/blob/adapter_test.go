package blob_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
	cdk "gocloud.dev/blob"
	"gocloud.dev/blob/azureblob"
	"gocloud.dev/blob/memblob"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/blob"
	"github.com/litexa-go/litexa/ask/persistence/blob/azureguard"
	"github.com/litexa-go/litexa/ask/persistence/blob/gcsguard"
	"github.com/litexa-go/litexa/ask/persistence/blob/s3guard"
	"github.com/litexa-go/litexa/internal/testenv"
)

const user = "amzn1.ask.account.AGJ5DQTFC3UQ7PXZ"

func TestRefused(t *testing.T) {
	bucket := memblob.OpenBucket(nil)
	defer bucket.Close()
	for _, test := range []struct {
		name string
		cfg  blob.Config
		want string
	}{
		{"escaping prefix", blob.Config{PathPrefix: "a/../b"}, `must not contain ".."`},
		{"long prefix", blob.Config{PathPrefix: strings.Repeat("p", 513)}, "path prefix has 513 bytes"},
		{"control in prefix", blob.Config{PathPrefix: "a\nb"}, "control characters"},
	} {
		_, newErr := blob.New(bucket, test.cfg)
		_, openErr := blob.Open(t.Context(), "mem://", test.cfg)
		for _, err := range []error{newErr, openErr} {
			if err == nil || !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "blob: ") {
				t.Errorf("%s: %v, want an error with %q", test.name, err, test.want)
			}
		}
	}
	if _, err := blob.New(nil, blob.Config{}); err == nil {
		t.Error("New accepts no bucket")
	}
}

func TestOpen(t *testing.T) {
	adapter, err := blob.Open(t.Context(), "mem://", blob.Config{PathPrefix: "skill"})
	if err != nil {
		t.Fatal(err)
	}
	version, err := adapter.Put(t.Context(), user, persistence.Attributes{"drink": "coffee"}, persistence.None)
	if err != nil {
		t.Fatal(err)
	}
	if item, err := adapter.Get(t.Context(), user); err != nil || item.Version != version || item.Attributes["drink"] != "coffee" {
		t.Errorf("Get: %+v, %v", item, err)
	}
	_, err = adapter.Put(t.Context(), user, nil, persistence.None)
	if !errors.Is(err, persistence.ErrConflict) || !strings.Contains(err.Error(), `to bucket "mem://"`) {
		t.Errorf("Put expecting none: %v", err)
	}
	if err := errors.Join(adapter.Close(), adapter.Close()); err != nil {
		t.Errorf("Close: %v", err)
	}
}

func TestOpenFails(t *testing.T) {
	for _, url := range []string{"nodriver://user:SECRET@bucket?key=SECRET", "file:///no/such/directory?metadata=SECRET", "\x7fSECRET"} {
		_, err := blob.Open(t.Context(), url, blob.Config{})
		if err == nil || !strings.Contains(err.Error(), "is its driver linked?") {
			t.Errorf("Open(%q): %v", url, err)
		}
	}
	_, err := blob.Open(t.Context(), "nodriver://user:SECRET@bucket?key=SECRET", blob.Config{})
	if strings.Contains(err.Error(), "SECRET") || !strings.Contains(err.Error(), `opening the bucket "nodriver://bucket": `) {
		t.Errorf("Open: %v", err)
	}
}

// TestClose: a bucket that the caller opened is the caller's to close.
func TestClose(t *testing.T) {
	bucket := memblob.OpenBucket(nil)
	a, b := newAdapter(t, bucket, blob.Config{}), newAdapter(t, bucket, blob.Config{})
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Put(t.Context(), user, nil, persistence.None); err != nil {
		t.Errorf("Put after another adapter was closed: %v", err)
	}
	if err := bucket.Close(); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Errorf("Close after the bucket: %v", err)
	}
}

func TestKeyFunc(t *testing.T) {
	bucket := memblob.OpenBucket(nil)
	defer bucket.Close()
	envelope := &alexa.RequestEnvelope{Context: alexa.Context{System: alexa.System{
		User: alexa.User{UserID: "user"}, Device: &alexa.Device{DeviceID: "device"},
	}}}
	for want, generator := range map[string]persistence.KeyFunc{"user": nil, "device": persistence.DeviceID} {
		adapter := newAdapter(t, bucket, blob.Config{ObjectKeyGenerator: generator})
		if got, err := adapter.KeyFunc()(envelope); got != want || err != nil {
			t.Errorf("KeyFunc gave %q, %v; want %q", got, err, want)
		}
	}
}

// TestObject: the object is named and filled as by the adapters for S3.
func TestObject(t *testing.T) {
	for prefix, name := range map[string]string{"": user, ".": user, "p": "p/" + user, "p//q/": "p/q/" + user, "/p": "/p/" + user} {
		bucket := memblob.OpenBucket(nil)
		adapter := newAdapter(t, bucket, blob.Config{PathPrefix: prefix})
		if _, err := adapter.Put(t.Context(), user, persistence.Attributes{"drink": "coffee"}, persistence.None); err != nil {
			t.Fatal(err)
		}
		if got := read(t, bucket, name); got != `{"drink":"coffee"}` {
			t.Errorf("object %s: %s", name, got)
		}
		if attributes, err := bucket.Attributes(t.Context(), name); err != nil || attributes.ContentType != "application/json" {
			t.Errorf("object %s: %+v, %v", name, attributes, err)
		}
		write(t, bucket, name, "")
		if item, err := adapter.Get(t.Context(), user); err != nil || item.Attributes == nil || item.Version == persistence.None {
			t.Errorf("Get of an empty object: %+v, %v", item, err)
		}
		write(t, bucket, name, strings.Repeat(" ", 16<<20)+"{}")
		if _, err := adapter.Get(t.Context(), user); !errors.Is(err, persistence.ErrTooLarge) {
			t.Errorf("Get of a large object: %v, want ErrTooLarge", err)
		}
		bucket.Close()
	}
}

// TestGuardOfAnotherDriver: a guard that does not guard must not go unnoticed.
func TestGuardOfAnotherDriver(t *testing.T) {
	bucket := memblob.OpenBucket(nil)
	defer bucket.Close()
	write(t, bucket, user, "{}")
	for name, guard := range map[string]blob.Guard{"s3guard": s3guard.Unchanged, "gcsguard": gcsguard.Unchanged, "azureguard": azureguard.Unchanged} {
		adapter := newAdapter(t, bucket, blob.Config{Guard: guard})
		if _, err := adapter.Get(t.Context(), user); err == nil || !strings.Contains(err.Error(), name+" is for buckets of the driver") {
			t.Errorf("%s on memblob: Get: %v", name, err)
		}
	}
	// The same if reading passes, but not writing.
	s3 := openS3(t, testenv.Moto(t))
	defer s3.Close()
	write(t, s3, user, "{}")
	reader, err := s3.NewReader(t.Context(), user, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	adapter := newAdapter(t, bucket, blob.Config{Guard: func(*cdk.Reader) (blob.Condition, error) { return s3guard.Unchanged(reader) }})
	item, err := adapter.Get(t.Context(), user)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := adapter.Put(t.Context(), user, persistence.Attributes{"n": 1}, item.Version); err == nil || errors.Is(err, persistence.ErrConflict) {
		t.Errorf("Put with the guard of another bucket: %v", err)
	}
	if err := adapter.Delete(t.Context(), user, item.Version); err == nil || errors.Is(err, persistence.ErrConflict) {
		t.Errorf("Delete with the guard of another bucket: %v", err)
	}
}

// TestNoBucket: the bucket is a matter of configuration, but for reading a
// missing bucket looks like a missing object.
func TestNoBucket(t *testing.T) {
	cfg := testenv.Moto(t).Config()
	t.Setenv("AWS_ACCESS_KEY_ID", testenv.AccessKeyID)
	t.Setenv("AWS_SECRET_ACCESS_KEY", testenv.SecretAccessKey)
	adapter, err := blob.Open(t.Context(), "s3://no-such-bucket?region=us-east-1&use_path_style=true&endpoint="+*cfg.BaseEndpoint, blob.Config{Guard: s3guard.Unchanged})
	if err != nil {
		t.Fatal(err)
	}
	defer adapter.Close()
	_, err = adapter.Put(t.Context(), user, nil, persistence.None)
	if err == nil || !strings.Contains(err.Error(), `to bucket "s3://no-such-bucket": the bucket does not exist`) || strings.Contains(err.Error(), user) {
		t.Errorf("Put into a bucket that does not exist: %v", err)
	}
}

// TestAzureConditions checks what azureguard asks of the service, for when
// there is no Azurite.
func TestAzureConditions(t *testing.T) {
	var conditions []string
	changed := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			w.Header().Set("ETag", `"0x1"`)
			w.Header().Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
			_, _ = w.Write([]byte("{}"))
			return
		}
		conditions = append(conditions, r.Method+" "+r.Header.Get("If-Match"))
		switch {
		case changed:
			w.Header().Set("x-ms-error-code", "ConditionNotMet")
			w.WriteHeader(http.StatusPreconditionFailed)
		case r.Method == http.MethodPut:
			w.WriteHeader(http.StatusCreated)
		default:
			w.WriteHeader(http.StatusAccepted)
		}
	}))
	defer server.Close()
	client, err := container.NewClientWithNoCredential(server.URL+"/account/container", nil)
	if err != nil {
		t.Fatal(err)
	}
	bucket, err := azureblob.OpenBucket(context.Background(), client, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer bucket.Close()
	adapter := newAdapter(t, bucket, blob.Config{Guard: azureguard.Unchanged})
	item, err := adapter.Get(t.Context(), user)
	if err != nil {
		t.Fatal(err)
	}
	for _, changed = range []bool{false, true} {
		_, err := adapter.Put(t.Context(), user, persistence.Attributes{"n": 1}, item.Version)
		if errors.Is(err, persistence.ErrConflict) != changed || !changed && err != nil {
			t.Errorf("Put, changed %v: %v", changed, err)
		}
		err = adapter.Delete(t.Context(), user, item.Version)
		if errors.Is(err, persistence.ErrConflict) != changed || !changed && err != nil {
			t.Errorf("Delete, changed %v: %v", changed, err)
		}
	}
	if got, want := strings.Join(conditions, ", "), `PUT "0x1", DELETE "0x1", PUT "0x1", DELETE "0x1"`; got != want {
		t.Errorf("requests %s, want %s", got, want)
	}
}
