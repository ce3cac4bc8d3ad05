package template

import (
	"container/list"
	"sync"
	"time"
)

// The defaults of a cache.
const (
	cacheBytes = 5 << 20
	cacheTTL   = 24 * time.Hour
)

// lru keeps the values that were used last, up to a total size.
type lru[V any] struct {
	capacity int
	ttl      time.Duration
	now      func() time.Time

	mu    sync.Mutex
	size  int
	order *list.List // of entry[V], the last used first
	items map[string]*list.Element
}

type entry[V any] struct {
	key   string
	value V
	size  int
	added time.Time
}

// newLRU returns an empty cache; zero values stand for the defaults.
func newLRU[V any](capacity int, ttl time.Duration, now func() time.Time) *lru[V] {
	if capacity == 0 {
		capacity = cacheBytes
	}
	if ttl == 0 {
		ttl = cacheTTL
	}
	if now == nil {
		now = time.Now
	}
	return &lru[V]{capacity: capacity, ttl: ttl, now: now, order: list.New(), items: make(map[string]*list.Element)}
}

func (c *lru[V]) get(key string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var none V
	item := c.items[key]
	if item == nil {
		return none, false
	}
	e := item.Value.(entry[V])
	if c.now().Sub(e.added) >= c.ttl {
		c.remove(item)
		return none, false
	}
	c.order.MoveToFront(item)
	return e.value, true
}

// put keeps a value unless it is larger than the whole cache.
func (c *lru[V]) put(key string, value V, size int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if item := c.items[key]; item != nil {
		c.remove(item)
	}
	if size > c.capacity {
		return
	}
	for c.size+size > c.capacity {
		c.remove(c.order.Back())
	}
	c.items[key] = c.order.PushFront(entry[V]{key, value, size, c.now()})
	c.size += size
}

func (c *lru[V]) remove(item *list.Element) {
	e := c.order.Remove(item).(entry[V])
	delete(c.items, e.key)
	c.size -= e.size
}
