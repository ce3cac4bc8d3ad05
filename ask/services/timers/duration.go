package timers

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// FormatDuration returns d in whole seconds as ISO 8601 writes it, such as
// "PT2M3S". Negative durations become "PT0S".
func FormatDuration(d time.Duration) string {
	seconds := max(int64(d/time.Second), 0)
	var b strings.Builder
	b.WriteString("PT")
	if hours := seconds / 3600; hours > 0 {
		fmt.Fprintf(&b, "%dH", hours)
	}
	if minutes := seconds / 60 % 60; minutes > 0 {
		fmt.Fprintf(&b, "%dM", minutes)
	}
	if rest := seconds % 60; rest > 0 || seconds == 0 {
		fmt.Fprintf(&b, "%dS", rest)
	}
	return b.String()
}

// isoDuration matches durations without years and months, whose length varies,
// and of so few digits that they do not overflow.
var isoDuration = regexp.MustCompile(`^P(?:(\d{1,4})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$`)

// ParseDuration reads a duration as ISO 8601 writes it, such as "PT1H3M31S", as
// far as days.
func ParseDuration(s string) (time.Duration, error) {
	parts := isoDuration.FindStringSubmatch(s)
	if parts == nil || strings.Join(parts[1:], "") == "" || strings.HasSuffix(s, "T") {
		return 0, errors.New("not a duration such as PT1H3M31S: " + strconv.Quote(s))
	}
	var total time.Duration
	for i, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute} {
		if parts[i+1] != "" {
			n, _ := strconv.Atoi(parts[i+1]) // digits only, and few enough
			total += time.Duration(n) * unit
		}
	}
	if parts[4] != "" {
		seconds, _ := time.ParseDuration(parts[4] + "s")
		total += seconds
	}
	return total, nil
}
