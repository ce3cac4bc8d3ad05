package nlu

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A rule reads a phrase as a date or a time.
type rule struct {
	phrases phrases
	value   meaning
}

// A meaning makes of what a pattern has read a date or a time as Alexa writes
// it. It reports false if there is none, such as a 31 April.
type meaning func(v *values, now time.Time) (string, bool)

// means makes a rule of patterns, one a line.
func means(lines string, value meaning) rule { return rule{anyOf(lines), value} }

// readRules adds the values of the phrases that start at word i, by the first
// rule for each end.
func (r *Resolver) readRules(rules []rule, t *text, i int, out *spellings) {
	now := r.now()
	var v values
	for _, rule := range rules {
		rule.phrases.match(&r.reader, t, i, &v, func(end int) {
			if value, ok := rule.value(&v, now); ok {
				out.add(end, value)
			}
		})
	}
}

// presentRef is how Alexa writes "now".
func presentRef(*values, time.Time) (string, bool) { return "PRESENT_REF", true }

// day is n days from today.
func day(n int) meaning {
	return func(_ *values, now time.Time) (string, bool) { return isoDate(now.AddDate(0, 0, n)), true }
}

// weekdayOn is the weekday today or after it; with sign 1, the one after today,
// with sign -1 the one before.
func weekdayOn(sign int) meaning {
	return func(v *values, now time.Time) (string, bool) {
		days := (v.get(captureWeekday) - int(now.Weekday()) + 7) % 7
		switch {
		case sign > 0 && days == 0:
			days = 7
		case sign < 0:
			days -= 7
		}
		return isoDate(now.AddDate(0, 0, days)), true
	}
}

// week is n weeks from this one.
func week(n int) meaning {
	return func(_ *values, now time.Time) (string, bool) {
		year, week := now.AddDate(0, 0, 7*n).ISOWeek()
		return fmt.Sprintf("%04d-W%02d", year, week), true
	}
}

// weekend is the weekend n weeks from this one.
func weekend(n int) meaning {
	return func(v *values, now time.Time) (string, bool) {
		value, ok := week(n)(v, now)
		return value + "-WE", ok
	}
}

// month is n months from this one.
func month(n int) meaning {
	return func(_ *values, now time.Time) (string, bool) {
		return firstOfMonth(now).AddDate(0, n, 0).Format("2006-01"), true
	}
}

// year is n years from this one.
func year(n int) meaning {
	return func(_ *values, now time.Time) (string, bool) { return isoYear(now.Year() + n), true }
}

// quarter is n quarters from this one.
func quarter(n int) meaning {
	return func(_ *values, now time.Time) (string, bool) {
		then := firstOfMonth(now).AddDate(0, 3*n, 0)
		return fmt.Sprintf("%04d-Q%d", then.Year(), (int(then.Month())+2)/3), true
	}
}

// decade is n decades from this one.
func decade(n int) meaning {
	return func(_ *values, now time.Time) (string, bool) {
		return fmt.Sprintf("%03dX", now.Year()/10+n), true
	}
}

// namedDecade is one such as the nineties, of the last hundred years.
func namedDecade(v *values, now time.Time) (string, bool) {
	start := now.Year()/100*100 + v.get(captureDecade)
	if start > now.Year() {
		start -= 100
	}
	return fmt.Sprintf("%03dX", start/10), true
}

// seasonNames are how Alexa writes the seasons, in the order of the lists.
var seasonNames = []string{"SP", "SU", "FA", "WI"}

// season is the season of the year n years from this one.
func season(n int) meaning {
	return func(v *values, now time.Time) (string, bool) {
		y := now.Year() + n
		if v.has(captureYear) {
			y = v.get(captureYear)
		}
		return isoYear(y) + "-" + seasonNames[v.get(captureSeason)], true
	}
}

// yearOf is a year given as a number.
func yearOf(v *values, _ time.Time) (string, bool) { return isoYear(v.get(captureYear)), true }

// monthOf is a month, of the given year or the next one to come; this month
// counts as to come.
func monthOf(v *values, now time.Time) (string, bool) {
	m := time.Month(v.get(captureMonth))
	y := now.Year()
	switch {
	case v.has(captureYear):
		y = v.get(captureYear)
	case m < now.Month():
		y++
	}
	return fmt.Sprintf("%04d-%02d", y, m), true
}

