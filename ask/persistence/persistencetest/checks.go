package persistencetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/litexa-go/litexa/ask/persistence"
)

// Marks that no message may contain: keys identify people, attributes are what
// they said.
const (
	keyMark    = "KEYMARK7f3a"
	secretMark = "SECRETMARK9c21"
)

// key returns a key such as Alexa gives out.
func key(name string) string {
	return "amzn1.ask.account." + keyMark + "." + name
}

var checks = []check{
	{"Absent", checkAbsent},
	{"RoundTrip", checkRoundTrip},
	{"EmptyIsNotAbsent", checkEmptyIsNotAbsent},
	{"Size", checkSize},
	{"Overwrite", checkOverwrite},
	{"Create", checkCreate},
	{"StalePut", checkStalePut},
	{"Delete", checkDelete},
	{"StaleDelete", checkStaleDelete},
	{"Recreate", checkRecreate},
	{"Any", checkAny},
	{"UnknownVersion", checkUnknownVersion},
	{"RaceCreate", checkRaceCreate},
	{"RacePut", checkRacePut},
	{"RaceDelete", checkRaceDelete},
	{"Counter", checkCounter},
	{"ManyKeys", checkManyKeys},
	{"WholeReads", checkWholeReads},
	{"Ownership", checkOwnership},
	{"Cancelled", checkCancelled},
	{"Keys", checkKeys},
	{"InvalidKeys", checkInvalidKeys},
	{"InvalidAttributes", checkInvalidAttributes},
	{"Unreachable", checkUnreachable},
	{"Corrupt", checkCorrupt},
	{"Close", checkClose},
}

// put saves attributes and returns their version; it must succeed.
func (s *suite) put(key string, attributes persistence.Attributes, expect persistence.Version) persistence.Version {
	s.t.Helper()
	version, err := s.adapter.Put(s.ctx, key, attributes, expect)
	if err != nil {
		s.t.Fatalf("Put(%.60q, expect %q): %v", key, expect, err)
	}
	if version == persistence.None || version == persistence.Any {
		s.t.Fatalf("Put(%.60q) returned the version %q, which does not identify a state", key, version)
	}
	return version
}

// delete removes an item; it must succeed.
func (s *suite) delete(key string, expect persistence.Version) {
	s.t.Helper()
	if err := s.adapter.Delete(s.ctx, key, expect); err != nil {
		s.t.Fatalf("Delete(%.60q, expect %q): %v", key, expect, err)
	}
}

// get reads an item through the given adapter; it must succeed.
func (s *suite) get(adapter persistence.Adapter, key string) persistence.Item {
	s.t.Helper()
	item, err := adapter.Get(s.ctx, key)
	if err != nil {
		s.t.Fatalf("Get(%.60q): %v", key, err)
	}
	if item.Attributes == nil {
		s.t.Fatalf("Get(%.60q) returned nil attributes", key)
	}
	return item
}

// wantItem checks what is stored, as both adapters see it.
func (s *suite) wantItem(key string, attributes persistence.Attributes, version persistence.Version) {
	s.t.Helper()
	for i, adapter := range []persistence.Adapter{s.adapter, s.second} {
		name := [...]string{"Adapter", "Second"}[i]
		item := s.get(adapter, key)
		if d := diff(attributes, item.Attributes); d != "" {
			s.t.Errorf("%s.Get(%.60q): attributes differ from those saved (-saved +read):\n%s", name, key, d)
		}
		if item.Version != version {
			s.t.Errorf("%s.Get(%.60q): version %q, want %q", name, key, item.Version, version)
		}
	}
}

// wantAbsent checks that nothing is stored.
func (s *suite) wantAbsent(key string) {
	s.t.Helper()
	s.wantItem(key, persistence.Attributes{}, persistence.None)
}

