package nlu

import (
	"strconv"
	"strings"
)

// numerals are the number words of a language.
type numerals struct {
	small    map[string]int64           // phrases for 0 to 99
	hundreds map[string]int64           // words for 100 to 900, where they are not compounds
	hundred  map[string]bool            // words that multiply by 100
	powers   map[string]int64           // words that multiply by 1000 and more
	and      map[string]bool            // words between the parts of a number
	one      map[string]bool            // articles that stand for 1 before hundred and the powers
	compound func(string) (int64, bool) // reads numbers that are written as one word
	zero     map[string]bool            // words for the digit 0 when digits are spelled
	minus    map[string]bool
	point    map[string]bool
	group    byte // separates thousands in digits
	decimal  byte
	longest  int // number of words of the longest phrase in small

	// reader reads whole numbers in place of all that, if set.
	reader func(n *numerals, t *text, i int) []ending
}

// maxNumber is where numbers stop being read: beyond it they are text.
const maxNumber = 1e15

// An ending is where a value that starts at some word may end.
type ending struct {
	end   int // the word after the value
	value int64
}

// cardinals returns the whole numbers that start at word i.
func (n *numerals) cardinals(t *text, i int) []ending {
	if n.reader != nil {
		return n.reader(n, t, i)
	}
	var endings []ending
	add := func(end int, value int64) {
		for _, e := range endings {
			if e.end == end {
				return
			}
		}
		endings = append(endings, ending{end, value})
	}
	n.parts(t, i, numberState{powersBelow: maxNumber}, add)
	return endings
}

// numberState is how far a number has been read.
type numberState struct {
	total       int64 // of the groups that a power has closed
	group       int64 // the part below 1000 that is being read
	open        bool  // the group has something in it
	hundreds    bool  // the group's hundreds have been read
	full        bool  // the group's tens and units have been read
	powersBelow int64 // only smaller powers may follow
	connected   bool  // the word before was "and"
	depth       int
}

func (n *numerals) parts(t *text, i int, s numberState, add func(int, int64)) {
	if i >= len(t.words) || s.depth > 24 {
		return
	}
	s.depth++
	started := s.total > 0 || s.open
	next := func(end int, s numberState) {
		s.connected = false
		// The longest reading is added first, so that "two hundred" in
		// "two hundred five" does not hide a longer number with the same end.
		n.parts(t, end, s, add)
		if value := s.total + s.group; value < maxNumber {
			add(end, value)
		}
	}

	// Tens and units.
	if !s.full {
		for length := min(n.longest, len(t.words)-i); length > 0; length-- {
			value, ok := n.small[t.phrase(i, i+length)]
			if !ok || started && value == 0 {
				continue
			}
			if s.open && !s.hundreds {
				continue
			}
			to := s
			to.group, to.open, to.full = s.group+value, true, true
			next(i+length, to)
		}
	}
	w := t.words[i].fold
	// A number in digits, or in one long word, fills the rest of its group.
	if value, ok := n.oneWord(t.words[i]); ok && !s.full && (!s.hundreds || value > 0 && value < 100) && (!started || value < s.powersBelow) {
		to := s
		to.group, to.open, to.full = s.group+value, true, true
		if value >= 1000 {
			to.powersBelow = 1000 // "1500 thousand" is no number
		}
		next(i+1, to)
	}
	// Hundreds.
	if !s.hundreds && !s.full {
		if value, ok := n.hundreds[w]; ok && !s.open {
			to := s
			to.group, to.open, to.hundreds = value, true, true
			next(i+1, to)
		}
	}
	if n.hundred[w] && !s.hundreds && (!s.open || s.group < 100 && s.group > 0) && !s.connected {
		to := s
		to.group, to.open, to.hundreds, to.full = max(s.group, 1)*100, true, true, false
		next(i+1, to)
	}
	// Thousands and more.
	if power, ok := n.powers[w]; ok && power < s.powersBelow && !s.connected && (!s.open || s.group > 0) {
		to := s
		to.total, to.group, to.open, to.hundreds, to.full = s.total+max(s.group, 1)*power, 0, false, false, false
		to.powersBelow = power
		if to.total < maxNumber {
			next(i+1, to)
		}
	}
	if n.and[w] && (s.hundreds && !s.full || s.total > 0 && !s.open) && !s.connected {
		to := s
		to.connected = true
		n.parts(t, i+1, to, add)
	}
	if n.one[w] && !started && i+1 < len(t.words) {
		following := t.words[i+1].fold
		if _, ok := n.powers[following]; ok || n.hundred[following] {
			n.parts(t, i+1, s, add)
		}
	}
}

