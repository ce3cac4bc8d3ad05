package template

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

func TestLRU(t *testing.T) { // A-TPL-08
	now := time.Now()
	c := newLRU[string](10, time.Hour, func() time.Time { return now })
	has := func(key string, want bool) {
		t.Helper()
		v, ok := c.get(key)
		if ok != want || ok && v != "value of "+key {
			t.Errorf("get(%q) = %q, %v, want %v", key, v, ok, want)
		}
	}
	put := func(key string, size int) { c.put(key, "value of "+key, size) }

	has("a", false)
	put("a", 4)
	put("b", 4)
	has("a", true) // goes before b
	put("c", 4)    // b has to go
	has("b", false)
	has("a", true)
	has("c", true)

	put("large", 11) // does not fit at all
	has("large", false)
	has("a", true)

	put("a", 8) // replaces the smaller one, and c has to go
	has("a", true)
	has("c", false)
	if c.size != 8 || c.order.Len() != 1 || len(c.items) != 1 {
		t.Errorf("size %d, %d in order, %d items", c.size, c.order.Len(), len(c.items))
	}

	put("whole", 10)
	has("whole", true)
	now = now.Add(time.Hour - 1)
	has("whole", true)
	now = now.Add(1)
	has("whole", false) // stale, and dropped
	if c.size != 0 || c.order.Len() != 0 || len(c.items) != 0 {
		t.Errorf("size %d, %d in order, %d items", c.size, c.order.Len(), len(c.items))
	}
}

func TestLRUDefaults(t *testing.T) {
	c := newLRU[int](0, 0, nil)
	if c.capacity != 5<<20 || c.ttl != 24*time.Hour {
		t.Errorf("capacity %d, time to live %v", c.capacity, c.ttl)
	}
	c.put("a", 1, 5<<20)
	if _, ok := c.get("a"); !ok {
		t.Error("not kept")
	}
}

func TestLRUConcurrent(t *testing.T) {
	c := newLRU[int](100, time.Hour, nil)
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 1000 {
				key := fmt.Sprint(i * g % 50)
				c.put(key, i, i%20)
				c.get(key)
			}
		})
	}
	wg.Wait()
	total := 0
	for e := c.order.Front(); e != nil; e = e.Next() {
		total += e.Value.(entry[int]).size
	}
	if total != c.size || total > 100 || len(c.items) != c.order.Len() {
		t.Errorf("sizes add up to %d, counted %d; %d items, %d in order", total, c.size, len(c.items), c.order.Len())
	}
}