// wantError checks an error of an operation: its type, what it names, what it
// keeps to itself, and that it matches target and none of the other causes.
func (s *suite) wantError(err error, op persistence.Op, key string, target error) {
	s.t.Helper()
	if err == nil {
		s.t.Errorf("%s of %.60q succeeded, want an error matching: %v", op, key, target)
		return
	}
	if target != nil && !errors.Is(err, target) {
		s.t.Errorf("%s of %.60q: error %q does not match: %v", op, key, err, target)
	}
	for _, cause := range []error{
		persistence.ErrConflict, persistence.ErrCorrupt, persistence.ErrTooLarge,
		persistence.ErrInvalidKey, persistence.ErrInvalidAttributes,
	} {
		if cause != target && errors.Is(err, cause) {
			s.t.Errorf("%s of %.60q: error %q matches the wrong cause: %v", op, key, err, cause)
		}
	}
	var e *persistence.Error
	if !errors.As(err, &e) {
		s.t.Errorf("%s of %.60q: error %q is a %T, want a *persistence.Error", op, key, err, err)
		return
	}
	if e.Op != op {
		s.t.Errorf("error %q has the operation %q, want %q", err, e.Op, op)
	}
	if e.Key != key {
		s.t.Errorf("error %q has the key %.60q, want %.60q", err, e.Key, key)
	}
	text := err.Error()
	if e.Store == "" || !strings.Contains(text, e.Store) {
		s.t.Errorf("error %q does not name the store %q", err, e.Store)
	}
	if !strings.Contains(text, persistence.KeyDigest(key)) {
		s.t.Errorf("error %q does not contain the digest of the key, %s", err, persistence.KeyDigest(key))
	}
	for _, mark := range []string{keyMark, secretMark} {
		if strings.Contains(text, mark) {
			s.t.Errorf("error %q discloses the key or the attributes", err)
		}
	}
	if len(text) > 2000 {
		s.t.Errorf("error text of %d bytes: %.100q...", len(text), text)
	}
}

func checkAbsent(s *suite) {
	s.wantAbsent(key("absent"))
	s.delete(key("absent"), persistence.Any)
	s.delete(key("absent"), persistence.None)
	s.wantAbsent(key("absent"))
}

func checkRoundTrip(s *suite) {
	values := Values()
	for _, name := range slices.Sorted(maps.Keys(values)) {
		attributes := values[name]
		k := key(name)
		if slices.Contains(s.h.Unsupported, name) {
			_, err := s.adapter.Put(s.ctx, k, attributes, persistence.None)
			s.wantError(err, persistence.OpSave, k, persistence.ErrInvalidAttributes)
			s.wantAbsent(k)
			continue
		}
		version, err := s.adapter.Put(s.ctx, k, attributes, persistence.None)
		if err != nil {
			s.t.Errorf("Put of %q: %v", name, err)
			continue
		}
		s.wantItem(k, attributes, version)
	}
}

func checkEmptyIsNotAbsent(s *suite) {
	k := key("empty")
	version := s.put(k, persistence.Attributes{}, persistence.None)
	s.wantItem(k, persistence.Attributes{}, version)
	_, err := s.adapter.Put(s.ctx, k, persistence.Attributes{"n": 1}, persistence.None)
	s.wantError(err, persistence.OpSave, k, persistence.ErrConflict)
	s.wantItem(k, persistence.Attributes{}, version)
}

func checkSize(s *suite) {
	const large = 1 << 20
	sized := func(n int) persistence.Attributes {
		return persistence.Attributes{"text": secretMark + strings.Repeat("x", n-len(secretMark)-len(`{"text":""}`))}
	}
	fits := large
	if limit := s.h.MaxItemBytes; limit > 0 {
		fits = limit - limit/10
		k := key("too large")
		_, err := s.adapter.Put(s.ctx, k, sized(limit+limit/10), persistence.None)
		s.wantError(err, persistence.OpSave, k, persistence.ErrTooLarge)
		s.wantAbsent(k)

		small := persistence.Attributes{"n": 1}
		version := s.put(k, small, persistence.None)
		_, err = s.adapter.Put(s.ctx, k, sized(limit+limit/10), version)
		s.wantError(err, persistence.OpSave, k, persistence.ErrTooLarge)
		s.wantItem(k, small, version)
	}
	k := key("large")
	s.wantItem(k, sized(fits), s.put(k, sized(fits), persistence.None))
}

