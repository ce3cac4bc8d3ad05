package ask_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/asktest"
	"github.com/litexa-go/litexa/ask/persistence"
	"github.com/litexa-go/litexa/ask/persistence/memory"
)

// spy counts the calls to a store and lets a test come between them.
type spy struct {
	persistence.Adapter
	mu     sync.Mutex
	calls  []string
	getErr error
	// beforePut runs before each Put, to lose a race for instance.
	beforePut func()
}

func (s *spy) note(call string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, call)
}

func (s *spy) Get(ctx context.Context, key string) (persistence.Item, error) {
	s.note("get " + key)
	if s.getErr != nil {
		return persistence.Item{}, s.getErr
	}
	return s.Adapter.Get(ctx, key)
}

func (s *spy) Put(ctx context.Context, key string, a persistence.Attributes, expect persistence.Version) (persistence.Version, error) {
	s.note("put " + key)
	if s.beforePut != nil {
		s.beforePut()
	}
	return s.Adapter.Put(ctx, key, a, expect)
}

func (s *spy) Delete(ctx context.Context, key string, expect persistence.Version) error {
	s.note("delete " + key)
	return s.Adapter.Delete(ctx, key, expect)
}

func newManager(t *testing.T, stored persistence.Attributes) (*ask.AttributesManager, *spy) {
	t.Helper()
	s := &spy{Adapter: memory.New()}
	if stored != nil {
		write(t, s, stored)
	}
	return ask.NewAttributesManager(launch(), s, nil), s
}

// write stores attributes behind the back of the manager.
func write(t *testing.T, s *spy, attributes persistence.Attributes) {
	t.Helper()
	if _, err := s.Adapter.Put(context.Background(), "user", attributes, persistence.Any); err != nil {
		t.Fatal(err)
	}
}

func stored(t *testing.T, s *spy) persistence.Attributes {
	t.Helper()
	item, err := s.Adapter.Get(context.Background(), "user")
	if err != nil {
		t.Fatal(err)
	}
	return item.Attributes
}

func wantCalls(t *testing.T, s *spy, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, s.calls); diff != "" {
		t.Errorf("calls of the store (-want +got):\n%s", diff)
	}
}

func wantStored(t *testing.T, s *spy, want persistence.Attributes) {
	t.Helper()
	if diff := cmp.Diff(want, stored(t, s)); diff != "" {
		t.Errorf("stored (-want +got):\n%s", diff)
	}
}

// A-ATTR-02.
func TestRequestAttributes(t *testing.T) {
	m, _ := newManager(t, nil)
	m.RequestAttributes()["a"] = 1
	if diff := cmp.Diff(ask.Attributes{"a": 1}, m.RequestAttributes()); diff != "" {
		t.Error(diff)
	}
	m.SetRequestAttributes(ask.Attributes{"b": 2})
	if diff := cmp.Diff(ask.Attributes{"b": 2}, m.RequestAttributes()); diff != "" {
		t.Error(diff)
	}
}

// A-ATTR-03, 04, 05.
func TestSessionAttributes(t *testing.T) {
	envelope := launch()
	envelope.Session.Attributes = map[string]any{"deep": map[string]any{"list": []any{"x"}}}
	m := ask.NewAttributesManager(envelope, nil, nil)
	attributes, err := m.SessionAttributes()
	if err != nil {
		t.Fatal(err)
	}
	attributes["deep"].(map[string]any)["list"].([]any)[0] = "changed"
	if got := envelope.Session.Attributes["deep"].(map[string]any)["list"].([]any)[0]; got != "x" {
		t.Errorf("the envelope changed to %v", got)
	}
	if again, _ := m.SessionAttributes(); again["deep"].(map[string]any)["list"].([]any)[0] != "changed" {
		t.Error("the second call returned another map")
	}
	if err := m.SetSessionAttributes(ask.Attributes{"new": true}); err != nil {
		t.Fatal(err)
	}
	if again, _ := m.SessionAttributes(); !cmp.Equal(again, ask.Attributes{"new": true}) {
		t.Errorf("got %v", again)
	}

	envelope.Session = nil
	m = ask.NewAttributesManager(envelope, nil, nil)
	if _, err := m.SessionAttributes(); !errors.Is(err, ask.ErrNoSession) {
		t.Errorf("get: %v", err)
	}
	if err := m.SetSessionAttributes(nil); !errors.Is(err, ask.ErrNoSession) {
		t.Errorf("set: %v", err)
	}
}