// lastMonthOf is a month, the last one that has passed.
func lastMonthOf(v *values, now time.Time) (string, bool) {
	m := time.Month(v.get(captureMonth))
	y := now.Year()
	if m >= now.Month() {
		y--
	}
	return fmt.Sprintf("%04d-%02d", y, m), true
}

// nextMonthOf is a month, the next one after this month.
func nextMonthOf(v *values, now time.Time) (string, bool) {
	m := time.Month(v.get(captureMonth))
	y := now.Year()
	if m <= now.Month() {
		y++
	}
	return fmt.Sprintf("%04d-%02d", y, m), true
}

// dayOfMonth is a day of the given month, else of the next month that has it to
// come; today counts as to come.
func dayOfMonth(v *values, now time.Time) (string, bool) {
	d := v.get(captureDay)
	if !v.has(captureMonth) {
		for n := range 3 {
			first := firstOfMonth(now).AddDate(0, n, 0)
			then := first.AddDate(0, 0, d-1)
			if then.Month() == first.Month() && (n > 0 || d >= now.Day()) {
				return isoDate(then), true
			}
		}
		return "", false
	}
	return dayIn(d, time.Month(v.get(captureMonth)), v, now)
}

// fixedDay is a day that is the same each year.
func fixedDay(m time.Month, d int) meaning {
	return func(v *values, now time.Time) (string, bool) { return dayIn(d, m, v, now) }
}

func dayIn(d int, m time.Month, v *values, now time.Time) (string, bool) {
	y := now.Year()
	switch {
	case v.has(captureYear):
		y = v.get(captureYear)
	case m < now.Month() || m == now.Month() && d < now.Day():
		y++
	}
	then := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	if then.Day() != d && !v.has(captureYear) && m == time.February && d == 29 { // the next leap year
		for then.Day() != d {
			y++
			then = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		}
	}
	return isoDate(then), then.Day() == d
}

// away is a number of units from today, in the future or, with sign -1, the
// past. Without a number it is one unit.
func away(sign int) meaning {
	return func(v *values, now time.Time) (string, bool) {
		n := 1
		if v.has(captureNumber) {
			n = v.get(captureNumber)
		}
		if n > 10000 {
			return "", false
		}
		n *= sign
		switch unit(v.get(captureUnit)) {
		case unitDay:
			return isoDate(now.AddDate(0, 0, n)), true
		case unitWeek:
			return isoDate(now.AddDate(0, 0, 7*n)), true
		case unitMonth:
			return isoDate(now.AddDate(0, n, 0)), true
		case unitYear:
			return isoDate(now.AddDate(n, 0, 0)), now.Year()+n > 0 && now.Year()+n < 10000
		}
		return "", false
	}
}

func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

func isoDate(t time.Time) string { return t.Format(time.DateOnly) }
func isoYear(y int) string       { return fmt.Sprintf("%04d", y) }

// dates returns the values of AMAZON.DATE that start at word i.
func (r *Resolver) dates(t *text, i int) []spelling {
	var out spellings
	if value, ok := numericDate(t.words[i].fold, r.dayFirst); ok {
		out.add(i+1, value)
	}
	if i+2 < len(t.words) && t.words[i+1].fold == "w" { // 2026-W47
		if value, ok := isoWeek(t, i); ok {
			out.add(value.end, value.value)
		}
	}
	r.readRules(r.language.dates, t, i, &out)
	return out
}

// spellings are values by their ends, the first for an end winning.
type spellings []spelling

func (s *spellings) add(end int, value string) {
	for _, other := range *s {
		if other.end == end {
			return
		}
	}
	*s = append(*s, spelling{end, value})
}