func checkOverwrite(s *suite) {
	k := key("overwrite")
	first := persistence.Attributes{"a": 1, "b": map[string]any{"c": 1, "d": []any{1, 2, 3}}, "gone": true}
	second := persistence.Attributes{"b": map[string]any{"c": 2}, "new": "x"}
	v1 := s.put(k, first, persistence.None)
	v2 := s.put(k, second, v1)
	if v1 == v2 {
		s.t.Errorf("the version is still %q after other attributes were saved", v1)
	}
	s.wantItem(k, second, v2)
	v3 := s.put(k, persistence.Attributes{}, v2)
	s.wantItem(k, persistence.Attributes{}, v3)
}

func checkCreate(s *suite) {
	k := key("create")
	first := persistence.Attributes{"n": 1}
	version := s.put(k, first, persistence.None)
	for _, adapter := range []persistence.Adapter{s.adapter, s.second} {
		_, err := adapter.Put(s.ctx, k, persistence.Attributes{"n": secretMark}, persistence.None)
		s.wantError(err, persistence.OpSave, k, persistence.ErrConflict)
	}
	s.wantItem(k, first, version)
}

func checkStalePut(s *suite) {
	k := key("stale put")
	v1 := s.put(k, persistence.Attributes{"n": 1}, persistence.None)
	v2 := s.put(k, persistence.Attributes{"n": 2}, v1)
	for _, adapter := range []persistence.Adapter{s.adapter, s.second} {
		_, err := adapter.Put(s.ctx, k, persistence.Attributes{"n": secretMark}, v1)
		s.wantError(err, persistence.OpSave, k, persistence.ErrConflict)
	}
	s.wantItem(k, persistence.Attributes{"n": 2}, v2)
	v3, err := s.second.Put(s.ctx, k, persistence.Attributes{"n": 3}, v2)
	if err != nil {
		s.t.Fatalf("Put through Second, expecting the version that Adapter wrote: %v", err)
	}
	s.wantItem(k, persistence.Attributes{"n": 3}, v3)
}

func checkDelete(s *suite) {
	k, other := key("delete"), key("delete not")
	kept := s.put(other, persistence.Attributes{"n": 0}, persistence.None)
	for _, expect := range []string{"version", "any"} {
		version := s.put(k, persistence.Attributes{"n": 1}, persistence.None)
		if expect == "any" {
			version = persistence.Any
		}
		s.delete(k, version)
		s.wantAbsent(k)
		s.delete(k, persistence.Any)
		s.delete(k, persistence.None)
	}
	s.wantItem(other, persistence.Attributes{"n": 0}, kept)
}

func checkStaleDelete(s *suite) {
	k := key("stale delete")
	v1 := s.put(k, persistence.Attributes{"n": 1}, persistence.None)
	v2 := s.put(k, persistence.Attributes{"n": 2}, v1)
	for _, adapter := range []persistence.Adapter{s.adapter, s.second} {
		s.wantError(adapter.Delete(s.ctx, k, v1), persistence.OpDelete, k, persistence.ErrConflict)
		s.wantError(adapter.Delete(s.ctx, k, persistence.None), persistence.OpDelete, k, persistence.ErrConflict)
	}
	s.wantItem(k, persistence.Attributes{"n": 2}, v2)
}

// checkRecreate looks for versions that come back: a counter that starts anew
// when an item is created again, or one shared by different attributes.
func checkRecreate(s *suite) {
	k := key("recreate")
	v1 := s.put(k, persistence.Attributes{"n": 1}, persistence.None)
	s.delete(k, v1)

	_, err := s.adapter.Put(s.ctx, k, persistence.Attributes{"n": 9}, v1)
	s.wantError(err, persistence.OpSave, k, persistence.ErrConflict)
	s.wantError(s.adapter.Delete(s.ctx, k, v1), persistence.OpDelete, k, persistence.ErrConflict)
	s.wantAbsent(k)

	v2 := s.put(k, persistence.Attributes{"n": 2}, persistence.None)
	_, err = s.adapter.Put(s.ctx, k, persistence.Attributes{"n": 9}, v1)
	s.wantError(err, persistence.OpSave, k, persistence.ErrConflict)
	s.wantError(s.adapter.Delete(s.ctx, k, v1), persistence.OpDelete, k, persistence.ErrConflict)
	s.wantItem(k, persistence.Attributes{"n": 2}, v2)

	if s.h.ContentVersions {
		return
	}
	// The same attributes again are nevertheless another state.
	seen := map[persistence.Version]bool{v1: true, v2: true}
	last := v2
	for i, step := range []struct {
		remove bool
		n      int
	}{{false, 1}, {false, 1}, {false, 2}, {true, 1}, {true, 1}, {true, 2}} {
		if step.remove {
			s.delete(k, last)
			last = persistence.None
		}
		last = s.put(k, persistence.Attributes{"n": step.n}, last)
		if seen[last] {
			s.t.Errorf("step %d returned to the version %q of an earlier state", i, last)
		}
		seen[last] = true
	}
}