// A-ATTR-06: session attributes travel with the response, changed or not.
func TestSessionAttributesTravel(t *testing.T) {
	skill := ask.NewSkillBuilder().
		AddHandlerFunc(ask.OnIntent("Set"), func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			attributes, err := in.AttributesManager.SessionAttributes()
			attributes["n"] = 1
			return in.ResponseBuilder.Reprompt("go on").Response(), err
		}).
		AddHandlerFunc(ask.OnIntent("Clear"), func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return in.ResponseBuilder.Reprompt("go on").Response(), in.AttributesManager.SetSessionAttributes(nil)
		}).
		AddHandlerFunc(ask.Always, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return in.ResponseBuilder.Reprompt("go on").Response(), nil
		}).MustCreate()
	user := asktest.New(t, skill)
	user.Launch()
	user.Intent("Set").SessionAttribute("n", 1)
	user.Intent("Other").SessionAttribute("n", 1)
	if got := user.Intent("Clear").Envelope.SessionAttributes; got == nil || len(got) != 0 {
		t.Errorf("got %#v, want an empty map", got)
	}
}

// A-ATTR-07, 12, 13.
func TestPersistentAttributesRoundTrip(t *testing.T) {
	m, s := newManager(t, persistence.Attributes{"drink": "tea"})
	if err := m.SavePersistentAttributes(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantCalls(t, s)
	attributes, err := m.PersistentAttributes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again, err := m.PersistentAttributes(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	attributes["drink"] = "coffee"
	if again["drink"] != "coffee" {
		t.Error("the second call returned another map")
	}
	if err := m.SavePersistentAttributes(t.Context()); err != nil {
		t.Fatal(err)
	}
	attributes["drink"] = "coke"
	if err := m.SavePersistentAttributes(t.Context()); err != nil {
		t.Errorf("second save: %v", err)
	}
	wantCalls(t, s, "get user", "put user", "put user")
	wantStored(t, s, persistence.Attributes{"drink": "coke"})
}

// A-ATTR-08.
func TestReloadPersistentAttributes(t *testing.T) {
	m, s := newManager(t, persistence.Attributes{"drink": "tea"})
	attributes, _ := m.PersistentAttributes(t.Context())
	attributes["drink"] = "unsaved"
	write(t, s, persistence.Attributes{"drink": "coke"})
	attributes, err := m.ReloadPersistentAttributes(t.Context())
	if err != nil || attributes["drink"] != "coke" {
		t.Errorf("got %v, %v", attributes, err)
	}
	if err := m.SavePersistentAttributes(t.Context()); err != nil {
		t.Errorf("saving after a reload: %v", err)
	}
}

// A-ATTR-09, 10.
func TestDefaultAttributes(t *testing.T) {
	defaults := ask.Attributes{"visits": 0, "list": []any{}}
	m, s := newManager(t, nil)
	attributes, err := m.PersistentAttributesOr(t.Context(), defaults)
	if err != nil || !cmp.Equal(attributes, defaults) {
		t.Fatalf("got %v, %v", attributes, err)
	}
	attributes["visits"] = 1
	if defaults["visits"] != 0 {
		t.Error("the caller's defaults changed")
	}
	if again, _ := m.PersistentAttributesOr(t.Context(), defaults); again["visits"] != 1 {
		t.Error("the second call dropped the change")
	}
	wantCalls(t, s, "get user")
	if err := m.SavePersistentAttributes(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, ok := persistence.Value[int](stored(t, s), "visits"); !ok || got != 1 {
		t.Errorf("stored %v", stored(t, s))
	}

	m, _ = newManager(t, persistence.Attributes{"drink": "tea"})
	if attributes, _ := m.PersistentAttributesOr(t.Context(), defaults); !cmp.Equal(attributes, ask.Attributes{"drink": "tea"}) {
		t.Errorf("got %v despite stored attributes", attributes)
	}
}

// A-ATTR-11: set without a get overwrites blindly; after a get it does not.
func TestSetPersistentAttributes(t *testing.T) {
	m, s := newManager(t, persistence.Attributes{"drink": "tea", "size": "large"})
	if err := m.SetPersistentAttributes(ask.Attributes{"drink": "coke"}); err != nil {
		t.Fatal(err)
	}
	write(t, s, persistence.Attributes{"drink": "water"})
	if err := m.SavePersistentAttributes(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantCalls(t, s, "put user")
	wantStored(t, s, persistence.Attributes{"drink": "coke"})

	m = ask.NewAttributesManager(launch(), s, nil)
	if _, err := m.PersistentAttributes(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := m.SetPersistentAttributes(nil); err != nil {
		t.Fatal(err)
	}
	write(t, s, persistence.Attributes{"drink": "water"})
	if err := m.SavePersistentAttributes(t.Context()); !errors.Is(err, persistence.ErrConflict) {
		t.Errorf("got error %v, want a conflict", err)
	}
	wantStored(t, s, persistence.Attributes{"drink": "water"})
}

// A-ATTR-19: a save does not undo what came between.
func TestSaveConflict(t *testing.T) {
	for name, before := range map[string]persistence.Attributes{"absent": nil, "present": {"drink": "tea"}} {
		t.Run(name, func(t *testing.T) {
			m, s := newManager(t, before)
			attributes, _ := m.PersistentAttributes(t.Context())
			write(t, s, persistence.Attributes{"drink": "water"})
			attributes["drink"] = "coffee"
			if err := m.SavePersistentAttributes(t.Context()); !errors.Is(err, persistence.ErrConflict) {
				t.Errorf("got error %v, want a conflict", err)
			}
			wantStored(t, s, persistence.Attributes{"drink": "water"})
		})
	}
}

// A-ATTR-14.
func TestDeletePersistentAttributes(t *testing.T) {
	m, s := newManager(t, persistence.Attributes{"drink": "tea"})
	attributes, _ := m.PersistentAttributes(t.Context())
	attributes["drink"] = "coffee"
	if err := m.DeletePersistentAttributes(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := m.SavePersistentAttributes(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantCalls(t, s, "get user", "delete user")
	attributes, err := m.PersistentAttributes(t.Context())
	if err != nil || len(attributes) != 0 {
		t.Errorf("got %v, %v", attributes, err)
	}
	attributes["drink"] = "coke"
	if err := m.SavePersistentAttributes(t.Context()); err != nil {
		t.Errorf("saving after a deletion: %v", err)
	}
}

// A-ATTR-15.
func TestWithoutAdapter(t *testing.T) {
	m := ask.NewAttributesManager(launch(), nil, nil)
	operations := map[string]func() error{
		"get":     func() error { _, err := m.PersistentAttributes(t.Context()); return err },
		"get or":  func() error { _, err := m.PersistentAttributesOr(t.Context(), nil); return err },
		"reload":  func() error { _, err := m.ReloadPersistentAttributes(t.Context()); return err },
		"set":     func() error { return m.SetPersistentAttributes(nil) },
		"save":    func() error { return m.SavePersistentAttributes(t.Context()) },
		"delete":  func() error { return m.DeletePersistentAttributes(t.Context()) },
		"updates": func() error { return m.Update(t.Context(), func(ask.Attributes) error { return nil }) },
	}
	for name, operation := range operations {
		if err := operation(); !errors.Is(err, ask.ErrNoAdapter) {
			t.Errorf("%s: got error %v", name, err)
		}
	}
}

func TestStoreFails(t *testing.T) {
	noKey := func(*alexa.RequestEnvelope) (string, error) { return "", errBroken }
	fails := func(name string, m *ask.AttributesManager) {
		operations := map[string]func() error{
			"get":    func() error { _, err := m.PersistentAttributes(t.Context()); return err },
			"get or": func() error { _, err := m.PersistentAttributesOr(t.Context(), nil); return err },
			"reload": func() error { _, err := m.ReloadPersistentAttributes(t.Context()); return err },
			"update": func() error { return m.Update(t.Context(), func(ask.Attributes) error { return nil }) },
		}
		for op, operation := range operations {
			if err := operation(); !errors.Is(err, errBroken) {
				t.Errorf("%s, %s: got error %v", name, op, err)
			}
		}
	}
	fails("store", ask.NewAttributesManager(launch(), &spy{Adapter: memory.New(), getErr: errBroken}, nil))
	keyless := ask.NewAttributesManager(launch(), memory.New(), noKey)
	fails("key", keyless)
	if err := keyless.DeletePersistentAttributes(t.Context()); !errors.Is(err, errBroken) {
		t.Errorf("delete: got error %v", err)
	}
	if err := keyless.SetPersistentAttributes(nil); err != nil {
		t.Fatal(err)
	}
	if err := keyless.SavePersistentAttributes(t.Context()); !errors.Is(err, errBroken) {
		t.Errorf("save: got error %v", err)
	}
}

func TestUpdate(t *testing.T) {
	order := func(drink string) func(ask.Attributes) error {
		return func(a ask.Attributes) error {
			a["drink"] = drink
			return nil
		}
	}
	t.Run("in one go", func(t *testing.T) {
		m, s := newManager(t, persistence.Attributes{"size": "large"})
		if err := m.Update(t.Context(), order("tea")); err != nil {
			t.Fatal(err)
		}
		wantCalls(t, s, "get user", "put user")
		wantStored(t, s, persistence.Attributes{"size": "large", "drink": "tea"})
		if attributes, _ := m.PersistentAttributes(t.Context()); attributes["drink"] != "tea" {
			t.Errorf("got %v after the update", attributes)
		}
	})
	t.Run("after a lost race", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m, s := newManager(t, persistence.Attributes{"size": "large"})
			held, _ := m.PersistentAttributes(t.Context())
			races := 3
			s.beforePut = func() {
				if races--; races >= 0 {
					write(t, s, persistence.Attributes{"size": fmt.Sprint(races)})
				}
			}
			if err := m.Update(t.Context(), order("tea")); err != nil {
				t.Fatal(err)
			}
			want := persistence.Attributes{"size": "0", "drink": "tea"}
			wantStored(t, s, want)
			if !cmp.Equal(held, want) {
				t.Errorf("a map returned before holds %v, want %v", held, want)
			}
			if err := m.SavePersistentAttributes(t.Context()); err != nil {
				t.Errorf("saving afterwards: %v", err)
			}
		})
	})
	t.Run("bounded", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m, s := newManager(t, nil)
			s.beforePut = func() { write(t, s, persistence.Attributes{}) }
			if err := m.Update(t.Context(), order("tea")); !errors.Is(err, persistence.ErrConflict) {
				t.Errorf("got error %v", err)
			}
			if len(s.calls) != 20 {
				t.Errorf("%d calls, want 10 reads and 10 writes", len(s.calls))
			}
		})
	})
	t.Run("cancelled", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			m, s := newManager(t, nil)
			s.beforePut = func() { write(t, s, persistence.Attributes{}); cancel() }
			if err := m.Update(ctx, order("tea")); !errors.Is(err, context.Canceled) {
				t.Errorf("got error %v", err)
			}
		})
	})
	t.Run("refused", func(t *testing.T) {
		m, s := newManager(t, persistence.Attributes{"size": "large"})
		err := m.Update(t.Context(), func(a ask.Attributes) error { a["size"] = "small"; return errBroken })
		if err != errBroken {
			t.Errorf("got error %v", err)
		}
		wantCalls(t, s, "get user")
		if attributes, _ := m.PersistentAttributes(t.Context()); attributes["size"] != "large" {
			t.Errorf("the refused change stayed: %v", attributes)
		}
	})
	t.Run("with unsaved edits", func(t *testing.T) {
		m, s := newManager(t, persistence.Attributes{"size": "large"})
		attributes, _ := m.PersistentAttributes(t.Context())
		attributes["size"] = "small"
		if err := m.Update(t.Context(), order("tea")); err != nil {
			t.Fatal(err)
		}
		wantStored(t, s, persistence.Attributes{"size": "small", "drink": "tea"})
		attributes["size"] = "tiny"
		write(t, s, persistence.Attributes{})
		if err := m.Update(t.Context(), order("coke")); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("got error %v, want a conflict rather than a lost edit", err)
		}
	})
}