// oneWord reads a word that is a number by itself: digits, or a compound.
func (n *numerals) oneWord(w word) (int64, bool) {
	if c := w.fold[0]; '0' <= c && c <= '9' {
		return n.digits(w.fold)
	}
	if n.compound != nil {
		return n.compound(w.fold)
	}
	return 0, false
}

// digits reads a whole number in digits, with or without separated thousands.
func (n *numerals) digits(s string) (int64, bool) {
	if len(s) > 20 {
		return 0, false
	}
	if n.group != 0 && strings.IndexByte(s, n.group) > 0 {
		parts := strings.Split(s, string(n.group))
		if len(parts[0]) > 3 {
			return 0, false
		}
		for _, part := range parts[1:] {
			if len(part) != 3 {
				return 0, false
			}
		}
		s = strings.Join(parts, "")
	}
	value, err := strconv.ParseInt(s, 10, 64)
	return value, err == nil && value < maxNumber
}

// A spelling is where a value that starts at some word may end, with the value
// as Alexa writes it.
type spelling struct {
	end   int
	value string
}

// numbers returns the values of AMAZON.NUMBER that start at word i.
func (n *numerals) numbers(t *text, i int) []spelling {
	var out []spelling
	add := func(end int, value string) {
		for _, s := range out {
			if s.end == end {
				return
			}
		}
		out = append(out, spelling{end, value})
	}
	sign := ""
	if i < len(t.words) && n.minus[t.words[i].fold] {
		sign = "-"
		i++
	}
	if i >= len(t.words) {
		return nil
	}
	for _, e := range n.cardinals(t, i) {
		value := sign + formatInt(e.value)
		add(e.end, value)
		if e.end < len(t.words) && n.point[t.words[e.end].fold] {
			for _, fraction := range n.digitRuns(t, e.end+1, 1) {
				add(fraction.end, value+"."+fraction.value)
			}
		}
	}
	if w := t.words[i].fold; n.decimal != 0 && strings.Count(w, string(n.decimal)) == 1 && isNumeric(w) {
		whole, fraction, _ := strings.Cut(w, string(n.decimal))
		if value, ok := n.digits(whole); ok && isDigits(fraction) {
			add(i+1, sign+formatInt(value)+"."+fraction)
		}
	}
	for _, run := range n.digitRuns(t, i, 2) {
		if sign == "" {
			add(run.end, run.value)
		}
	}
	return out
}

// digitRuns returns the runs of at least least spelled digits that start at
// word i, such as "six oh four".
func (n *numerals) digitRuns(t *text, i, least int) []spelling {
	var out []spelling
	var digits strings.Builder
	for count := 1; i < len(t.words) && digits.Len() < 32; count++ {
		w := t.words[i].fold
		value, ok := n.small[w]
		switch {
		case n.zero[w]:
			digits.WriteByte('0')
		case ok && value < 10:
			digits.WriteByte(byte('0' + value))
		case isDigits(w):
			digits.WriteString(w)
		default:
			return out
		}
		i++
		if count >= least {
			out = append(out, spelling{i, digits.String()})
		}
	}
	return out
}

// fourDigits returns the values of AMAZON.FOUR_DIGIT_NUMBER that start at
// word i: four digits, spelled, in pairs ("sixty forty five") or as a number.
func (n *numerals) fourDigits(t *text, i int) []spelling {
	var out []spelling
	add := func(end int, value string) {
		if len(value) != 4 {
			return
		}
		for _, s := range out {
			if s.end == end {
				return
			}
		}
		out = append(out, spelling{end, value})
	}
	for _, run := range n.digitRuns(t, i, 1) {
		add(run.end, run.value)
	}
	for _, year := range n.years(t, i) {
		add(year.end, formatInt(year.value))
	}
	for _, e := range n.cardinals(t, i) {
		add(e.end, formatInt(e.value))
	}
	return out
}

