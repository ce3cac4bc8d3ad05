package persistencetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/persistence"
)

// The suite is proven with an adapter that can be broken in one way at a time:
// it must pass when whole, each fault must fail the checks named for it, and
// each check must be failed by some fault.

func TestWholeAdapterPasses(t *testing.T) {
	Run(t, harness(""))
}

func TestFaultsAreFound(t *testing.T) {
	faults := []struct {
		fault string
		fails []string // checks that must fail, perhaps not all
	}{
		{"absent item is an error", []string{"Absent"}},
		{"absent item has nil attributes", []string{"Absent"}},
		{"absent item has a version", []string{"Absent"}},
		{"absent items share their attributes", []string{"Ownership"}},
		{"deleting an absent item fails", []string{"Absent", "Delete"}},
		{"numbers become float64", []string{"RoundTrip"}},
		{"numbers are rounded", []string{"RoundTrip"}},
		{"numbers become text", []string{"RoundTrip"}},
		{"nulls are dropped", []string{"RoundTrip"}},
		{"empty texts become null", []string{"RoundTrip"}},
		{"texts end at NUL", []string{"RoundTrip"}},
		{"text is trimmed", []string{"RoundTrip"}},
		{"names are lowered", []string{"RoundTrip"}},
		{"unsupported values are changed", []string{"RoundTrip"}},
		{"some values are refused", []string{"RoundTrip"}},
		{"reads differ in version from writes", []string{"RoundTrip", "Overwrite"}},
		{"writes return no version", []string{"RoundTrip", "Any"}},
		{"writes return any version", []string{"RoundTrip", "Any"}},
		{"empty set removes the item", []string{"EmptyIsNotAbsent"}},
		{"large items are cut", []string{"Size"}},
		{"large items are not refused", []string{"Size"}},
		{"large items are refused after writing", []string{"Size"}},
		{"large items are refused without a cause", []string{"Size"}},
		{"saves are merged", []string{"Overwrite"}},
		{"version never changes", []string{"Overwrite", "StalePut", "Any"}},
		{"saves ignore the version", []string{"Create", "StalePut", "RaceCreate", "RacePut", "RaceDelete"}},
		{"creations ignore the version", []string{"Create", "RaceCreate"}},
		{"deletions ignore the version", []string{"StaleDelete", "RaceDelete", "UnknownVersion"}},
		{"conflicts write nevertheless", []string{"StalePut", "Create"}},
		{"conflicts delete nevertheless", []string{"StaleDelete"}},
		{"conflict is no Error", []string{"StalePut"}},
		{"conflict is another cause", []string{"StalePut"}},
		{"errors match two causes", []string{"StalePut"}},
		{"errors have the wrong operation", []string{"StalePut", "StaleDelete"}},
		{"errors have the wrong key", []string{"StalePut"}},
		{"errors disclose the key", []string{"StalePut", "Unreachable"}},
		{"errors disclose attributes", []string{"StalePut", "InvalidAttributes"}},
		{"errors name no store", []string{"StalePut", "Unreachable"}},
		{"errors are endless", []string{"UnknownVersion"}},
		{"deletions do nothing", []string{"Delete"}},
		{"deletions leave an empty item", []string{"Delete"}},
		{"deletions clear the store", []string{"Delete"}},
		{"versions start anew", []string{"Recreate"}},
		{"versions are digests", []string{"Recreate"}},
		{"absence has every version", []string{"Recreate", "UnknownVersion"}},
		{"Any is taken literally", []string{"Any"}},
		{"Any leaves the version", []string{"Any"}},
		{"versions must be numbers", []string{"UnknownVersion"}},
		{"versions are compared as numbers", []string{"UnknownVersion"}},
		{"saves check, then act", []string{"RaceCreate", "RacePut", "RaceDelete", "Counter"}},
		{"deletions check, then act", []string{"RaceDelete"}},
		{"races have no winner", []string{"RaceCreate", "RacePut", "RaceDelete"}},
		{"one version for all items", []string{"ManyKeys"}},
		{"reads return the latest write", []string{"ManyKeys", "Keys"}},
		{"second adapter caches", []string{"StalePut", "Overwrite"}},
		{"writes are in two steps", []string{"WholeReads"}},
		{"writes delete first", []string{"WholeReads"}},
		{"saved attributes are retained", []string{"Ownership"}},
		{"saved attributes are changed", []string{"Ownership"}},
		{"read attributes are shared", []string{"Ownership"}},
		{"context is ignored", []string{"Cancelled"}},
		{"context is ignored by reads", []string{"Cancelled"}},
		{"cancelled writes are done", []string{"Cancelled"}},
		{"cancelled has no cause", []string{"Cancelled"}},
		{"keys are lowered", []string{"Keys"}},
		{"keys are trimmed", []string{"Keys"}},
		{"keys are cleaned", []string{"Keys"}},
		{"keys are cut", []string{"Keys"}},
		{"keys are unescaped", []string{"Keys"}},
		{"keys end at NUL", []string{"Keys"}},
		{"keys lose accents", []string{"Keys"}},
		{"refused keys are accepted", []string{"Keys"}},
		{"accepted keys are refused", []string{"Keys"}},
		{"empty key is accepted", []string{"InvalidKeys"}},
		{"malformed keys are accepted", []string{"InvalidKeys"}},
		{"invalid numbers become null", []string{"InvalidAttributes"}},
		{"invalid attributes erase the item", []string{"InvalidAttributes"}},
		{"unreachable reads as absent", []string{"Unreachable"}},
		{"unreachable is a conflict", []string{"Unreachable"}},
		{"unreachable returns attributes", []string{"Unreachable"}},
		{"unreachable discloses the address", []string{"Unreachable"}},
		{"corrupt reads as empty", []string{"Corrupt"}},
		{"corrupt is quoted", []string{"Corrupt"}},
		{"corrupt is removed", []string{"Corrupt"}},
		{"corrupt may be created over", []string{"Corrupt"}},
		{"corrupt cannot be replaced", []string{"Corrupt"}},
		{"trailing data is ignored", []string{"Corrupt"}},
		{"closing twice fails", []string{"Close"}},
		{"closed still works", []string{"Close"}},
	}

	failed := make(map[string]bool)
	for _, f := range faults {
		t.Run(f.fault, func(t *testing.T) {
			for _, name := range f.fails {
				i := slices.IndexFunc(checks, func(c check) bool { return c.name == name })
				if i < 0 {
					t.Fatalf("no check is called %q", name)
				}
				// A fault that shows only when two writers meet may need some tries.
				found := false
				for tries := 0; tries < 50 && !found; tries++ {
					found = runCheck(t, checks[i], harness(f.fault)).Failed()
				}
				if !found {
					t.Errorf("%s passed", name)
				}
				failed[name] = true
			}
		})
	}
	for _, c := range checks {
		if !failed[c.name] {
			t.Errorf("no fault is said to fail the check %s", c.name)
		}
	}
}

