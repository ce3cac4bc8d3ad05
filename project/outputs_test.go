package project

import (
	"os"
	"path/filepath"
	"testing"
)

// T-CACHE-01, T-OUT-01, T-CLI-13
func TestRefresh(t *testing.T) {
	const config = `{"name": "hello"}`
	root := writeFiles(t, "sample", "litexa.config.json", config,
		".deploy/development/skill.json", "{}", ".test/output.log", "", ".logs/x.log", "")
	loc, err := Find(root)
	if err != nil {
		t.Fatal(err)
	}
	exists := func(name string) bool {
		_, err := os.Stat(filepath.Join(root, filepath.FromSlash(name)))
		return err == nil
	}
	refresh := func(want bool) {
		t.Helper()
		if changed, err := loc.Refresh(); err != nil || changed != want {
			t.Fatalf("Refresh: %v, %v, want %v", changed, err, want)
		}
	}
	refresh(true)
	if exists(".deploy/development") || exists(".test") || !exists(".logs/x.log") {
		t.Error("what was deleted is not what should be")
	}
	hash, err := os.ReadFile(filepath.Join(root, ".deploy", "litexaConfig.hash"))
	if want := "sQmskgF10vUuK6MVVbhQj+vCZ06tK2TQGITKTKNuoH0="; err != nil || string(hash) != want {
		t.Errorf("the hash is %q, %v, want %q", hash, err, want)
	}
	if err := os.Mkdir(filepath.Join(root, ".test"), 0o755); err != nil {
		t.Fatal(err)
	}
	refresh(false)
	if !exists(".test") {
		t.Error("deleted although nothing changed")
	}
	if err := os.WriteFile(filepath.Join(root, "litexa.config.json"), []byte(config+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	refresh(true)
	if exists(".test") {
		t.Error("kept although the config changed")
	}
	if err := os.Remove(filepath.Join(root, "litexa.config.json")); err != nil {
		t.Fatal(err)
	}
	if _, err := loc.Refresh(); err == nil {
		t.Error("Refresh without a config worked")
	}
}

func TestRefreshErrors(t *testing.T) {
	// A file is in the place of the folder.
	root := writeFiles(t, "sample", "litexa.config.json", `{}`, ".deploy", "")
	if _, err := (Location{Root: root, ConfigName: "litexa.config.json"}).Refresh(); err == nil {
		t.Error("Refresh worked with a file in the place of .deploy")
	}
}