func checkAny(s *suite) {
	k := key("any")
	v1 := s.put(k, persistence.Attributes{"n": 1}, persistence.Any)
	s.wantItem(k, persistence.Attributes{"n": 1}, v1)
	v2 := s.put(k, persistence.Attributes{"n": 2}, persistence.Any)
	if v1 == v2 {
		s.t.Errorf("the version is still %q after other attributes were saved", v1)
	}
	s.wantItem(k, persistence.Attributes{"n": 2}, v2)
	_, err := s.adapter.Put(s.ctx, k, persistence.Attributes{"n": 3}, v1)
	s.wantError(err, persistence.OpSave, k, persistence.ErrConflict)
	s.delete(k, persistence.Any)
	s.wantAbsent(k)
}

// checkUnknownVersion hands in versions that the adapter never issued, as a
// program does that kept one across a change of stores.
func checkUnknownVersion(s *suite) {
	k, absent := key("unknown version"), key("unknown version, absent")
	version := s.put(k, persistence.Attributes{"n": 1}, persistence.None)
	for _, expect := range []persistence.Version{
		"0", "1", "-1", "x", " ", "**", `"*"`, `"`, `""`, "'", "9223372036854775808", "é", "\x00", "a\nb", version + "0", " " + version, version + " ",
		persistence.Version(strings.Repeat("9", 5000)),
	} {
		if expect == version {
			continue
		}
		_, err := s.adapter.Put(s.ctx, k, persistence.Attributes{"n": 2}, expect)
		s.wantError(err, persistence.OpSave, k, persistence.ErrConflict)
		s.wantError(s.adapter.Delete(s.ctx, k, expect), persistence.OpDelete, k, persistence.ErrConflict)
		_, err = s.adapter.Put(s.ctx, absent, persistence.Attributes{"n": 2}, expect)
		s.wantError(err, persistence.OpSave, absent, persistence.ErrConflict)
		s.wantError(s.adapter.Delete(s.ctx, absent, expect), persistence.OpDelete, absent, persistence.ErrConflict)
	}
	s.wantItem(k, persistence.Attributes{"n": 1}, version)
	s.wantAbsent(absent)
}

const (
	racers = 8
	rounds = 5
)

// race calls f in several goroutines at once, half of them with each adapter,
// and returns the errors.
func (s *suite) race(f func(i int, adapter persistence.Adapter) error) []error {
	var (
		start = make(chan struct{})
		errs  = make([]error, racers)
		wg    sync.WaitGroup
	)
	for i := range racers {
		adapter := s.adapter
		if i%2 == 1 {
			adapter = s.second
		}
		wg.Go(func() {
			<-start
			errs[i] = f(i, adapter)
		})
	}
	close(start)
	wg.Wait()
	return errs
}

// wantOneWinner checks that one of the errors is nil and the others are
// conflicts, and returns the index of the winner.
func (s *suite) wantOneWinner(errs []error, op persistence.Op, key string) int {
	s.t.Helper()
	winner := -1
	for i, err := range errs {
		switch {
		case err != nil:
			s.wantError(err, op, key, persistence.ErrConflict)
		case winner >= 0:
			s.t.Fatalf("both racer %d and racer %d succeeded from the same version", winner, i)
		default:
			winner = i
		}
	}
	if winner < 0 {
		s.t.Fatalf("no racer succeeded; the first error is: %v", errs[0])
	}
	return winner
}