// A-ATTR-18: two first reads at once read once.
func TestParallelFirstRead(t *testing.T) {
	m, s := newManager(t, persistence.Attributes{"drink": "tea"})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := m.PersistentAttributes(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	wantCalls(t, s, "get user")
}

type keyed struct{ *spy }

func (keyed) KeyFunc() persistence.KeyFunc { return persistence.DeviceID }

// A-ATTR-20: attributes can be had without a request.
func TestAttributesOutsideOfRequests(t *testing.T) {
	s := &spy{Adapter: memory.New()}
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, say("")).WithPersistenceAdapter(s).MustCreate()
	envelope := &alexa.RequestEnvelope{Context: alexa.Context{System: alexa.System{User: alexa.User{UserID: "user"}}}}
	err := skill.AttributesManager(envelope).Update(t.Context(), func(a ask.Attributes) error { a["drink"] = "tea"; return nil })
	if err != nil {
		t.Fatal(err)
	}
	wantStored(t, s, persistence.Attributes{"drink": "tea"})
}

func TestKeyOfSkill(t *testing.T) {
	visit := func(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
		return nil, in.AttributesManager.Update(ctx, func(ask.Attributes) error { return nil })
	}
	tests := map[string]struct {
		build func(*ask.SkillBuilder, *spy)
		want  []string
	}{
		"default":                {func(b *ask.SkillBuilder, s *spy) { b.WithPersistenceAdapter(s) }, []string{"get U", "put U"}},
		"adapter's":              {func(b *ask.SkillBuilder, s *spy) { b.WithPersistenceAdapter(keyed{s}) }, []string{"get D", "put D"}},
		"skill's, not adapter's": {func(b *ask.SkillBuilder, s *spy) { b.WithPersistenceAdapter(keyed{s}).WithKey(persistence.PersonID) }, []string{"get P", "put P"}},
		"skill's":                {func(b *ask.SkillBuilder, s *spy) { b.WithKey(persistence.ApplicationID).WithPersistenceAdapter(s) }, []string{"get A", "put A"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := &spy{Adapter: memory.New()}
			b := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, visit)
			test.build(b, s)
			user := asktest.New(t, b.MustCreate())
			user.UserID, user.DeviceID, user.PersonID, user.ApplicationID = "U", "D", "P", "A"
			user.Launch()
			wantCalls(t, s, test.want...)
		})
	}
}

