package blob_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/Azure/azure-sdk-for-go/sdk/storage/azblob/container"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/fsouza/fake-gcs-server/fakestorage"
	cdk "gocloud.dev/blob"
	"gocloud.dev/blob/azureblob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/gcsblob"
	"gocloud.dev/blob/memblob"
	"gocloud.dev/blob/s3blob"
	"gocloud.dev/gcp"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/blob"
	"github.com/litexa-go/litexa/ask/persistence/blob/azureguard"
	"github.com/litexa-go/litexa/ask/persistence/blob/gcsguard"
	"github.com/litexa-go/litexa/ask/persistence/blob/s3guard"
	"github.com/litexa-go/litexa/ask/persistence/persistencetest"
	"github.com/litexa-go/litexa/internal/testenv"
)

func TestMain(m *testing.M) { testenv.Main(m) }

const files = "objects are files: a name cannot be a directory of another, nor a segment of it exceed 255 bytes"

// drivers are those that the tests run on. Without a guard all writers share
// an adapter.
var drivers = []struct {
	name  string
	open  func(t testing.TB) *cdk.Bucket // on an empty bucket
	guard blob.Guard
	skip  map[string]string
}{
	{name: "memblob", open: func(testing.TB) *cdk.Bucket { return memblob.OpenBucket(nil) }},
	{name: "fileblob", open: openDirectory, skip: map[string]string{"Keys": files}},
	{name: "s3blob on moto", open: func(t testing.TB) *cdk.Bucket { return openS3(t, testenv.Moto(t)) }, guard: s3guard.Unchanged},
	{name: "s3blob on versitygw", open: func(t testing.TB) *cdk.Bucket { return openS3(t, testenv.VersityGW(t)) }, guard: s3guard.Unchanged, skip: map[string]string{
		"Keys":       files,
		"RaceDelete": "a conditional deletion checks and deletes in two steps",
	}},
	{name: "gcsblob on fake-gcs-server", open: openGCS, guard: gcsguard.Unchanged},
	{name: "azureblob on azurite", open: openAzure, guard: azureguard.Unchanged},
}

func openDirectory(t testing.TB) *cdk.Bucket {
	bucket, err := fileblob.OpenBucket(t.TempDir(), &fileblob.Options{NoTempDir: true, Metadata: fileblob.MetadataDontWrite})
	if err != nil {
		t.Fatal(err)
	}
	return bucket
}

func openS3(t testing.TB, server *testenv.Server) *cdk.Bucket {
	client := sdk.NewFromConfig(server.Config(), func(o *sdk.Options) { o.UsePathStyle = true })
	name := testenv.Name("bucket")
	if _, err := client.CreateBucket(t.Context(), &sdk.CreateBucketInput{Bucket: &name}); err != nil {
		t.Fatal(err)
	}
	bucket, err := s3blob.OpenBucket(t.Context(), client, name, nil)
	if err != nil {
		t.Fatal(err)
	}
	return bucket
}

func openGCS(t testing.TB) *cdk.Bucket {
	server, err := fakestorage.NewServerWithOptions(fakestorage.Options{Scheme: "http", Host: "127.0.0.1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	server.CreateBucketWithOpts(fakestorage.CreateBucketOpts{Name: "bucket"})
	bucket, err := gcsblob.OpenBucket(t.Context(), &gcp.HTTPClient{Client: *server.HTTPClient()}, "bucket", nil)
	if err != nil {
		t.Fatal(err)
	}
	return bucket
}

func openAzure(t testing.TB) *cdk.Bucket {
	credential, err := container.NewSharedKeyCredential(testenv.AzureAccount, testenv.AzureKey)
	if err != nil {
		t.Fatal(err)
	}
	url := fmt.Sprintf("%s/%s/%s", testenv.Azurite(t).Endpoint, testenv.AzureAccount, testenv.Name("container"))
	client, err := container.NewClientWithSharedKeyCredential(url, credential, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Create(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	bucket, err := azureblob.OpenBucket(t.Context(), client, nil)
	if err != nil {
		t.Fatal(err)
	}
	return bucket
}

func TestConformance(t *testing.T) {
	for _, driver := range drivers {
		t.Run(driver.name, func(t *testing.T) {
			t.Parallel()
			persistencetest.Run(t, persistencetest.Harness{
				New: func(t testing.TB) persistencetest.Store {
					bucket := driver.open(t)
					t.Cleanup(func() { bucket.Close() })
					store := persistencetest.Store{
						Adapter: newAdapter(t, bucket, blob.Config{PathPrefix: "p", Guard: driver.guard}),
						Corrupt: func(t testing.TB, key, text string) { write(t, bucket, "p/"+key, text) },
						Raw:     func(t testing.TB, key string) string { return read(t, bucket, "p/"+key) },
					}
					if driver.guard != nil {
						store.Second = newAdapter(t, bucket, blob.Config{PathPrefix: "p", Guard: driver.guard})
					}
					return store
				},
				Unreachable:     unreachable,
				InvalidKey:      invalidKey,
				MaxItemBytes:    16 << 20,
				ContentVersions: true,
				Skip:            driver.skip,
			})
		})
	}
}

func newAdapter(t testing.TB, bucket *cdk.Bucket, cfg blob.Config) *blob.Adapter {
	t.Helper()
	adapter, err := blob.New(bucket, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return adapter
}

func unreachable(t testing.TB) persistence.Adapter {
	cfg := testenv.Config(testenv.ClosedEndpoint)
	cfg.RetryMaxAttempts = 1
	client := sdk.NewFromConfig(cfg, func(o *sdk.Options) { o.UsePathStyle = true })
	bucket, err := s3blob.OpenBucket(t.Context(), client, "unreachable", nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { bucket.Close() })
	return newAdapter(t, bucket, blob.Config{Guard: s3guard.Unchanged})
}

// invalidKey tells the keys that the adapter refuses beyond those that all do,
// with the prefix "p".
func invalidKey(key string) bool {
	for segment := range strings.SplitSeq(key, "/") {
		if segment == "" || segment == "." || segment == ".." {
			return true
		}
	}
	return len("p/"+key) > 1024 || strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r == 0x7f })
}

func write(t testing.TB, bucket *cdk.Bucket, name, text string) {
	t.Helper()
	if err := bucket.WriteAll(t.Context(), name, []byte(text), nil); err != nil {
		t.Fatal(err)
	}
}

func read(t testing.TB, bucket *cdk.Bucket, name string) string {
	t.Helper()
	data, err := bucket.ReadAll(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