func checkRaceCreate(s *suite) {
	for round := range rounds {
		s.racePut(key(fmt.Sprintf("race create %d", round)), persistence.None)
	}
}

func checkRacePut(s *suite) {
	k := key("race put")
	version := s.put(k, persistence.Attributes{}, persistence.None)
	for range rounds {
		version = s.racePut(k, version)
	}
}

func (s *suite) racePut(key string, expect persistence.Version) persistence.Version {
	s.t.Helper()
	versions := make([]persistence.Version, racers)
	value := func(i int) persistence.Attributes {
		return persistence.Attributes{"after": string(expect), "racer": i, "text": secretMark}
	}
	winner := s.wantOneWinner(s.race(func(i int, adapter persistence.Adapter) (err error) {
		versions[i], err = adapter.Put(s.ctx, key, value(i), expect)
		return err
	}), persistence.OpSave, key)
	s.wantItem(key, value(winner), versions[winner])
	return versions[winner]
}

// checkRaceDelete races deletions with saves, all from the same version.
func checkRaceDelete(s *suite) {
	for round := range rounds {
		k := key(fmt.Sprintf("race delete %d", round))
		version := s.put(k, persistence.Attributes{"n": "first"}, persistence.None)
		versions := make([]persistence.Version, racers)
		deletes := func(i int) bool { return (i/2+round)%2 == 0 }
		errs := s.race(func(i int, adapter persistence.Adapter) (err error) {
			if deletes(i) {
				return adapter.Delete(s.ctx, k, version)
			}
			versions[i], err = adapter.Put(s.ctx, k, persistence.Attributes{"n": i}, version)
			return err
		})
		winner := -1
		for i, err := range errs {
			op := persistence.OpSave
			if deletes(i) {
				op = persistence.OpDelete
			}
			switch {
			case err != nil:
				s.wantError(err, op, k, persistence.ErrConflict)
			case winner >= 0:
				s.t.Fatalf("both racer %d and racer %d succeeded from the same version", winner, i)
			default:
				winner = i
			}
		}
		switch {
		case winner < 0:
			s.t.Fatalf("no racer succeeded; the first error is: %v", errs[0])
		case deletes(winner):
			s.wantAbsent(k)
		default:
			s.wantItem(k, persistence.Attributes{"n": winner}, versions[winner])
		}
	}
}

// checkCounter increments one number from many goroutines, each reading again
// after a conflict. No increment may be lost.
func checkCounter(s *suite) {
	const increments = 5
	k := key("counter")
	errs := s.race(func(_ int, adapter persistence.Adapter) error {
		for range increments {
			for attempt := 1; ; attempt++ {
				item, err := adapter.Get(s.ctx, k)
				if err != nil {
					return err
				}
				n, _ := persistence.Value[int](item.Attributes, "n")
				_, err = adapter.Put(s.ctx, k, persistence.Attributes{"n": n + 1}, item.Version)
				if err == nil {
					break
				}
				if !errors.Is(err, persistence.ErrConflict) || attempt == 1000 {
					return fmt.Errorf("attempt %d: %w", attempt, err)
				}
			}
		}
		return nil
	})
	for _, err := range errs {
		if err != nil {
			s.t.Fatal(err)
		}
	}
	item := s.get(s.adapter, k)
	if n, _ := persistence.Value[int](item.Attributes, "n"); n != racers*increments {
		s.t.Errorf("the counter is %d after %d increments", n, racers*increments)
	}
}

// checkManyKeys works on keys of each goroutine's own: none may get a conflict
// or see another's attributes.
func checkManyKeys(s *suite) {
	const each = 10
	name := func(racer, i int) string { return key(fmt.Sprintf("many %d-%d", racer, i)) }
	value := func(racer, i, step int) persistence.Attributes {
		return persistence.Attributes{"racer": racer, "i": i, "step": step}
	}
	versions := make([][each]persistence.Version, racers)
	errs := s.race(func(racer int, adapter persistence.Adapter) (err error) {
		for step := range 3 {
			for i := range each {
				k := name(racer, i)
				versions[racer][i], err = adapter.Put(s.ctx, k, value(racer, i, step), versions[racer][i])
				if err != nil {
					return err
				}
				item, err := adapter.Get(s.ctx, k)
				if err != nil {
					return err
				}
				if d := diff(value(racer, i, step), item.Attributes); d != "" {
					return fmt.Errorf("attributes differ from those saved (-saved +read):\n%s", d)
				}
			}
		}
		return nil
	})
	for _, err := range errs {
		if err != nil {
			s.t.Fatal(err)
		}
	}
	for racer := range racers {
		for i := range each {
			s.wantItem(name(racer, i), value(racer, i, 2), versions[racer][i])
		}
	}
}