// SaveAttributes stores what changed, and only that.
func TestSaveAttributes(t *testing.T) {
	get := func(ctx context.Context, in *ask.HandlerInput) (ask.Attributes, error) {
		return in.AttributesManager.PersistentAttributes(ctx)
	}
	tests := map[string]struct {
		handle func(context.Context, *ask.HandlerInput) error
		want   []string
		stored persistence.Attributes
	}{
		"untouched": {func(context.Context, *ask.HandlerInput) error { return nil }, nil, persistence.Attributes{"drink": "tea"}},
		"read": {func(ctx context.Context, in *ask.HandlerInput) error {
			_, err := get(ctx, in)
			return err
		}, []string{"get user"}, persistence.Attributes{"drink": "tea"}},
		"changed": {func(ctx context.Context, in *ask.HandlerInput) error {
			attributes, err := get(ctx, in)
			attributes["drink"] = "coke"
			return err
		}, []string{"get user", "put user"}, persistence.Attributes{"drink": "coke"}},
		"set": {func(_ context.Context, in *ask.HandlerInput) error {
			return in.AttributesManager.SetPersistentAttributes(ask.Attributes{"drink": "milk"})
		}, []string{"put user"}, persistence.Attributes{"drink": "milk"}},
		"saved": {func(ctx context.Context, in *ask.HandlerInput) error {
			attributes, err := get(ctx, in)
			attributes["drink"] = "coke"
			return errors.Join(err, in.AttributesManager.SavePersistentAttributes(ctx))
		}, []string{"get user", "put user"}, persistence.Attributes{"drink": "coke"}},
		"updated": {func(ctx context.Context, in *ask.HandlerInput) error {
			return in.AttributesManager.Update(ctx, func(a ask.Attributes) error { a["drink"] = "coke"; return nil })
		}, []string{"get user", "put user"}, persistence.Attributes{"drink": "coke"}},
		"failed": {func(ctx context.Context, in *ask.HandlerInput) error {
			attributes, _ := get(ctx, in)
			attributes["drink"] = "half"
			return errBroken
		}, []string{"get user"}, persistence.Attributes{"drink": "tea"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := &spy{Adapter: memory.New()}
			write(t, s, persistence.Attributes{"drink": "tea"})
			skill := ask.NewSkillBuilder().
				AddHandlerFunc(ask.Always, func(ctx context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
					return nil, test.handle(ctx, in)
				}).
				AddErrorHandlerFunc(ask.AnyError, func(context.Context, *ask.HandlerInput, error) (*alexa.Response, error) { return nil, nil }).
				AddResponseInterceptors(ask.SaveAttributes{}).
				WithPersistenceAdapter(s).MustCreate()
			if _, err := skill.Invoke(t.Context(), launch()); err != nil {
				t.Fatal(err)
			}
			wantCalls(t, s, test.want...)
			wantStored(t, s, test.stored)
		})
	}
	// A skill without a store has nothing to save.
	skill := ask.NewSkillBuilder().AddHandlerFunc(ask.Always, say("")).AddResponseInterceptors(ask.SaveAttributes{}).MustCreate()
	if _, err := skill.Invoke(t.Context(), launch()); err != nil {
		t.Error(err)
	}
}