// numericDate reads a date in digits: 2026-11-22, 2026-11, 11/22/2026, 22.11.2026.
func numericDate(s string, dayFirst bool) (string, bool) {
	if !isNumeric(s) {
		return "", false
	}
	for _, layout := range []string{time.DateOnly, "2006-01", "2006/01/02"} {
		if then, err := time.Parse(layout, s); err == nil {
			return then.Format(strings.ReplaceAll(layout, "/", "-")), true
		}
	}
	layouts := []string{"1/2/2006", "1-2-2006", "2.1.2006"}
	if dayFirst {
		layouts = []string{"2/1/2006", "2-1-2006", "2.1.2006"}
	}
	for _, layout := range layouts {
		if then, err := time.Parse(layout, s); err == nil {
			return isoDate(then), true
		}
	}
	return "", false
}

// isoWeek reads a week such as 2026-W47 or a weekend such as 2026-W47-WE.
func isoWeek(t *text, i int) (spelling, bool) {
	y, number, _ := strings.Cut(t.words[i+2].fold, "-")
	if number != "" || len(t.words[i].fold) != 4 || !isDigits(t.words[i].fold) || len(y) != 2 || !isDigits(y) {
		return spelling{}, false
	}
	value := t.words[i].fold + "-W" + y
	if i+3 < len(t.words) && t.words[i+3].fold == "we" {
		return spelling{i + 4, value + "-WE"}, true
	}
	return spelling{i + 3, value}, true
}

// Halves of the day, as the captures of am and pm read them.
const (
	halfMorning   = iota // the hour as it is; twelve is midnight
	halfAfternoon        // twelve hours later
	halfNight            // from six on twelve hours later; twelve is midnight
)

// partNames are how Alexa writes the parts of a day, in the order of the lists.
var partNames = []string{"MO", "AF", "EV", "NI"}

func partOfDay(v *values, _ time.Time) (string, bool) { return partNames[v.get(capturePart)], true }

func currentTime(_ *values, now time.Time) (string, bool) { return now.Format("15:04"), true }

// at is a time that a phrase stands for by itself.
func at(h, m int) meaning {
	return func(*values, time.Time) (string, bool) { return clockTime(h*60+m, nil) }
}

// onTheHour is an hour, plus the captured minutes, plus the given ones.
func onTheHour(minutes int) meaning {
	return func(v *values, _ time.Time) (string, bool) {
		return clockTime(v.get(captureHour)*60+v.get(captureMinute)+minutes, v)
	}
}

// beforeTheHour is the captured minutes before an hour, plus the given ones.
func beforeTheHour(minutes int) meaning {
	return func(v *values, _ time.Time) (string, bool) {
		h := v.get(captureHour)
		if h == 0 {
			h = 24
		}
		if v.has(captureHalf) && h == 12 && v.get(captureHalf) != halfAfternoon {
			h = 24 // a quarter to twelve at night
			return clockTime(h*60-v.get(captureMinute)-minutes, nil)
		}
		return clockTime(h*60-v.get(captureMinute)-minutes, v)
	}
}

// clockFace is a time in digits.
func clockFace(v *values, _ time.Time) (string, bool) { return clockTime(v.get(captureClock), v) }

// clockTime writes minutes after midnight as Alexa does, moved to the half of
// the day that v has read, if any.
func clockTime(minutes int, v *values) (string, bool) {
	if minutes < 0 || minutes > 24*60 {
		return "", false
	}
	if h := minutes / 60; v != nil && v.has(captureHalf) && h <= 12 {
		switch v.get(captureHalf) {
		case halfMorning:
			minutes %= 12 * 60
		case halfAfternoon:
			minutes = minutes%(12*60) + 12*60
		case halfNight:
			minutes %= 12 * 60
			if minutes >= 6*60 {
				minutes += 12 * 60
			}
		}
	}
	minutes %= 24 * 60
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60), true
}

// clock reads a time in digits, such as 7:30, as minutes after midnight.
func clock(s string) (int64, bool) {
	hours, minutes, ok := strings.Cut(s, ":")
	h, err1 := strconv.Atoi(hours)
	m, err2 := strconv.Atoi(minutes)
	if !ok || err1 != nil || err2 != nil || len(minutes) != 2 || h < 0 || m < 0 || m > 59 || h*60+m > 24*60 {
		return 0, false
	}
	return int64(h*60 + m), true
}

