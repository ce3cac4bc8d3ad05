package js

import "runtime/metrics"

// heapSize returns the bytes of the heap that were live when it was last
// collected, and those that it holds now.
func heapSize() (live, objects int64) {
	samples := [2]metrics.Sample{
		{Name: "/gc/heap/live:bytes"},
		{Name: "/memory/classes/heap/objects:bytes"},
	}
	metrics.Read(samples[:])
	return int64(samples[0].Value.Uint64()), int64(samples[1].Value.Uint64())
}
