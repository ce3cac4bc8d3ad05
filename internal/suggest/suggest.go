// Package suggest finds what somebody may have meant, for error messages.
package suggest

import "iter"

// longest is the length in bytes of the longest word that Nearest compares.
const longest = 64

// Nearest returns the candidate that is most like word, or "" if none is like
// enough for a typing mistake. Of equally near candidates the first by name
// wins, so that messages do not depend on the order of a map.
func Nearest(word string, candidates iter.Seq[string]) string {
	limit := max(1, (len(word)+1)/3)
	nearest, best := "", limit+1
	for c := range candidates {
		if c == word || len(c) > longest || len(word) > longest || len(c)-len(word) > limit || len(word)-len(c) > limit {
			continue
		}
		if d := distance(lower(word), lower(c)); d < best || d == best && d <= limit && c < nearest {
			nearest, best = c, d
		}
	}
	return nearest
}

// Question returns " (did you mean "candidate"?)" for the nearest candidate,
// or "".
func Question(word string, candidates iter.Seq[string]) string {
	if n := Nearest(word, candidates); n != "" {
		return ` (did you mean "` + n + `"?)`
	}
	return ""
}

// distance counts the insertions, deletions, replacements and swaps of
// neighbours that turn a into b.
func distance(a, b string) int {
	var rows [3][longest + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := range len(a) {
		row[0] = i + 1
		for j := range len(b) {
			d := last[j]
			if a[i] != b[j] {
				d++
			}
			d = min(d, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				d = min(d, before[j-1]+1)
			}
			row[j+1] = d
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// lower lowers ASCII letters, so that the length stays.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c + 'a' - 'A'
		}
	}
	return string(b)
}