// A failed update leaves the map that was returned before in force.
func TestUpdateFailsAfterLostRace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, s := newManager(t, persistence.Attributes{"n": "1"})
		live, _ := m.PersistentAttributes(t.Context())
		s.beforePut = func() { write(t, s, persistence.Attributes{"n": "2"}) }
		calls := 0
		err := m.Update(t.Context(), func(ask.Attributes) error {
			if calls++; calls > 1 {
				return errBroken
			}
			return nil
		})
		if err != errBroken {
			t.Fatalf("got error %v", err)
		}
		s.beforePut = nil
		live["important"] = true
		if err := m.SavePersistentAttributes(t.Context()); !errors.Is(err, persistence.ErrConflict) {
			t.Errorf("saving an edit of the outdated attributes: got error %v, want a conflict", err)
		}
	})
}

// The caller's maps stay the caller's, and live maps stay live.
func TestMapsAreNotShared(t *testing.T) {
	defaults := ask.Attributes{"list": []any{"a"}}
	t.Run("set", func(t *testing.T) {
		m, _ := newManager(t, nil)
		if err := m.SetPersistentAttributes(defaults); err != nil {
			t.Fatal(err)
		}
		if err := m.Update(t.Context(), func(a ask.Attributes) error { a["list"] = []any{}; a["name"] = "Alice"; return nil }); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("or", func(t *testing.T) {
		m, s := newManager(t, nil)
		live, _ := m.PersistentAttributes(t.Context())
		if _, err := m.PersistentAttributesOr(t.Context(), defaults); err != nil {
			t.Fatal(err)
		}
		live["list"].([]any)[0] = "b"
		if err := m.SavePersistentAttributes(t.Context()); err != nil {
			t.Fatal(err)
		}
		wantStored(t, s, persistence.Attributes{"list": []any{"b"}})
	})
	if diff := cmp.Diff(ask.Attributes{"list": []any{"a"}}, defaults); diff != "" {
		t.Errorf("the caller's attributes changed (-want +got):\n%s", diff)
	}
}

// Defaults are no edits: an update repeats with them.
func TestUpdateOfDefaults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, s := newManager(t, nil)
		if _, err := m.PersistentAttributesOr(t.Context(), ask.Attributes{"size": "large"}); err != nil {
			t.Fatal(err)
		}
		races := 1
		s.beforePut = func() {
			if races--; races >= 0 {
				write(t, s, persistence.Attributes{})
			}
		}
		if err := m.Update(t.Context(), func(a ask.Attributes) error { a["drink"] = "tea"; return nil }); err != nil {
			t.Fatal(err)
		}
		wantStored(t, s, persistence.Attributes{"size": "large", "drink": "tea"})
	})
}