// times returns the values of AMAZON.TIME that start at word i.
func (r *Resolver) times(t *text, i int) []spelling {
	var out spellings
	if minutes, ok := clock(t.words[i].fold); ok {
		value, _ := clockTime(int(minutes), nil)
		out.add(i+1, value)
	}
	r.readRules(r.language.times, t, i, &out)
	return out
}

// unit is a unit of time.
type unit int

const (
	unitSecond unit = iota
	unitMinute
	unitHour
	unitDay
	unitWeek
	unitFortnight
	unitMonth
	unitYear
	unitDecade
	units
)

// A durationRule reads one part of a duration, such as "two and a half hours".
// Amounts count quarters of the unit.
type durationRule struct {
	phrases  phrases
	quarters func(v *values) int
}

// lasts makes a rule of patterns, one a line.
func lasts(lines string, quarters func(v *values) int) durationRule {
	return durationRule{anyOf(lines), quarters}
}

// counted is the captured number of units plus some quarters.
func counted(quarters int) func(*values) int {
	return func(v *values) int { return 4*v.get(captureNumber) + quarters }
}

// quartersOf is a fixed amount.
func quartersOf(n int) func(*values) int { return func(*values) int { return n } }

// quarterHours is a number of quarters of an hour, of a word that has the unit in
// it.
func quarterHours(n int) func(*values) int {
	return func(v *values) int {
		v[captureUnit].value = int64(unitHour)
		return n
	}
}

// duration is an amount of each unit.
type duration [units]int

// add adds quarters of a unit and reports whether Alexa could write the result.
func (d *duration) add(u unit, quarters int) bool {
	if quarters < 0 || quarters > 4*1e6 {
		return false
	}
	switch u {
	case unitFortnight:
		u, quarters = unitWeek, 2*quarters
	case unitDecade:
		u, quarters = unitYear, 10*quarters
	}
	whole, rest := quarters/4, quarters%4
	d[u] += whole
	if rest == 0 {
		return true
	}
	switch u {
	case unitMinute:
		d[unitSecond] += 15 * rest
	case unitHour:
		d[unitMinute] += 15 * rest
	case unitDay:
		d[unitHour] += 6 * rest
	case unitWeek:
		hours := 7 * 24 / 4 * rest
		d[unitDay] += hours / 24
		d[unitHour] += hours % 24
	case unitYear:
		d[unitMonth] += 3 * rest
	default:
		return false // there is no half second, and half a month has no length
	}
	return true
}

// String writes the duration in the format of ISO 8601.
func (d duration) String() string {
	var b strings.Builder
	b.WriteByte('P')
	write := func(u unit, letter byte) {
		if d[u] > 0 {
			b.WriteString(strconv.Itoa(d[u]))
			b.WriteByte(letter)
		}
	}
	write(unitYear, 'Y')
	write(unitMonth, 'M')
	write(unitWeek, 'W')
	write(unitDay, 'D')
	if d[unitHour] > 0 || d[unitMinute] > 0 || d[unitSecond] > 0 {
		b.WriteByte('T')
		write(unitHour, 'H')
		write(unitMinute, 'M')
		write(unitSecond, 'S')
	}
	if b.Len() == 1 {
		return "PT0S"
	}
	return b.String()
}

// durations returns the values of AMAZON.DURATION that start at word i.
func (r *Resolver) durations(t *text, i int) []spelling {
	var out spellings
	type part struct {
		end      int
		unit     unit
		quarters int
	}
	parts := func(i int) []part {
		var found []part
		for _, rule := range r.language.durations {
			var v values
			rule.phrases.match(&r.reader, t, i, &v, func(end int) {
				quarters := rule.quarters(&v)
				found = append(found, part{end, unit(v.get(captureUnit)), quarters})
			})
		}
		return found
	}
	var from func(i int, d duration, below unit)
	from = func(i int, d duration, below unit) {
		for _, p := range parts(i) {
			with := d
			if p.unit >= below || !with.add(p.unit, p.quarters) {
				continue
			}
			next := []int{p.end}
			var v values
			r.language.joins.match(&r.reader, t, p.end, &v, func(end int) { next = append(next, end) })
			for _, end := range next {
				if end < len(t.words) {
					from(end, with, p.unit)
				}
			}
			out.add(p.end, with.String())
		}
	}
	from(i, duration{}, units)
	return out
}
