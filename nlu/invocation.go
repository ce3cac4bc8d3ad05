package nlu

import "strings"

// An Invocation is an utterance that opens the skill.
type Invocation struct {
	// Request is what the user asks the skill at once, such as "order a coffee"
	// in "ask persistent cafe to order a coffee". It is empty when the user just
	// opens the skill.
	Request string

	// Connective is the word that stood before the request, such as "to" or
	// "for"; sample utterances may begin with it.
	Connective string
}

// Launch reports whether the user opens the skill without asking for anything.
func (i Invocation) Launch() bool { return i.Request == "" }

// An invocationRule reads utterances that open a skill.
type invocationRule struct {
	pattern pattern
	kind    invocationKind
}

type invocationKind int

const (
	launch  invocationKind = iota
	oneShot                // {rest} is what the user asks
)

// invocations makes rules of patterns, one a line.
func invocations(lines string, kind invocationKind) []invocationRule {
	var rules []invocationRule
	for _, p := range patterns(lines) {
		rules = append(rules, invocationRule{p, kind})
	}
	return rules
}

// ParseInvocation reads an utterance that opens the skill by its invocation
// name, with or without the wake word: "Alexa, open persistent cafe", "ask
// persistent cafe to order a coffee", "order a coffee with persistent cafe". It
// reports false when the utterance does not, or is longer than [MaxUtterance].
func (r *Resolver) ParseInvocation(utterance string) (Invocation, bool) {
	if len(utterance) > MaxUtterance || len(r.reader.name.words) == 0 {
		return Invocation{}, false
	}
	t := newText(utterance, r.language.ampersand)
	if len(t.words) > maxWords {
		return Invocation{}, false
	}
	starts := r.starts(t)
	ends := r.ends(t)
	for _, rule := range r.language.invocations {
		var best values
		matched := false
		for _, start := range starts {
			var v values
			r.reader.match(rule.pattern, t, start, &v, func(end int) {
				// Of several readings, the one with the shortest request has
				// told most words of the invocation from it.
				if ends[end] && (!matched || v.width(captureRest) < best.width(captureRest)) {
					matched, best = true, v
				}
			})
		}
		switch {
		case !matched:
			continue
		case rule.kind == launch:
			return Invocation{}, true
		}
		from, to := best[captureRest].start, best[captureRest].end
		invocation := Invocation{Request: t.original(from, to)}
		if name := best[captureName].end; name < from {
			invocation.Connective = t.original(name, from)
		}
		return invocation, true
	}
	return Invocation{}, false
}

func (v *values) width(kind capture) int { return v[kind].end - v[kind].start }

// ResolveInvocation resolves the request of an invocation, trying it with and
// without the word that connects it to the invocation name.
func (r *Resolver) ResolveInvocation(invocation Invocation) (Result, error) {
	result, err := r.Resolve(invocation.Request)
	if err != nil || invocation.Connective == "" {
		return result, err
	}
	connected, err := r.Resolve(strings.Join([]string{invocation.Connective, invocation.Request}, " "))
	if err != nil {
		return result, nil
	}
	if connected.better(result) {
		return connected, nil
	}
	return result, nil
}

// IsExit reports whether an utterance closes the skill without the skill hearing
// it, such as "exit"; or "stop", if the model has neither AMAZON.StopIntent nor
// AMAZON.CancelIntent.
func (r *Resolver) IsExit(utterance string) bool {
	if r.isPhrase(utterance, r.language.exits) {
		return true
	}
	return r.model.Intent("AMAZON.StopIntent") == nil && r.model.Intent("AMAZON.CancelIntent") == nil &&
		r.isPhrase(utterance, r.stop)
}

// Confirmation reads an utterance as an answer to a question for confirmation.
// It reports false in ok when it is neither yes nor no.
func (r *Resolver) Confirmation(utterance string) (yes, ok bool) {
	if r.isPhrase(utterance, r.yes) {
		return true, true
	}
	return false, r.isPhrase(utterance, r.no)
}

// isPhrase reports whether one of the patterns matches the whole utterance.
func (r *Resolver) isPhrase(utterance string, phrases phrases) bool {
	if len(utterance) > MaxUtterance {
		return false
	}
	t := newText(utterance, r.language.ampersand)
	if len(t.words) > maxWords {
		return false
	}
	ends := r.ends(t)
	matched := false
	for _, start := range r.starts(t) {
		var v values
		phrases.match(&r.reader, t, start, &v, func(end int) { matched = matched || ends[end] })
	}
	return matched
}

// starts returns the words at which the matter of an utterance may start: the
// first, and those after phrases such as the wake word or "please".
func (r *Resolver) starts(t *text) []int {
	starts := []int{0}
	var v values
	for n := 0; n < len(starts) && n < 4; n++ {
		r.language.before.match(&r.reader, t, starts[n], &v, func(end int) {
			if end < len(t.words) && end > starts[n] {
				starts = append(starts, end)
			}
		})
	}
	return sortedUnique(starts)
}

// ends returns, for each position in an utterance, whether its matter may end
// there.
func (r *Resolver) ends(t *text) []bool {
	ends := make([]bool, len(t.words)+1)
	ends[len(t.words)] = true
	var v values
	for i := len(t.words) - 1; i > 0 && i >= len(t.words)-8; i-- {
		r.language.after.match(&r.reader, t, i, &v, func(end int) { ends[i] = ends[i] || ends[end] })
	}
	return ends
}