// Values of types that stores do not return are compared by their JSON.
func TestOddTypes(t *testing.T) {
	m, s := newManager(t, nil)
	attributes, _ := m.PersistentAttributes(t.Context())
	list := []string{"a"}
	attributes["list"] = list
	if err := m.SavePersistentAttributes(t.Context()); err != nil {
		t.Fatal(err)
	}
	err := m.Update(t.Context(), func(a ask.Attributes) error {
		a["list"].([]any)[0] = "changed"
		return errBroken
	})
	if err != errBroken || list[0] != "a" {
		t.Errorf("got error %v, list %v", err, list)
	}
	list[0] = "edited"
	write(t, s, persistence.Attributes{})
	if err := m.Update(t.Context(), func(ask.Attributes) error { return nil }); !errors.Is(err, persistence.ErrConflict) {
		t.Errorf("got error %v, want a conflict rather than a lost edit", err)
	}

	circle := map[string]any{}
	circle["self"] = circle
	attributes["circle"] = circle
	if err := m.Update(t.Context(), func(ask.Attributes) error { return nil }); !errors.Is(err, persistence.ErrInvalidAttributes) {
		t.Errorf("a circle: got error %v", err)
	}
	if err := m.SavePersistentAttributes(t.Context()); !errors.Is(err, persistence.ErrInvalidAttributes) {
		t.Errorf("a circle: got error %v", err)
	}
	if _, err := ask.NewAttributesManager(launch(), memory.New(), nil).PersistentAttributesOr(t.Context(), ask.Attributes{"circle": circle}); !errors.Is(err, persistence.ErrInvalidAttributes) {
		t.Errorf("a circle among the defaults: got error %v", err)
	}
}

// A use of persistent attributes within an update ends with its context.
func TestUseWithinUpdate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m, _ := newManager(t, nil)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		err := m.Update(ctx, func(ask.Attributes) error {
			if _, err := m.SessionAttributes(); err != nil { // allowed
				t.Error(err)
			}
			_, err := m.PersistentAttributes(ctx)
			return err
		})
		if !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "another use") {
			t.Errorf("got error %v", err)
		}
	})
}

// nilStore is an adapter that returns nil for no attributes.
type nilStore struct{ persistence.Adapter }

func (nilStore) Get(context.Context, string) (persistence.Item, error) {
	return persistence.Item{}, nil
}

func TestAdapterReturnsNil(t *testing.T) {
	m := ask.NewAttributesManager(launch(), nilStore{memory.New()}, nil)
	if err := m.Update(t.Context(), func(a ask.Attributes) error { a["x"] = 1; return nil }); err != nil {
		t.Error(err)
	}
}
