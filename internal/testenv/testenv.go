// Package testenv runs the servers that tests talk to: stand-ins for AWS that
// others wrote, on loopback and a free port, once for each test binary. A
// package that uses it has
//
//	func TestMain(m *testing.M) { testenv.Main(m) }
//
// and its tests ask for what they need:
//
//	cfg := testenv.DynamoDBLocal(t).Config()
//
// The programs are installed by scripts/tools.sh. A test whose program is
// missing is skipped with the reason; with CI=true in the environment it fails.
//
// Tests share a server, so each takes names of its own from [Name].
package testenv

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Region and the key pair are those that all servers are set up for.
const (
	Region          = "us-east-1"
	AccessKeyID     = "testing"
	SecretAccessKey = "testing"
)

// Server is a running server.
type Server struct {
	// Endpoint is the base URL, without a slash at the end.
	Endpoint string
}

// Config returns the configuration of an AWS client that talks to s.
func (s *Server) Config() aws.Config { return Config(s.Endpoint) }

// Config returns the configuration of an AWS client that talks to endpoint,
// without looking at the environment.
func Config(endpoint string) aws.Config {
	return aws.Config{
		Region:       Region,
		BaseEndpoint: &endpoint,
		// As in a configuration loaded from the environment.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: AccessKeyID, SecretAccessKey: SecretAccessKey, Source: "testenv"}, nil
		}),
	}
}

// Env returns the environment of a child process whose AWS clients are to use
// the same key pair and region, and nothing of the user's configuration.
func Env() []string {
	env := []string{
		"AWS_REGION=" + Region,
		"AWS_ACCESS_KEY_ID=" + AccessKeyID,
		"AWS_SECRET_ACCESS_KEY=" + SecretAccessKey,
		"AWS_EC2_METADATA_DISABLED=true",
	}
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "AWS_") {
			env = append(env, v)
		}
	}
	return env
}

var names atomic.Int64

// Name returns a name that no other test of this binary uses, fit for tables,
// buckets and functions: prefix, a hyphen and a number.
func Name(prefix string) string {
	return fmt.Sprintf("%s-%d", prefix, names.Add(1))
}

// ClosedEndpoint is a base URL at which nothing answers: connections to port 1
// of the own machine are refused at once.
const ClosedEndpoint = "http://127.0.0.1:1"

// Moto returns a running moto server: S3, DynamoDB, Lambda, IAM and many other
// services, kept in memory.
func Moto(t testing.TB) *Server {
	t.Helper()
	python, script := tool(t, "moto", "bin", "python"), filepath.Join(root(t), "test", "tools", "moto", "serve.py")
	return startServer(t, "moto", spec{
		ready: "/moto-api/",
		command: func(port int, _ string) *exec.Cmd {
			return exec.Command(python, script, fmt.Sprint(port))
		},
	})
}

// DynamoDBLocal returns a running DynamoDB Local by Amazon, in memory. It
// listens on all interfaces, having no option for one.
func DynamoDBLocal(t testing.TB) *Server {
	t.Helper()
	libs := filepath.Dir(tool(t, "dynamodb-local", ".pin"))
	java := program(t, "java")
	return startServer(t, "dynamodb-local", spec{
		ready: "/",
		command: func(port int, _ string) *exec.Cmd {
			return exec.Command(java, "-Djava.library.path="+libs, "-cp", filepath.Join(libs, "*"),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
				"software.amazon.dynamodb.services.local.main.ServerRunner",
				"-inMemory", "-sharedDb", "-disableTelemetry", "-port", fmt.Sprint(port))
		},
	})
}

// VersityGW returns a running Versity S3 gateway on a directory of its own. Its
// conditional writes are atomic only with extended attributes, so the file
// system of temporary files must have them.
func VersityGW(t testing.TB) *Server {
	t.Helper()
	gateway := tool(t, "versitygw", "versitygw")
	if dir := t.TempDir(); !hasExtendedAttributes(dir) {
		missing(t, "versitygw needs extended attributes, which the file system of "+dir+" does not have; set TMPDIR to another")
	}
	return startServer(t, "versitygw", spec{
		ready: "/",
		command: func(port int, dir string) *exec.Cmd {
			return exec.Command(gateway, "--port", fmt.Sprintf("127.0.0.1:%d", port), "--quiet", "--region", Region,
				"--access", AccessKeyID, "--secret", SecretAccessKey, "posix", dir)
		},
	})
}

// AzureAccount and AzureKey open the storage account of [Azurite].
const (
	AzureAccount = "testing"
	AzureKey     = "dGVzdGluZw=="
)

// Azurite returns a running Azurite: Azure Blob Storage by Microsoft, in
// memory. scripts/tools.sh installs it only when asked to, or with CI=true.
func Azurite(t testing.TB) *Server {
	t.Helper()
	node, script := program(t, "node"), tool(t, "azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js")
	return startServer(t, "azurite", spec{
		ready: "/",
		command: func(port int, _ string) *exec.Cmd {
			cmd := exec.Command(node, script, "--inMemoryPersistence", "--disableTelemetry", "--silent", "--skipApiVersionCheck",
				"--blobHost", "127.0.0.1", "--blobPort", fmt.Sprint(port))
			cmd.Env = []string{"AZURITE_ACCOUNTS=" + AzureAccount + ":" + AzureKey}
			return cmd
		},
	})
}

// tool returns the path of a file that scripts/tools.sh installed. If it is
// missing, the test ends.
func tool(t testing.TB, name string, file ...string) string {
	t.Helper()
	dir := filepath.Join(root(t), ".tools", name)
	path := filepath.Join(append([]string{dir}, file...)...)
	for _, p := range []string{filepath.Join(dir, ".pin"), path} {
		if _, err := os.Stat(p); err != nil {
			missing(t, fmt.Sprintf("%s is not installed; run scripts/tools.sh %s", name, name))
		}
	}
	return path
}

// program returns the path of a program of the system.
func program(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name+" is not installed")
	}
	return path
}

func missing(t testing.TB, reason string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

// root returns the root of the repository that the test belongs to, also when
// the test is of another module in it.
func root(t testing.TB) string {
	t.Helper()
	start, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "scripts", "tools.sh")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatalf("no directory above %s has scripts/tools.sh", start)
		}
	}
}
