package project

import (
	"strings"
	"testing"

	"github.com/litexa-go/litexa/litexa/runtime"
)

// TestGoFunctions: functions that Go files register are known to the checks, and
// calling one without its program is an error that says what to do.
func TestGoFunctions(t *testing.T) {
	dir := writeFiles(t, t.TempDir(),
		"litexa.config.json", `{"name":"sample"}`,
		"litexa/main.litexa", "launch\n  say \"{twice(2)} {dice.roll()}\"\n",
		"main.go", "package main\n\nimport lx \"github.com/litexa-go/litexa/litexa\"\n\n"+
			"func main() { lx.Main(lx.Func(\"twice\", nil), lx.Object(`dice`, nil), lx.Dir(\"x\"), other.Func(\"no\", nil)) }\n",
		"broken.go", "package",
		"main_test.go", "package main\n",
		"plain.go", "package main\n\nvar x = litexa.Func(\"y\", nil)\n",
	)
	p, _, err := Load(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	config, list, err := p.Runtime(t.Context())
	if err != nil || list.HasErrors() {
		t.Fatal(list, err)
	}
	if len(config.Functions) != 2 {
		t.Errorf("the functions are %v", config.Functions)
	}
	config.Store = new(runtime.MemoryStore)
	skill, err := runtime.New(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer skill.Close()
	_, err = skill.Handle(t.Context(), []byte(`{"request":{"type":"LaunchRequest"}}`))
	if err == nil || !strings.Contains(err.Error(), "twice is a Go function of main.go, which only the program there can call: use go run") {
		t.Errorf("the error is %v", err)
	}
}
