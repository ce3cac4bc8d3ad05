// Package processtest proves adapters whose stores several processes share.
package processtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"golang.org/x/sync/errgroup"

	"github.com/litexa-go/litexa/ask/persistence"
)

const (
	processes  = 4
	increments = 25
	key        = "counter"

	// locationVariable, in the environment, makes the test a child.
	locationVariable = "PROCESSTEST_LOCATION"
)

// Counter starts the running test in several processes, which all open the store
// at location and increment one number in it, reading again after a conflict,
// and checks that no increment is lost. Some of the processes create the store.
//
// Counter must be the first call of the test, because it does not return in the
// child processes. location returns the name of a store that does not exist.
func Counter(t *testing.T, location func() string, open func(location string) (persistence.Adapter, error)) {
	t.Helper()
	if child := os.Getenv(locationVariable); child != "" {
		if err := increment(t.Context(), child, open); err != nil {
			t.Fatal(err)
		}
		t.SkipNow()
	}
	store := location()
	var group errgroup.Group
	for range processes {
		group.Go(func() error {
			cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
			cmd.Env = append(os.Environ(), locationVariable+"="+store)
			if output, err := cmd.CombinedOutput(); err != nil {
				return fmt.Errorf("child process: %w\n%s", err, output)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		t.Fatal(err)
	}
	adapter, err := open(store)
	if err != nil {
		t.Fatal(err)
	}
	item, err := adapter.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := persistence.Value[int](item.Attributes, "n"); n != processes*increments {
		t.Errorf("the counter is %d after %d increments", n, processes*increments)
	}
	for i := range processes * increments {
		if name := strconv.Itoa(i + 1); item.Attributes[name] != true {
			t.Errorf("the mark of increment %s is lost", name)
		}
	}
}

func increment(ctx context.Context, location string, open func(location string) (persistence.Adapter, error)) error {
	adapter, err := open(location)
	if err != nil {
		return err
	}
	for done := 0; done < increments; {
		item, err := adapter.Get(ctx, key)
		if err != nil {
			return err
		}
		n, _ := persistence.Value[int](item.Attributes, "n")
		item.Attributes["n"] = n + 1
		item.Attributes[strconv.Itoa(n+1)] = true
		_, err = adapter.Put(ctx, key, item.Attributes, item.Version)
		switch {
		case err == nil:
			done++
		case !errors.Is(err, persistence.ErrConflict):
			return err
		}
	}
	return nil
}