// years returns the numbers of four digits that start at word i, also as people
// speak years: "twenty twenty six", "nineteen oh five", "nineteen hundred".
func (n *numerals) years(t *text, i int) []ending {
	var out []ending
	for _, century := range n.cardinals(t, i) {
		switch {
		case century.value >= 1000 && century.value < 10000:
			out = append(out, century)
		case century.value >= 10 && century.value < 100 && century.end < len(t.words):
			if n.zero[t.words[century.end].fold] {
				for _, unit := range n.cardinals(t, century.end+1) {
					if unit.value > 0 && unit.value < 10 {
						out = append(out, ending{unit.end, century.value*100 + unit.value})
					}
				}
			}
			for _, rest := range n.cardinals(t, century.end) {
				if rest.value >= 10 && rest.value < 100 {
					out = append(out, ending{rest.end, century.value*100 + rest.value})
				}
			}
		}
	}
	return out
}

// phoneNumbers returns the values of AMAZON.PhoneNumber that start at word i.
func (n *numerals) phoneNumbers(t *text, i int) []spelling {
	var out []spelling
	var digits strings.Builder
	for i < len(t.words) && digits.Len() < 32 {
		w := t.words[i].fold
		value, ok := n.small[w]
		switch {
		case n.zero[w]:
			digits.WriteByte('0')
		case ok && value < 100:
			digits.WriteString(formatInt(value))
		case isNumeric(w):
			for _, c := range []byte(w) {
				if '0' <= c && c <= '9' {
					digits.WriteByte(c)
				}
			}
		default:
			return out
		}
		i++
		if digits.Len() >= 3 {
			out = append(out, spelling{i, digits.String()})
		}
	}
	return out
}

// alphanumerics returns the values of AMAZON.AlphaNumeric that start at word i:
// letters, digits and small numbers written together.
func (n *numerals) alphanumerics(t *text, i int) []spelling {
	var out []spelling
	var value strings.Builder
	for i < len(t.words) && value.Len() < 64 {
		w := t.words[i]
		number, ok := n.small[w.fold]
		switch {
		case n.zero[w.fold] && len(w.fold) > 1: // but "o" is a letter
			value.WriteByte('0')
		case ok:
			value.WriteString(formatInt(number))
		case isDigits(w.fold), len([]rune(w.fold)) == 1:
			value.WriteString(w.fold)
		case w.joined || i+1 < len(t.words) && t.words[i+1].joined: // part of "ana102"
			value.WriteString(w.fold)
		default:
			return out
		}
		i++
		if i == len(t.words) || !t.words[i].joined {
			out = append(out, spelling{i, value.String()})
		}
	}
	return out
}

// isNumeric reports whether s is made of digits and what may separate them.
func isNumeric(s string) bool {
	return s != "" && '0' <= s[0] && s[0] <= '9' && strings.Trim(s, "0123456789.,:/-") == ""
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// set makes a set of the folded words of the phrases.
func set(words string) map[string]bool {
	out := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		out[fold(w)] = true
	}
	return out
}

// listed numbers the phrases from first on. Phrases are separated by blanks,
// other names for the same number by "/", and words within one by "_". A number
// without a phrase is "-".
func listed(first int, phrases string) map[string]int {
	out := make(map[string]int)
	for i, names := range strings.Fields(phrases) {
		if names == "-" {
			continue
		}
		for name := range strings.SplitSeq(names, "/") {
			out[phraseKey(strings.ReplaceAll(name, "_", " "))] = first + i
		}
	}
	return out
}

// phraseKey returns the key of a phrase in phrase maps.
func phraseKey(s string) string { return newText(s, "").key }

// smallNumbers makes the phrases for 0 to 99 from the list of those below
// limit, which are listed as in [listed], and a function for the rest.
func smallNumbers(first string, rest func(int) string) (map[string]int64, int) {
	out := make(map[string]int64)
	for phrase, value := range listed(0, first) {
		out[phrase] = int64(value)
	}
	longest := 1
	for i := range 100 {
		if rest == nil {
			break
		}
		for phrase := range strings.SplitSeq(rest(i), "/") {
			if phrase != "" {
				out[phraseKey(phrase)] = int64(i)
			}
		}
	}
	for phrase := range out {
		longest = max(longest, len(newText(phrase, "").words))
	}
	return out, longest
}

func formatInt(n int64) string { return strconv.FormatInt(n, 10) }
