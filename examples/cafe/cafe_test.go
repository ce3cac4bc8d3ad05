package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/asktest"
	"github.com/litexa-go/litexa/ask/host"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/dynamodb"
	"github.com/litexa-go/litexa/ask/persistence/s3"
	"github.com/litexa-go/litexa/internal/testenv"
)

func TestMain(m *testing.M) { testenv.Main(m) }

func open(t *testing.T, description string) persistence.Adapter {
	t.Helper()
	store, err := openStore(t.Context(), description)
	if err != nil {
		t.Fatal(err)
	}
	if closer, ok := store.(io.Closer); ok {
		t.Cleanup(func() { _ = closer.Close() })
	}
	return store
}

// stores returns every store that the cafe may use, each empty.
func allStores(t *testing.T) map[string]func(*testing.T) persistence.Adapter {
	s3On := func(server func(testing.TB) *testenv.Server) func(*testing.T) persistence.Adapter {
		return func(t *testing.T) persistence.Adapter {
			cfg := server(t).Config()
			store, err := s3.New(s3.Config{Bucket: testenv.Name("cafe"), AutoCreateBucket: true, UsePathStyle: true, AWSConfig: &cfg})
			if err != nil {
				t.Fatal(err)
			}
			return store
		}
	}
	dynamoDBOn := func(server func(testing.TB) *testenv.Server) func(*testing.T) persistence.Adapter {
		return func(t *testing.T) persistence.Adapter {
			cfg := server(t).Config()
			store, err := dynamodb.New(dynamodb.Config{TableName: testenv.Name("cafe"), AutoCreateTable: true, AWSConfig: &cfg})
			if err != nil {
				t.Fatal(err)
			}
			return store
		}
	}
	return map[string]func(*testing.T) persistence.Adapter{
		"memory": func(t *testing.T) persistence.Adapter { return open(t, "memory") },
		"file":   func(t *testing.T) persistence.Adapter { return open(t, "file:"+t.TempDir()) },
		"sqlite": func(t *testing.T) persistence.Adapter {
			return open(t, "sqlite:"+filepath.Join(t.TempDir(), "cafe.sqlite"))
		},
		"s3 on moto":          s3On(testenv.Moto),
		"s3 on versitygw":     s3On(testenv.VersityGW),
		"dynamodb on moto":    dynamoDBOn(testenv.Moto),
		"dynamodb on its own": dynamoDBOn(testenv.DynamoDBLocal),
	}
}

func drink(name string) *alexa.Slot {
	return asktest.ResolvedSlot("drink", name, alexa.ResolvedValue{Name: name, ID: name})
}

// A-CAFE-03 to 08, 14 to 18: the same conversations on every store.
func TestConversations(t *testing.T) {
	for name, newStore := range allStores(t) {
		t.Run(name, func(t *testing.T) {
			store := newStore(t)
			skill, err := newSkill(store)
			if err != nil {
				t.Fatal(err)
			}
			user := asktest.New(t, skill)
			stored := func() persistence.Attributes {
				t.Helper()
				item, err := store.Get(t.Context(), user.UserID)
				if err != nil {
					t.Fatal(err)
				}
				return item.Attributes
			}

			// Nothing is stored before the first order.
			user.Launch().SpeechContains("Welcome", "coffee, tea, green tea, and coke").SessionOpen()
			user.Intent("UsualIntent").SpeechContains("first visit", "coffee, tea, green tea, and coke").SessionOpen()
			if got := stored(); len(got) != 0 {
				t.Errorf("stored %v before an order", got)
			}
			user.Intent("OrderIntent", drink("coffee")).Speech("Very well! Your coffee will be with you soon.").SessionEnded()
			if diff := cmp.Diff(persistence.Attributes{"drink": "coffee"}, stored()); diff != "" {
				t.Errorf("stored (-want +got):\n%s", diff)
			}

			user.Launch().SessionOpen()
			user.Intent("UsualIntent").Speech("With pleasure! One coffee, as usual.").SessionEnded()

			// A one-shot order replaces the usual; so does one in another language of the device.
			user.Locale = "en-GB"
			user.Intent("OrderIntent", drink("green tea")).SessionEnded()
			user.Intent("UsualIntent").Speech("With pleasure! One green tea, as usual.").SessionEnded()

			user.UserID = "another user"
			user.Launch()
			user.Intent("UsualIntent").SpeechContains("first visit").SessionOpen()
		})
	}
}

