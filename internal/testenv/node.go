package testenv

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// Node is a running script of test/interop.
type Node struct {
	mu     sync.Mutex
	stdin  io.Writer
	stdout *json.Decoder
}

// StartNode returns the running script of test/interop that has the name. It
// finds the packages of the package.json there. For each line of standard
// input, a JSON value, the script must write a line with a JSON object, either
// {"result": ...} or {"error": "..."}.
func StartNode(t testing.TB, script string) *Node {
	t.Helper()
	packages := filepath.Join(filepath.Dir(tool(t, "node", ".pin")), "node_modules")
	node := program(t, "node")
	path := filepath.Join(root(t), "test", "interop", script)
	return shared(t, script, func() (*Node, *process, error) {
		dir, err := os.MkdirTemp("", "testenv-")
		if err != nil {
			return nil, nil, err
		}
		cmd := exec.Command(node, path)
		cmd.Env = []string{"NODE_PATH=" + packages, "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE=1"}
		stdin, err := cmd.StdinPipe()
		if err != nil {
			return nil, nil, err
		}
		answers, stdout := io.Pipe()
		cmd.Stdout = stdout
		p, err := spawn(cmd, dir)
		if err != nil {
			return nil, nil, err
		}
		go func() {
			<-p.done
			stdout.CloseWithError(fmt.Errorf("the script ended: %w", p.err))
		}()
		return &Node{stdin: stdin, stdout: json.NewDecoder(answers)}, p, nil
	})
}

// Call sends a request to the script and stores its result in result, unless
// that is nil. An error of the script ends the test.
func (n *Node) Call(t testing.TB, request, result any) {
	t.Helper()
	n.mu.Lock()
	defer n.mu.Unlock()
	var answer struct {
		Result json.RawMessage
		Error  *string
	}
	err := json.NewEncoder(n.stdin).Encode(request)
	if err == nil {
		err = n.stdout.Decode(&answer)
	}
	switch {
	case err != nil:
		t.Fatalf("calling the script: %v", err)
	case answer.Error != nil:
		t.Fatalf("the script failed: %s", *answer.Error)
	case result != nil:
		if err := json.Unmarshal(answer.Result, result); err != nil {
			t.Fatalf("reading the answer of the script: %v", err)
		}
	}
}
