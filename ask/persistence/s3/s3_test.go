package s3_test

import (
	"io"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/persistencetest"
	"github.com/litexa-go/litexa/ask/persistence/s3"
	"github.com/litexa-go/litexa/internal/testenv"
)

func TestMain(m *testing.M) { testenv.Main(m) }

// servers are those that the tests run on, with the checks in which they fall
// short of S3.
var servers = []struct {
	name  string
	start func(testing.TB) *testenv.Server
	skip  map[string]string
}{
	{name: "moto", start: testenv.Moto},
	{name: "versitygw", start: testenv.VersityGW, skip: map[string]string{
		"RaceDelete": "a conditional deletion checks and deletes in two steps",
		"Keys":       "objects are files: a name cannot be a directory of another, nor a segment of it exceed 255 bytes",
	}},
}

// newClient returns a client for path-style URLs, as all servers but Amazon's
// need them.
func newClient(server *testenv.Server) *sdk.Client {
	return sdk.NewFromConfig(server.Config(), func(o *sdk.Options) {
		o.UsePathStyle = true
		o.DisableLogOutputChecksumValidationSkipped = true
	})
}

func TestConformance(t *testing.T) {
	for _, server := range servers {
		t.Run(server.name, func(t *testing.T) {
			t.Parallel()
			s := server.start(t)
			persistencetest.Run(t, persistencetest.Harness{
				New:             func(t testing.TB) persistencetest.Store { return newStore(t, s) },
				MaxItemBytes:    16 << 20,
				ContentVersions: true,
				InvalidKey:      invalidKey,
				Unreachable: func(t testing.TB) persistence.Adapter {
					cfg := testenv.Config(testenv.ClosedEndpoint)
					cfg.RetryMaxAttempts = 1
					adapter, err := s3.New(s3.Config{Bucket: "unreachable", AWSConfig: &cfg, UsePathStyle: true})
					if err != nil {
						t.Fatal(err)
					}
					return adapter
				},
				Skip: server.skip,
			})
		})
	}
}

// invalidKey tells the keys that the adapter refuses beyond those that all do,
// with the prefix of newStore.
func invalidKey(key string) bool {
	for segment := range strings.SplitSeq(key, "/") {
		if segment == "" || segment == "." || segment == ".." {
			return true
		}
	}
	return len("p/"+key) > 1024 || strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r == 0x7f })
}

func newStore(t testing.TB, server *testenv.Server) persistencetest.Store {
	bucket := testenv.Name("bucket")
	open := func() *s3.Adapter {
		cfg := server.Config()
		adapter, err := s3.New(s3.Config{Bucket: bucket, PathPrefix: "p", AWSConfig: &cfg, UsePathStyle: true})
		if err != nil {
			t.Fatal(err)
		}
		return adapter
	}
	adapter := open()
	if err := adapter.CreateBucket(t.Context()); err != nil {
		t.Fatal(err)
	}
	client := newClient(server)
	return persistencetest.Store{
		Adapter: adapter,
		Second:  open(),
		Corrupt: func(t testing.TB, key, text string) { putObject(t, client, bucket, "p/"+key, text) },
		Raw: func(t testing.TB, key string) string {
			text, out := getObject(t, client, bucket, "p/"+key)
			return *out.ETag + "\n" + text
		},
	}
}

func putObject(t testing.TB, client *sdk.Client, bucket, name, text string) {
	t.Helper()
	_, err := client.PutObject(t.Context(), &sdk.PutObjectInput{Bucket: &bucket, Key: &name, Body: strings.NewReader(text)})
	if err != nil {
		t.Fatal(err)
	}
}

func getObject(t testing.TB, client *sdk.Client, bucket, name string) (string, *sdk.GetObjectOutput) {
	t.Helper()
	out, err := client.GetObject(t.Context(), &sdk.GetObjectInput{Bucket: aws.String(bucket), Key: &name})
	if err != nil {
		t.Fatal(err)
	}
	defer out.Body.Close()
	data, err := io.ReadAll(out.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), out
}
