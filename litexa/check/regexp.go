package check

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkRegexp returns what JavaScript has against a regular expression without
// the flag "u", or nil.
func checkRegexp(pattern, flags string) error {
	for i, f := range flags {
		if strings.ContainsRune(flags[:i], f) {
			return fmt.Errorf("the flag %q is there twice", f)
		}
	}
	r := &regexpReader{rest: pattern, names: map[string]bool{}}
	if err := r.disjunction(0); err != nil {
		return err
	}
	if r.rest != "" {
		return errors.New("there is a ) without its (")
	}
	return nil
}

// deepestRegexp limits the nesting of groups.
const deepestRegexp = 200

var (
	errNothingToRepeat = errors.New("nothing stands before a *, +, ? or {} that it could repeat")
	errOpenGroup       = errors.New("a ( has no )")
	errOpenClass       = errors.New("a [ has no ]")
)

// regexpReader reads a regular expression by the grammar of ECMAScript, the
// additions for browsers (its Annex B) included.
type regexpReader struct {
	rest  string
	names map[string]bool
}

func (r *regexpReader) take(prefix string) bool {
	rest, ok := strings.CutPrefix(r.rest, prefix)
	r.rest = rest
	return ok
}

// disjunction reads up to the end or a ")".
func (r *regexpReader) disjunction(depth int) error {
	if depth > deepestRegexp {
		return fmt.Errorf("groups are nested more than %d deep", deepestRegexp)
	}
	for r.rest != "" && r.rest[0] != ')' {
		if r.take("|") {
			continue
		}
		repeatable, err := r.term(depth)
		if err != nil {
			return err
		}
		low, high, ok := r.quantifier()
		switch {
		case ok && !repeatable:
			return errNothingToRepeat
		case high < low:
			return fmt.Errorf("the numbers in {%d,%d} are out of order", low, high)
		}
	}
	return nil
}

// term reads an assertion or an atom and reports whether it can be repeated.
func (r *regexpReader) term(depth int) (repeatable bool, err error) {
	if _, _, ok := r.quantifier(); ok {
		return false, errNothingToRepeat
	}
	switch {
	case r.take("^"), r.take("$"), r.take(`\b`), r.take(`\B`):
		return false, nil
	case r.take("("):
		return r.group(depth)
	case r.take("["):
		return true, r.class()
	}
	r.char()
	return true, nil
}

// group reads a group after its "(".
func (r *regexpReader) group(depth int) (repeatable bool, err error) {
	repeatable = true
	switch {
	case r.take("?<="), r.take("?<!"):
		repeatable = false
	case r.take("?:"), r.take("?="), r.take("?!"):
	case r.take("?<"):
		name, rest, ok := strings.Cut(r.rest, ">")
		if !ok || !isJavaScriptName(name) {
			return false, errors.New("the name in a (?<name>...) is not valid")
		}
		if r.names[name] {
			return false, fmt.Errorf("two groups have the name %q", name)
		}
		r.names[name], r.rest = true, rest
	case strings.HasPrefix(r.rest, "?"):
		return false, errors.New("a (? is not followed by one of : = ! < that say what the group is")
	}
	if err := r.disjunction(depth + 1); err != nil {
		return false, err
	}
	if !r.take(")") {
		return false, errOpenGroup
	}
	return repeatable, nil
}

func isJavaScriptName(s string) bool {
	for i, c := range s {
		if c != '_' && c != '$' && !unicode.IsLetter(c) && (i == 0 || !unicode.IsDigit(c)) {
			return false
		}
	}
	return s != ""
}

// class reads a class of characters after its "[".
func (r *regexpReader) class() error {
	r.take("^")
	for !r.take("]") {
		if r.rest == "" {
			return errOpenClass
		}
		low, isRange := r.char()
		if len(r.rest) < 2 || r.rest[0] != '-' || r.rest[1] == ']' {
			continue
		}
		r.take("-")
		high, single := r.char()
		if isRange && single && low > high {
			return fmt.Errorf("the range %c-%c is out of order", low, high)
		}
	}
	return nil
}

// char reads a character or an escape sequence. single is false if it stands
// for a class of characters.
func (r *regexpReader) char() (c rune, single bool) {
	escaped := r.take(`\`)
	c, size := utf8.DecodeRuneInString(r.rest)
	r.rest = r.rest[size:]
	if !escaped {
		return c, true
	}
	switch c {
	case 'w', 'W', 'd', 'D', 's', 'S':
		return 0, false
	case 't':
		return '\t', true
	case 'n':
		return '\n', true
	case 'r':
		return '\r', true
	case 'b':
		return '\b', true
	}
	return c, true
}

// quantifier reads *, +, ?, {n}, {n,} or {n,m} with a further ? behind it. A
// brace that begins none of these is an ordinary character.
func (r *regexpReader) quantifier() (low, high int, ok bool) {
	switch {
	case r.take("*"), r.take("+"), r.take("?"):
	case strings.HasPrefix(r.rest, "{"):
		rest := strings.TrimLeft(r.rest[1:], "0123456789,")
		numbers := r.rest[1 : len(r.rest)-len(rest)]
		if rest, ok = strings.CutPrefix(rest, "}"); !ok {
			return 0, 0, false
		}
		if low, high, ok = repetitions(numbers); !ok {
			return 0, 0, false
		}
		r.rest = rest
	default:
		return 0, 0, false
	}
	r.take("?")
	return low, high, true
}

// repetitions reads the numbers of {n}, {n,} or {n,m}.
func repetitions(s string) (low, high int, ok bool) {
	first, second, both := strings.Cut(s, ",")
	low, ok = number(first)
	switch {
	case !ok || !both:
		return low, low, ok
	case second == "":
		return low, math.MaxInt, true
	}
	high, ok = number(second)
	return low, high, ok
}

// number reads digits; a number too large to hold counts as the largest.
func number(s string) (int, bool) {
	if s == "" || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return math.MaxInt, true
	}
	return n, true
}
