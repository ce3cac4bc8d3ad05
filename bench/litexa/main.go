// Command litexa measures the compiler of the language: how many lines a second
// it parses and checks in projects of growing size, and how long, and in how
// much memory, "litexa model" runs in comparison with Litexa 0.9 on the same
// projects. The environment variable LITEXA_UPSTREAM names a checkout of that,
// with its packages installed; without it, there is no comparison.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/litexa-go/litexa/litexa/check"
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	runs := flag.Int("runs", 5, "runs of each command")
	flag.Parse()
	if err := run(context.Background(), *runs); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, runs int) error {
	// The commands come first, while this process is small.
	if err := compare(ctx, runs); err != nil {
		return err
	}
	fmt.Printf("\n%-46s %12s %12s %12s\n", "lines/s", "parse", "build", "check")
	for _, lines := range []int{10_000, 100_000, 1_000_000} {
		t, err := throughput(ctx, sources(lines))
		if err != nil {
			return err
		}
		rate := func(d time.Duration) float64 { return float64(t.lines) / d.Seconds() }
		fmt.Printf("%-46s %12.3g %12.3g %12.3g\n", fmt.Sprintf("project of %d lines", t.lines), rate(t.parse), rate(t.build), rate(t.check))
	}
	return nil
}

// times are how long the passes over a project took.
type times struct {
	lines               int
	parse, build, check time.Duration
}

// throughput times each pass: the best of three.
func throughput(ctx context.Context, files []program.Source) (times, error) {
	var best times
	for range 3 {
		t, err := once(ctx, files)
		if err != nil {
			return best, err
		}
		if best.lines == 0 {
			best = t
		}
		best.parse, best.build, best.check = min(best.parse, t.parse), min(best.build, t.build), min(best.check, t.check)
	}
	return best, nil
}

func once(ctx context.Context, files []program.Source) (times, error) {
	var t times
	begin := time.Now()
	for _, f := range files {
		if _, list := syntax.Parse(f.Name, f.Text); list.HasErrors() {
			return t, list.Err()
		}
	}
	t.parse = time.Since(begin)
	for _, f := range files {
		t.lines += bytes.Count([]byte(f.Text), []byte("\n"))
	}

	begin = time.Now()
	p, list := program.Build(ctx, program.Input{Languages: []string{program.Default}, Sources: files})
	t.build = time.Since(begin)
	if list.HasErrors() {
		return t, list.Err()
	}
	begin = time.Now()
	list = check.Check(p, check.Options{Symbols: none{}})
	t.check = time.Since(begin)
	return t, diag.List(list).Err()
}

// none is a project without inline code.
type none struct{}

func (none) Defined(string, string) (defined, known bool) { return false, true }

// compare runs "litexa model", as built from this repository and as of Litexa
// 0.9, in turn.
func compare(ctx context.Context, runs int) error {
	upstream := os.Getenv("LITEXA_UPSTREAM")
	if upstream == "" {
		fmt.Println("litexa model: not compared, since LITEXA_UPSTREAM names no checkout of Litexa 0.9")
		return nil
	}
	theirs := filepath.Join(upstream, "packages", "litexa", "src", "command-line", "main.js")
	if _, err := os.Stat(theirs); err != nil {
		return fmt.Errorf("LITEXA_UPSTREAM names no checkout of Litexa 0.9: %w", err)
	}
	dir, err := os.MkdirTemp("", "bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	ours := filepath.Join(dir, "litexa")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags", "-s -w", "-o", ours, "./cmd/litexa")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building litexa: %w\n%s", err, out)
	}
	small, large := filepath.Join(dir, "tea-house"), filepath.Join(dir, "adventure")
	if err := errors.Join(os.CopyFS(small, os.DirFS("test/projects/tea-house")), writeProject(large, sources(2000))); err != nil {
		return err
	}
	fmt.Printf("%-46s %12s %12s %8s\n", "", "ours", "Litexa 0.9", "ratio")
	for _, p := range []struct{ name, dir string }{{"a small project", small}, {"2000 lines", large}} {
		var us, them measures
		for range runs {
			if err := errors.Join(us.add(ctx, p.dir, ours, "model"), them.add(ctx, p.dir, "node", theirs, "model")); err != nil {
				return err
			}
		}
		line := func(what, unit string, ours, theirs float64) {
			fmt.Printf("%-46s %9.4g %-2s %9.4g %-2s %8.4f\n", "litexa model, "+p.name+", "+what, ours, unit, theirs, unit, ours/theirs)
		}
		line("time", "ms", median(us.ms), median(them.ms))
		line("peak memory", "MB", median(us.mb), median(them.mb))
	}
	return nil
}

func writeProject(dir string, files []program.Source) error {
	if err := os.MkdirAll(filepath.Join(dir, "litexa"), 0o755); err != nil {
		return err
	}
	config := []byte(`{"name": "adventure", "deployments": {"development": {"module": "@litexa/deploy-aws"}}}`)
	err := os.WriteFile(filepath.Join(dir, "litexa.config.json"), config, 0o644)
	for _, f := range files {
		err = errors.Join(err, os.WriteFile(filepath.Join(dir, "litexa", f.Name), []byte(f.Text), 0o644))
	}
	return err
}

// measures are the times and peaks of several runs of a command.
type measures struct{ ms, mb []float64 }

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// add runs a command in a project and notes how long it took and the most
// memory it had.
func (m *measures) add(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var out, failure bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &failure
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return err
	}
	done, peak := make(chan struct{}), make(chan float64)
	go watch(cmd.Process.Pid, done, peak)
	err := cmd.Wait()
	m.ms = append(m.ms, float64(time.Since(begin).Microseconds())/1e3)
	close(done)
	m.mb = append(m.mb, <-peak)
	switch {
	case err != nil:
		return fmt.Errorf("running %s: %w\n%s", name, err, failure.Bytes())
	case !bytes.Contains(out.Bytes(), []byte(`"languageModel"`)):
		return fmt.Errorf("%s %v printed no model: %s", name, args, failure.Bytes())
	}
	return nil
}

var peakMemory = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// watch sends the peak memory of a process in megabytes when done is closed.
// (What wait tells of a child's peak includes that of its parent.)
func watch(pid int, done <-chan struct{}, peak chan<- float64) {
	most := 0.0
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		if f, err := os.Open(fmt.Sprintf("/proc/%d/status", pid)); err == nil {
			status, _ := io.ReadAll(f)
			f.Close()
			if found := peakMemory.FindSubmatch(status); found != nil {
				kb, _ := strconv.ParseFloat(string(found[1]), 64)
				most = max(most, kb/1024)
			}
		}
		select {
		case <-done:
			peak <- most
			return
		case <-tick.C:
		}
	}
}