// checkWholeReads reads items while they are written, one of them also deleted
// and created again: every read must see one state in whole.
func checkWholeReads(s *suite) {
	kept, removed := key("whole reads, kept"), key("whole reads, removed")
	value := func(n int) persistence.Attributes {
		text := fmt.Sprint(n)
		return persistence.Attributes{"first": text, "middle": strings.Repeat(text+" ", 1000*(1+n%3)), "last": text}
	}
	write := func(adapter persistence.Adapter) error {
		for n := range 20 {
			for _, k := range []string{kept, removed} {
				if _, err := adapter.Put(s.ctx, k, value(n), persistence.Any); err != nil {
					return err
				}
			}
			if n%7 == 6 {
				if err := adapter.Delete(s.ctx, removed, persistence.Any); err != nil {
					return err
				}
			}
		}
		return nil
	}
	read := func(adapter persistence.Adapter, k string) error {
		for range 20 {
			item, err := adapter.Get(s.ctx, k)
			if err != nil {
				return err
			}
			if item.Version == persistence.None {
				if k == kept {
					return errors.New("an item was absent while it was overwritten")
				}
				if len(item.Attributes) != 0 {
					return errors.New("read attributes without a version")
				}
				continue
			}
			var n int
			text, _ := persistence.Value[string](item.Attributes, "first")
			if _, err := fmt.Sscan(text, &n); err != nil {
				return fmt.Errorf("read a state that was never saved: %w", err)
			}
			if d := diff(value(n), item.Attributes); d != "" {
				return fmt.Errorf("read a state that was never saved (-saved +read):\n%s", d)
			}
		}
		return nil
	}
	s.put(kept, value(0), persistence.None)
	errs := s.race(func(racer int, adapter persistence.Adapter) error {
		switch {
		case racer < 2:
			return write(adapter)
		case racer < 5:
			return read(adapter, kept)
		}
		return read(adapter, removed)
	})
	for _, err := range errs {
		if err != nil {
			s.t.Error(err)
		}
	}
}

func checkOwnership(s *suite) {
	k := key("ownership")
	value := func() persistence.Attributes {
		return persistence.Attributes{"list": []any{"a", map[string]any{"b": "c"}}, "map": map[string]any{"d": []any{"e"}}, "text": "f"}
	}
	spoil := func(attributes persistence.Attributes) {
		attributes["list"].([]any)[0] = "spoilt"
		attributes["list"].([]any)[1].(map[string]any)["b"] = "spoilt"
		attributes["map"].(map[string]any)["d"].([]any)[0] = "spoilt"
		attributes["map"].(map[string]any)["new"] = "spoilt"
		delete(attributes, "text")
	}
	saved := value()
	version := s.put(k, saved, persistence.None)
	if d := diff(value(), saved); d != "" {
		s.t.Fatalf("Put changed the attributes it was given:\n%s", d)
	}
	spoil(saved)
	s.wantItem(k, value(), version)
	if s.t.Failed() {
		return
	}
	spoil(s.get(s.adapter, k).Attributes)
	s.wantItem(k, value(), version)

	// Those of an absent item belong to the caller, too.
	s.get(s.adapter, key("ownership, absent")).Attributes["x"] = 1
	s.wantAbsent(key("ownership, absent"))
}