func TestSkips(t *testing.T) {
	h := harness("")
	h.Unreachable = nil
	whole := h.New
	h.New = func(t testing.TB) Store {
		return Store{Adapter: struct{ persistence.Adapter }{whole(t).Adapter}}
	}
	var skipped []string
	for _, c := range checks {
		r := runCheck(t, c, h)
		if r.Failed() {
			t.Errorf("%s failed: %s", c.name, r.log.String())
		}
		if r.Skipped() {
			skipped = append(skipped, c.name)
		}
	}
	if diff := cmp.Diff([]string{"Unreachable", "Corrupt", "Close"}, skipped); diff != "" {
		t.Errorf("checks skipped for want of hooks (-want +got):\n%s", diff)
	}
}

func TestHarnessSkip(t *testing.T) {
	h := harness("saves are merged")
	h.Skip = map[string]string{"Overwrite": "known to merge"}
	Run(t, h) // fails unless the check is skipped
}

func TestHarnessMistakes(t *testing.T) {
	whole := harness("")
	for _, test := range []struct {
		name string
		h    Harness
		want string
	}{
		{"no New", Harness{}, "Harness.New is nil"},
		{"unknown check", Harness{New: whole.New, Skip: map[string]string{"Speed": "slow"}}, `Harness.Skip names "Speed"`},
		{"unknown value", Harness{New: whole.New, Unsupported: []string{"dates"}}, `Harness.Unsupported names "dates"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.h.validate()
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v does not contain %q", err, test.want)
			}
		})
	}
	r := runCheck(t, checks[0], Harness{New: func(testing.TB) Store { return Store{} }})
	if !strings.Contains(r.log.String(), "without an Adapter") {
		t.Errorf("a Store without Adapter gives: %s", r.log.String())
	}
}

func TestEqualNumbers(t *testing.T) {
	for _, test := range []struct {
		a, b json.Number
		want bool
	}{
		{"1", "1", true},
		{"1.50", "1.5", true},
		{"15e2", "1500", true},
		{"1", "1.0", false}, // an integer keeps its text
		{"9007199254740993", "9007199254740992", false},
		{"0.1", "0.10000000000000001", false},
		{"0.1", "x", false},
		{"x.e", "0.1", false},
	} {
		if got := equalNumbers(test.a, test.b); got != test.want {
			t.Errorf("equalNumbers(%s, %s) = %t", test.a, test.b, got)
		}
	}
}

// recorder is a testing.TB that records the outcome of a check.
type recorder struct {
	testing.TB
	mu              sync.Mutex
	failed, skipped bool
	log             bytes.Buffer
}

// runCheck runs c as Run does, but only records its outcome.
func runCheck(t *testing.T, c check, h Harness) *recorder {
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.run(newSuite(r, h))
	}()
	<-done
	return r
}

func (r *recorder) Helper()                   {}
func (r *recorder) Log(args ...any)           { r.Logf("%s", fmt.Sprint(args...)) }
func (r *recorder) Error(args ...any)         { r.Log(args...); r.Fail() }
func (r *recorder) Errorf(f string, a ...any) { r.Logf(f, a...); r.Fail() }
func (r *recorder) Fatal(args ...any)         { r.Log(args...); r.FailNow() }
func (r *recorder) Fatalf(f string, a ...any) { r.Logf(f, a...); r.FailNow() }
func (r *recorder) FailNow()                  { r.Fail(); runtime.Goexit() }
func (r *recorder) Skip(args ...any)          { r.Log(args...); r.SkipNow() }

func (r *recorder) Logf(f string, a ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintf(&r.log, f+"\n", a...)
}

func (r *recorder) Fail() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = true
}

func (r *recorder) SkipNow() {
	r.mu.Lock()
	r.skipped = true
	r.mu.Unlock()
	runtime.Goexit()
}

func (r *recorder) Failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failed
}

func (r *recorder) Skipped() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.skipped
}

// harness makes adapters with one fault; none when it is empty.
func harness(fault string) Harness {
	h := Harness{
		MaxItemBytes: 200_000,
		Unsupported:  []string{"numbers of 50 digits"},
		InvalidKey:   func(key string) bool { return strings.Contains(key, "|") },
		New: func(t testing.TB) Store {
			data := &data{items: make(map[string]entry)}
			a := &adapter{data: data, fault: fault}
			second := &adapter{data: data, fault: fault, second: true, cache: make(map[string]persistence.Item)}
			return Store{
				Adapter: a,
				Second:  second,
				Corrupt: func(t testing.TB, key, text string) {
					data.mu.Lock()
					defer data.mu.Unlock()
					e := data.items[key]
					e.text = text
					data.items[key] = e
				},
				Raw: func(t testing.TB, key string) string {
					data.mu.Lock()
					defer data.mu.Unlock()
					return fmt.Sprintf("%#v", data.items[key])
				},
			}
		},
		Unreachable: func(t testing.TB) persistence.Adapter {
			return &adapter{data: &data{items: make(map[string]entry)}, fault: fault, unreachable: true}
		},
	}
	return h
}

// data is what two adapters share.
type data struct {
	mu     sync.Mutex
	items  map[string]entry
	latest string // the key of the latest write
	writes int
	looks  int // how often an item was read or checked
}

type entry struct {
	text     string
	version  persistence.Version
	live     persistence.Attributes // as handed in, for the fault of retaining them
	versions int
}

// adapter keeps the promises of persistence.Adapter except for its fault.
type adapter struct {
	*data
	fault       string
	second      bool
	unreachable bool
	closed      bool
	cache       map[string]persistence.Item
}

var errStore = errors.New("the store is out of reach")

func (a *adapter) fail(op persistence.Op, key string, err error, attributes persistence.Attributes) error {
	e := &persistence.Error{Op: op, Store: "test store", Key: key, Err: err}
	switch a.fault {
	case "conflict is no Error":
		return err
	case "conflict is another cause":
		if errors.Is(err, persistence.ErrConflict) {
			e.Err = persistence.ErrCorrupt
		}
	case "errors match two causes":
		e.Err = fmt.Errorf("%w: %w", err, persistence.ErrTooLarge)
	case "errors have the wrong operation":
		e.Op = persistence.OpRead
	case "errors have the wrong key":
		e.Key = "x" + key
	case "errors disclose the key":
		e.Err = fmt.Errorf("%s: %w", key, err)
	case "errors disclose attributes":
		e.Err = fmt.Errorf("%v: %w", attributes["n"], err)
		if text, ok := attributes["text"]; ok {
			e.Err = fmt.Errorf("%v: %w", text, err)
		}
	case "errors name no store":
		e.Store = ""
	case "errors are endless":
		e.Err = fmt.Errorf("%s: %w", strings.Repeat("x", 5000), err)
	}
	return e
}

func (a *adapter) check(ctx context.Context, op persistence.Op, key string) error {
	if err := ctx.Err(); err != nil {
		switch a.fault {
		case "context is ignored":
			return nil
		case "context is ignored by reads":
			if op == persistence.OpRead {
				return nil
			}
		case "cancelled has no cause":
			return errors.New("cancelled")
		}
		return err
	}
	if err := persistence.CheckKey(key); err != nil {
		if key == "" && a.fault == "empty key is accepted" || key != "" && a.fault == "malformed keys are accepted" {
			return nil
		}
		return err
	}
	if strings.Contains(key, "|") && a.fault != "refused keys are accepted" || strings.Contains(key, ";") && a.fault == "accepted keys are refused" {
		return fmt.Errorf("%w: it contains odd characters", persistence.ErrInvalidKey)
	}
	if a.unreachable {
		switch a.fault {
		case "unreachable reads as absent":
			return nil
		case "unreachable is a conflict":
			return persistence.ErrConflict
		case "unreachable discloses the address":
			return fmt.Errorf("dialling http://localhost/%s: %w", key, errStore)
		}
		return errStore
	}
	if a.closed && a.fault != "closed still works" {
		return errors.New("the store is closed")
	}
	return nil
}

func (a *adapter) place(key string) string {
	switch a.fault {
	case "keys are lowered":
		return strings.ToLower(key)
	case "keys are trimmed":
		return strings.TrimSpace(key)
	case "keys are cleaned":
		return path.Clean("/" + key)
	case "keys are cut":
		return key[:min(len(key), 255)]
	case "keys are unescaped":
		return strings.ReplaceAll(key, "%2F", "/")
	case "keys end at NUL":
		key, _, _ = strings.Cut(key, "\x00")
		return key
	case "keys lose accents":
		return strings.ReplaceAll(key, "e\u0301", "\u00e9")
	}
	return key
}

func (a *adapter) Get(ctx context.Context, key string) (persistence.Item, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	item, err := a.get(ctx, key)
	if err != nil {
		return item, a.fail(persistence.OpRead, key, err, nil)
	}
	return item, nil
}

var shared = persistence.Attributes{}

func (a *adapter) get(ctx context.Context, key string) (persistence.Item, error) {
	if err := a.check(ctx, persistence.OpRead, key); err != nil {
		if a.fault == "unreachable returns attributes" {
			return persistence.Item{Attributes: persistence.Attributes{"stale": true}}, err
		}
		return persistence.Item{}, err
	}
	k := a.place(key)
	if a.fault == "reads return the latest write" && a.latest != "" {
		k = a.latest
	}
	if a.second && a.fault == "second adapter caches" {
		if item, ok := a.cache[k]; ok {
			return item, nil
		}
	}
	e, ok := a.items[k]
	a.looks++
	if !ok {
		switch a.fault {
		case "absent item is an error":
			return persistence.Item{}, errors.New("not found")
		case "absent item has nil attributes":
			return persistence.Item{}, nil
		case "absent item has a version":
			return persistence.Item{Attributes: persistence.Attributes{}, Version: "0"}, nil
		case "absent items share their attributes":
			return persistence.Item{Attributes: shared}, nil
		}
		return persistence.Item{Attributes: persistence.Attributes{}}, nil
	}
	attributes, err := persistence.Unmarshal([]byte(e.text))
	if err != nil {
		switch a.fault {
		case "corrupt reads as empty":
			return persistence.Item{Attributes: persistence.Attributes{}, Version: e.version}, nil
		case "corrupt is quoted":
			return persistence.Item{}, fmt.Errorf("%w: %s", err, e.text)
		case "corrupt is removed":
			delete(a.items, k)
		case "trailing data is ignored":
			var attributes persistence.Attributes
			dec := json.NewDecoder(strings.NewReader(e.text))
			dec.UseNumber()
			if dec.Decode(&attributes) == nil && attributes != nil {
				return persistence.Item{Attributes: attributes, Version: e.version}, nil
			}
		}
		return persistence.Item{}, err
	}
	switch a.fault {
	case "numbers become float64":
		json.Unmarshal([]byte(e.text), &attributes)
	case "saved attributes are retained":
		attributes = e.live.Clone()
	case "read attributes are shared":
		if e.live == nil {
			e.live = attributes
			a.items[k] = e
		}
		attributes = e.live
	case "reads differ in version from writes":
		e.version += "'"
	}
	item := persistence.Item{Attributes: attributes, Version: e.version}
	if a.cache != nil {
		a.cache[k] = item
	}
	return item, nil
}

func (a *adapter) Put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	version, err := a.put(ctx, key, attributes, expect)
	if err != nil {
		return version, a.fail(persistence.OpSave, key, err, attributes)
	}
	return version, nil
}

func (a *adapter) put(ctx context.Context, key string, attributes persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	k := a.place(key)
	err := a.check(ctx, persistence.OpSave, key)
	cancelled := err != nil && ctx.Err() != nil && a.fault == "cancelled writes are done"
	if err != nil && !cancelled {
		return persistence.None, err
	}
	text, err := a.encode(attributes)
	if err != nil {
		if a.fault == "invalid attributes erase the item" {
			delete(a.items, k)
		}
		return persistence.None, err
	}
	tooLarge := len(text) > 200_000
	if tooLarge {
		err := fmt.Errorf("%w (200000 bytes)", persistence.ErrTooLarge)
		switch a.fault {
		case "large items are cut":
			text = `{"text": "cut"}`
		case "large items are not refused":
		case "large items are refused after writing":
			a.items[k] = entry{text: text, version: "large"}
			return persistence.None, err
		case "large items are refused without a cause":
			return persistence.None, errors.New("413")
		default:
			return persistence.None, err
		}
	}
	if len(text) > 100_000 && a.fault == "large items are cut" {
		text = `{"text": "cut"}`
	}
	if err := a.expected(persistence.OpSave, k, expect); err != nil {
		if a.fault == "conflicts write nevertheless" {
			a.write(k, text, attributes)
		}
		return persistence.None, err
	}
	switch a.fault {
	case "saves check, then act":
		a.pause()
	case "writes delete first":
		if _, ok := a.items[k]; ok {
			delete(a.items, k)
			a.pause()
		}
	case "writes are in two steps":
		a.items[k] = entry{text: strings.Replace(text, `"last"`, `"next"`, 1), version: "half"}
		a.pause()
	case "saved attributes are changed":
		clear(attributes)
	case "empty set removes the item":
		if len(attributes) == 0 {
			delete(a.items, k)
			return "empty", nil
		}
	case "corrupt cannot be replaced":
		if e, ok := a.items[k]; ok {
			if _, err := persistence.Unmarshal([]byte(e.text)); err != nil {
				return persistence.None, err
			}
		}
	case "saves are merged":
		old, err := persistence.Unmarshal([]byte(a.items[k].text))
		if err != nil {
			old = persistence.Attributes{}
		}
		maps.Copy(old, attributes)
		data, err := persistence.Marshal(old)
		if err != nil {
			return persistence.None, err
		}
		text = string(data)
	}
	if expect == persistence.Any && a.fault == "Any leaves the version" {
		if e, ok := a.items[k]; ok {
			e.text = text
			a.items[k] = e
			return e.version, nil
		}
	}
	version := a.write(k, text, attributes)
	if cancelled {
		return persistence.None, ctx.Err()
	}
	switch a.fault {
	case "writes return no version":
		return persistence.None, nil
	case "writes return any version":
		return persistence.Any, nil
	}
	return version, nil
}

// encode returns the text of attributes.
func (a *adapter) encode(attributes persistence.Attributes) (string, error) {
	data, err := persistence.Marshal(attributes)
	if err != nil {
		if a.fault == "invalid numbers become null" {
			return `{"x": null}`, nil
		}
		return "", err
	}
	text := string(data)
	if strings.Contains(text, "12345678901234567890123456789012345678901234567890") {
		if a.fault == "unsupported values are changed" {
			return strings.Replace(text, "901234567890}", "000000000000}", 1), nil
		}
		return "", fmt.Errorf("%w: a number has more than 38 digits", persistence.ErrInvalidAttributes)
	}
	if a.fault == "some values are refused" && strings.Contains(text, "cjk") {
		return "", fmt.Errorf("%w: strange letters", persistence.ErrInvalidAttributes)
	}
	changed, err := persistence.Unmarshal(data)
	if err != nil {
		return "", err
	}
	if change := changes[a.fault]; change != nil {
		changed, _ = walk(map[string]any(changed), change).(map[string]any)
		if data, err = persistence.Marshal(changed); err != nil {
			return "", err
		}
		text = string(data)
	}
	return text, nil
}

// dropped is returned by a change for a value to be left out.
type dropped struct{}

var changes = map[string]func(any) any{
	"numbers are rounded": func(v any) any {
		if n, ok := v.(json.Number); ok {
			f, _ := n.Float64()
			if b, err := json.Marshal(f); err == nil {
				return json.Number(b)
			}
		}
		return v
	},
	"numbers become text": func(v any) any {
		if n, ok := v.(json.Number); ok {
			return string(n)
		}
		return v
	},
	"nulls are dropped": func(v any) any {
		if v == nil {
			return dropped{}
		}
		return v
	},
	"empty texts become null": func(v any) any {
		if v == "" {
			return nil
		}
		return v
	},
	"texts end at NUL": func(v any) any {
		if s, ok := v.(string); ok {
			s, _, _ = strings.Cut(s, "\x00")
			return s
		}
		return v
	},
	"text is trimmed": func(v any) any {
		if s, ok := v.(string); ok {
			return strings.TrimSpace(s)
		}
		return v
	},
	"names are lowered": func(v any) any {
		if m, ok := v.(map[string]any); ok {
			lower := make(map[string]any)
			for name, value := range m {
				lower[strings.ToLower(name)] = value
			}
			return lower
		}
		return v
	},
}

func walk(v any, change func(any) any) any {
	switch v := change(v).(type) {
	case map[string]any:
		for name, value := range v {
			if v[name] = walk(value, change); v[name] == (dropped{}) {
				delete(v, name)
			}
		}
		return v
	case []any:
		for i, value := range v {
			v[i] = walk(value, change)
		}
		return slices.DeleteFunc(v, func(v any) bool { return v == dropped{} })
	default:
		return v
	}
}

// pause lets others in, until one has read or checked an item or none seems to
// be about.
func (a *adapter) pause() {
	for others, i := a.looks, 0; a.looks == others && i < 100_000; i++ {
		a.mu.Unlock()
		runtime.Gosched()
		a.mu.Lock()
	}
}

// expected checks the version of an item.
func (a *adapter) expected(op persistence.Op, k string, expect persistence.Version) error {
	current := a.items[k].version
	a.looks++
	switch a.fault {
	case "saves ignore the version":
		if op == persistence.OpSave {
			return nil
		}
	case "creations ignore the version":
		if expect == persistence.None {
			return nil
		}
	case "deletions ignore the version":
		if op == persistence.OpDelete {
			return nil
		}
	case "corrupt may be created over":
		if e, ok := a.items[k]; ok && expect == persistence.None {
			if _, err := persistence.Unmarshal([]byte(e.text)); err != nil {
				return nil
			}
		}
	case "absence has every version":
		if current == persistence.None {
			return nil
		}
	case "one version for all items":
		if current != persistence.None {
			current = persistence.Version(strconv.Itoa(a.writes))
		}
	case "Any is taken literally":
		if expect == persistence.Any {
			return persistence.ErrConflict
		}
	case "versions must be numbers":
		if expect != persistence.None && expect != persistence.Any {
			if _, err := strconv.Atoi(string(expect)); err != nil {
				return err
			}
		}
	case "versions are compared as numbers":
		n, err := strconv.Atoi(strings.TrimSpace(string(expect)))
		if err == nil && expect != persistence.None && expect != persistence.Any {
			expect = persistence.Version(strconv.Itoa(n))
		}
	}
	if expect == persistence.Any || expect == current {
		if expect != persistence.Any && a.fault == "races have no winner" {
			a.writes++
			return persistence.ErrConflict
		}
		return nil
	}
	return persistence.ErrConflict
}

func (a *adapter) write(k, text string, attributes persistence.Attributes) persistence.Version {
	a.writes++
	a.latest = k
	old := a.items[k]
	e := entry{text: text, version: persistence.Version(strconv.Itoa(a.writes)), versions: old.versions + 1}
	switch a.fault {
	case "version never changes":
		e.version = "1"
	case "versions start anew":
		e.version = persistence.Version(strconv.Itoa(e.versions))
	case "versions are digests":
		e.version = persistence.Version(persistence.KeyDigest(text))
	case "saved attributes are retained":
		e.live = attributes
	}
	a.items[k] = e
	return e.version
}

func (a *adapter) Delete(ctx context.Context, key string, expect persistence.Version) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.delete(ctx, key, expect); err != nil {
		return a.fail(persistence.OpDelete, key, err, nil)
	}
	return nil
}

func (a *adapter) delete(ctx context.Context, key string, expect persistence.Version) error {
	if err := a.check(ctx, persistence.OpDelete, key); err != nil {
		return err
	}
	k := a.place(key)
	if err := a.expected(persistence.OpDelete, k, expect); err != nil {
		if a.fault == "conflicts delete nevertheless" {
			delete(a.items, k)
		}
		return err
	}
	switch a.fault {
	case "deleting an absent item fails":
		if _, ok := a.items[k]; !ok {
			return errors.New("not found")
		}
	case "deletions check, then act":
		a.pause()
	case "deletions do nothing":
		return nil
	case "deletions leave an empty item":
		if _, ok := a.items[k]; ok {
			a.write(k, "{}", nil)
		}
		return nil
	case "deletions clear the store":
		clear(a.items)
		return nil
	}
	delete(a.items, k)
	return nil
}

func (a *adapter) Close() error {
	if a.closed && a.fault == "closing twice fails" {
		return errors.New("already closed")
	}
	a.closed = true
	return nil
}
