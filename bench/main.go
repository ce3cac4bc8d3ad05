// Command bench compares this SDK with the one for Node: both sides do the same
// work in one run, in turn. Each line of its output is a figure of ours, one of
// theirs, and ours as a part of theirs.
package main

import (
	"bufio"
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
	"strings"
	"time"

	"github.com/litexa-go/litexa/ask/persistence/memory"
	"github.com/litexa-go/litexa/bench/skill"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("bench: ")
	rounds := flag.Int("rounds", 20000, "orders in each of ten batches")
	starts := flag.Int("starts", 21, "cold starts")
	seconds := flag.Duration("load", 5*time.Second, "how long each server is under load")
	flag.Parse()
	b := &bench{rounds: *rounds, starts: *starts, load: *seconds}
	if err := b.run(context.Background()); err != nil {
		log.Fatal(err)
	}
}

type bench struct {
	rounds, starts int
	load           time.Duration
	envelope       []byte // an order
	dir            string // for what is built
}

// row is one comparison.
type row struct {
	name         string
	ours, theirs float64
	unit         string
}

func (b *bench) run(ctx context.Context) error {
	var err error
	if b.envelope, err = os.ReadFile("bench/envelope.json"); err != nil {
		return err
	}
	if b.dir, err = os.MkdirTemp("", "bench-*"); err != nil {
		return err
	}
	defer os.RemoveAll(b.dir)

	fmt.Printf("%-46s %12s %12s %8s\n", "", "ours", "Node", "ratio")
	for _, measure := range []func(context.Context) ([]row, error){b.order, b.coldStart, b.size, b.http} {
		rows, err := measure(ctx)
		if err != nil {
			return err
		}
		for _, r := range rows {
			fmt.Printf("%-46s %9.4g %-2s %9.4g %-2s %8.3f\n", r.name, r.ours, r.unit, r.theirs, r.unit, r.ours/r.theirs)
		}
	}
	return nil
}

// order times one order, JSON in to JSON out, warm, on a store in memory: the
// best of ten batches.
func (b *bench) order(ctx context.Context) ([]row, error) {
	skill, err := skill.New(memory.New())
	if err != nil {
		return nil, err
	}
	ours := -1.0
	for range 10 {
		begin := time.Now()
		for range b.rounds {
			if _, err := skill.InvokeJSON(ctx, b.envelope); err != nil {
				return nil, err
			}
		}
		if each := float64(time.Since(begin).Nanoseconds()) / float64(b.rounds); ours < 0 || each < ours {
			ours = each
		}
	}
	out, err := node(ctx, "order.js", "bench/envelope.json", strconv.Itoa(b.rounds)).Output()
	if err != nil {
		return nil, explain(err)
	}
	theirs, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		return nil, err
	}
	return []row{{name: "order request, warm, in memory", ours: ours / 1e3, theirs: theirs / 1e3, unit: "us"}}, nil
}

// node prepares a script below bench/node.
func node(ctx context.Context, script string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "node", append([]string{filepath.Join("bench", "node", script)}, args...)...)
	modules, _ := filepath.Abs(filepath.Join(".tools", "node", "node_modules"))
	cmd.Env = append(os.Environ(), "NODE_PATH="+modules, "AWS_REGION=us-east-1", "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE=1")
	return cmd
}

func build(ctx context.Context, out, dir string, env ...string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-tags", "lambda.norpc", "-trimpath", "-ldflags", "-s -w", "-o", out, dir)
	cmd.Env = append(append(os.Environ(), "CGO_ENABLED=0"), env...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", dir, err, out)
	}
	return nil
}

func explain(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("%w: %s", err, exit.Stderr)
	}
	return err
}

// coldStart times a process with the S3 adapter from its start to its first
// response, and notes the most memory it had. The figures are medians.
func (b *bench) coldStart(ctx context.Context) ([]row, error) {
	program := filepath.Join(b.dir, "coldstart")
	if err := build(ctx, program, "./bench/coldstart"); err != nil {
		return nil, err
	}
	launch := bytes.Replace(b.envelope, []byte(`"type": "IntentRequest"`), []byte(`"type": "LaunchRequest"`), 1)
	var ours, theirs struct{ start, memory []float64 }
	for range b.starts {
		start, memory, err := firstResponse(exec.CommandContext(ctx, program), launch)
		if err != nil {
			return nil, err
		}
		ours.start, ours.memory = append(ours.start, start), append(ours.memory, memory)
		start, memory, err = firstResponse(node(ctx, "coldstart.js"), launch)
		if err != nil {
			return nil, err
		}
		theirs.start, theirs.memory = append(theirs.start, start), append(theirs.memory, memory)
	}
	return []row{
		{name: "cold start, S3 adapter linked", ours: median(ours.start), theirs: median(theirs.start), unit: "ms"},
		{name: "peak memory of that process", ours: median(ours.memory), theirs: median(theirs.memory), unit: "MB"},
	}, nil
}

var peakMemory = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// firstResponse returns the milliseconds until the process printed its first
// line, and its peak memory in megabytes, which it prints afterwards. (What the
// system tells a parent of its child's peak includes the parent's.)
func firstResponse(cmd *exec.Cmd, request []byte) (ms, mb float64, err error) {
	cmd.Stdin = bytes.NewReader(request)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return 0, 0, err
	}
	begin := time.Now()
	if err := cmd.Start(); err != nil {
		return 0, 0, err
	}
	reader := bufio.NewReader(out)
	line, err1 := reader.ReadString('\n')
	ms = float64(time.Since(begin).Microseconds()) / 1e3
	status, err2 := io.ReadAll(reader)
	if err := errors.Join(cmd.Wait(), err1, err2); err != nil {
		return 0, 0, err
	}
	if !strings.Contains(line, "What would you like?") {
		return 0, 0, fmt.Errorf("unexpected response %s", line)
	}
	peak := peakMemory.FindSubmatch(status)
	if peak == nil {
		return 0, 0, errors.New("the process does not tell its memory: the benchmark needs Linux")
	}
	kb, err := strconv.Atoi(string(peak[1]))
	return ms, float64(kb) / 1024, err
}