func checkCancelled(s *suite) {
	k, absent := key("cancelled"), key("cancelled, absent")
	value := persistence.Attributes{"text": secretMark}
	version := s.put(k, value, persistence.None)

	cancelled, cancel := context.WithCancel(s.ctx)
	cancel()
	expired, cancel := context.WithDeadline(s.ctx, time.Unix(0, 0))
	defer cancel()
	for _, ctx := range []context.Context{cancelled, expired} {
		want := ctx.Err()
		_, err := s.adapter.Get(ctx, k)
		s.wantError(err, persistence.OpRead, k, want)
		_, err = s.adapter.Get(ctx, absent)
		s.wantError(err, persistence.OpRead, absent, want)
		for _, expect := range []persistence.Version{version, persistence.Any} {
			_, err = s.adapter.Put(ctx, k, persistence.Attributes{"text": secretMark, "n": 1}, expect)
			s.wantError(err, persistence.OpSave, k, want)
			s.wantError(s.adapter.Delete(ctx, k, expect), persistence.OpDelete, k, want)
		}
		_, err = s.adapter.Put(ctx, absent, value, persistence.None)
		s.wantError(err, persistence.OpSave, absent, want)
	}
	s.wantItem(k, value, version)
	s.wantAbsent(absent)
}

func checkKeys(s *suite) {
	var valid []string
	versions := make(map[string]persistence.Version)
	value := func(key string) persistence.Attributes { return persistence.Attributes{"key": key} }
	for _, k := range keys() {
		version, err := s.adapter.Put(s.ctx, k, value(k), persistence.None)
		if s.invalidKey(k) {
			s.wantError(err, persistence.OpSave, k, persistence.ErrInvalidKey)
			_, err = s.adapter.Get(s.ctx, k)
			s.wantError(err, persistence.OpRead, k, persistence.ErrInvalidKey)
			s.wantError(s.adapter.Delete(s.ctx, k, persistence.Any), persistence.OpDelete, k, persistence.ErrInvalidKey)
			continue
		}
		if err != nil {
			s.t.Errorf("Put with the key %.60q, which no other item has: %v", k, err)
			continue
		}
		valid = append(valid, k)
		versions[k] = version
	}
	for _, k := range valid {
		s.wantItem(k, value(k), versions[k])
	}
	for i, k := range valid {
		if i%2 == 0 {
			if err := s.adapter.Delete(s.ctx, k, versions[k]); err != nil {
				s.t.Errorf("Delete of %.60q: %v", k, err)
			}
		}
	}
	for i, k := range valid {
		if i%2 == 0 {
			s.wantAbsent(k)
		} else {
			s.wantItem(k, value(k), versions[k])
		}
	}
}

func checkInvalidKeys(s *suite) {
	for _, k := range badKeys() {
		_, err := s.adapter.Get(s.ctx, k)
		s.wantError(err, persistence.OpRead, k, persistence.ErrInvalidKey)
		for _, expect := range []persistence.Version{persistence.None, persistence.Any} {
			_, err = s.adapter.Put(s.ctx, k, persistence.Attributes{"n": 1}, expect)
			s.wantError(err, persistence.OpSave, k, persistence.ErrInvalidKey)
			s.wantError(s.adapter.Delete(s.ctx, k, expect), persistence.OpDelete, k, persistence.ErrInvalidKey)
		}
	}
}

func checkInvalidAttributes(s *suite) {
	cycle := make(map[string]any)
	cycle["cycle"] = []any{cycle}
	k, absent := key("invalid attributes"), key("invalid attributes, absent")
	value := persistence.Attributes{"n": 1}
	version := s.put(k, value, persistence.None)
	for _, attributes := range []persistence.Attributes{
		{"x": math.NaN()}, {"x": math.Inf(1)}, {"x": []any{math.Inf(-1)}}, {"x": make(chan int)}, {"x": func() {}},
		{"x": map[string]any{"y": complex(1, 1)}}, {"x": cycle}, {"x": failingMarshaler{}}, {"x": nested(10_001)},
	} {
		attributes["text"] = secretMark
		for _, expect := range []persistence.Version{version, persistence.Any} {
			_, err := s.adapter.Put(s.ctx, k, attributes, expect)
			s.wantError(err, persistence.OpSave, k, persistence.ErrInvalidAttributes)
		}
		_, err := s.adapter.Put(s.ctx, absent, attributes, persistence.None)
		s.wantError(err, persistence.OpSave, absent, persistence.ErrInvalidAttributes)
	}
	s.wantItem(k, value, version)
	s.wantAbsent(absent)
}