func TestOtherIntents(t *testing.T) {
	skill, err := newSkill(open(t, "memory"))
	if err != nil {
		t.Fatal(err)
	}
	user := asktest.New(t, skill)
	user.Launch()
	user.Intent("OrderIntent", asktest.Slot("drink", "beer & chips")).SpeechContains("out of beer & chips").SessionOpen()
	user.Intent("OrderIntent", asktest.Slot("drink", "")).SpeechContains("did not get the drink").SessionOpen()
	user.Intent("AMAZON.HelpIntent").SpeechContains("Order a drink").SessionOpen()
	user.Intent("AMAZON.FallbackIntent").SessionOpen()
	user.Intent("AMAZON.StopIntent").SpeechContains("next time").SessionEnded()
	user.Launch()
	user.EndSession("USER_INITIATED").Empty()
}

func TestStoreOutOfOrder(t *testing.T) {
	cfg := testenv.Config(testenv.ClosedEndpoint)
	store, err := s3.New(s3.Config{Bucket: "cafe", AWSConfig: &cfg, UsePathStyle: true})
	if err != nil {
		t.Fatal(err)
	}
	skill, err := newSkill(store)
	if err != nil {
		t.Fatal(err)
	}
	user := asktest.New(t, skill)
	user.Intent("UsualIntent").SpeechContains("Sorry").SessionEnded()
	user.Intent("OrderIntent", drink("tea")).SpeechContains("Sorry").SessionEnded()
}

// The script that `make demo` replays.
func TestScript(t *testing.T) {
	skill, err := newSkill(open(t, "sqlite:"+filepath.Join(t.TempDir(), "cafe.sqlite")))
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	code := host.Run(t.Context(), skill, []string{"replay", "conversations.txt"},
		host.WithStreams(strings.NewReader(""), &out, &errs),
		host.WithModels(models, "skill-package/interactionModels/custom"))
	if code != 0 {
		t.Errorf("exit code %d\n%s\n%s", code, out.String(), errs.String())
	}
	if !strings.Contains(out.String(), `{"drink":"coffee"}`) {
		t.Errorf("the transcript does not show the stored attributes:\n%s", out.String())
	}
}

func TestOpenStore(t *testing.T) {
	t.Setenv("S3_PERSISTENCE_BUCKET", "")
	t.Setenv(bucketVariable, "")
	for description, want := range map[string]string{
		"floppy":                "unknown store",
		"s3":                    "Bucket",
		"dynamodb:a/b":          "table name",
		"sqlite:" + t.TempDir(): "",
	} {
		if _, err := openStore(t.Context(), description); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got error %v, want %q", description, err, want)
		}
	}
	// A-CAFE-12.
	t.Setenv(bucketVariable, "my-cafe")
	if _, err := openStore(t.Context(), "s3"); err != nil {
		t.Error(err)
	}
	t.Setenv(storeVariable, "")
	if got := defaultStore(); got != "sqlite" {
		t.Errorf("the default store is %q", got)
	}
	t.Setenv(storeVariable, "memory")
	if got := defaultStore(); got != "memory" {
		t.Errorf("%s is ignored: %q", storeVariable, got)
	}
}

// The model's drinks are those of the menu.
func TestMenuMatchesModel(t *testing.T) {
	data, err := os.ReadFile("skill-package/interactionModels/custom/en-US.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"coffee", "tea", "green tea", "coke"} {
		if !strings.Contains(menu, name) || !bytes.Contains(data, []byte(`"value": "`+name+`"`)) {
			t.Errorf("%s is missing from the menu or from the model", name)
		}
	}
}