type failingMarshaler struct{}

func (failingMarshaler) MarshalJSON() ([]byte, error) { return nil, errors.New("no JSON form") }

func checkUnreachable(s *suite) {
	if s.h.Unreachable == nil {
		s.t.Skip("Harness.Unreachable is nil")
	}
	adapter := s.h.Unreachable(s.t)
	k := key("unreachable")
	item, err := adapter.Get(s.ctx, k)
	s.wantError(err, persistence.OpRead, k, nil)
	if err != nil && (len(item.Attributes) != 0 || item.Version != persistence.None) {
		s.t.Errorf("Get failed and returned an item: %v", item)
	}
	for _, expect := range []persistence.Version{persistence.None, persistence.Any, "1"} {
		_, err := adapter.Put(s.ctx, k, persistence.Attributes{"text": secretMark}, expect)
		s.wantError(err, persistence.OpSave, k, nil)
		s.wantError(adapter.Delete(s.ctx, k, expect), persistence.OpDelete, k, nil)
	}
}

func checkCorrupt(s *suite) {
	if s.store.Corrupt == nil {
		s.t.Skip("Store.Corrupt is nil")
	}
	for i, text := range []string{
		`{"text": "` + secretMark, `{"text": "` + secretMark + `"} {}`, `{"text": ` + secretMark + `}`, `{` + secretMark + `: 1}`,
		`["` + secretMark + `"]`, `"` + secretMark + `"`, secretMark, "null", "42", "  \n", "\x00", "\xef\xbb\xbf{}", "<xml/>",
		`{"a": 1, "text": "` + secretMark + "\n\"}", strings.Repeat("[", 100_000), strings.Repeat(`{"a":`, 20_000) + "1" + strings.Repeat("}", 20_000),
	} {
		k := key(fmt.Sprintf("corrupt %d", i))
		s.put(k, persistence.Attributes{"n": 1}, persistence.None)
		s.store.Corrupt(s.t, k, text)
		raw := s.raw(k)
		for _, adapter := range []persistence.Adapter{s.adapter, s.second} {
			item, err := adapter.Get(s.ctx, k)
			s.wantError(err, persistence.OpRead, k, persistence.ErrCorrupt)
			if err == nil {
				s.t.Errorf("Get read %v from the corrupt value %.60q", item.Attributes, text)
			}
		}
		_, err := s.adapter.Put(s.ctx, k, persistence.Attributes{"n": 2}, persistence.None)
		s.wantError(err, persistence.OpSave, k, persistence.ErrConflict)
		if after := s.raw(k); after != raw {
			s.t.Errorf("the corrupt value did not stay in place: it was %.100q and is %.100q", raw, after)
		}
		// The way out is to write or delete regardless.
		if i%2 == 0 {
			s.delete(k, persistence.Any)
			s.wantAbsent(k)
			continue
		}
		s.wantItem(k, persistence.Attributes{"n": 2}, s.put(k, persistence.Attributes{"n": 2}, persistence.Any))
	}
}

func (s *suite) raw(key string) string {
	s.t.Helper()
	if s.store.Raw == nil {
		return ""
	}
	return s.store.Raw(s.t, key)
}

func checkClose(s *suite) {
	closer, ok := s.adapter.(io.Closer)
	if !ok {
		s.t.Skip("the adapter is not an io.Closer")
	}
	k := key("close")
	s.put(k, persistence.Attributes{"n": 1}, persistence.None)
	for i := range 2 {
		if err := closer.Close(); err != nil {
			s.t.Errorf("Close, call %d: %v", i+1, err)
		}
	}
	_, err := s.adapter.Get(s.ctx, k)
	s.wantError(err, persistence.OpRead, k, nil)
	_, err = s.adapter.Put(s.ctx, k, persistence.Attributes{"n": 2}, persistence.Any)
	s.wantError(err, persistence.OpSave, k, nil)
	s.wantError(s.adapter.Delete(s.ctx, k, persistence.Any), persistence.OpDelete, k, nil)
}
