package nlu

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// What a match costs. A literal word costs nothing, so that the match with the
// most literal words wins; of the words in slots, those that the slot's type
// knows cost less than others. The costs are such that a slot never beats the
// literal word at the same place, and that two words in place of one known value
// never pay.
const (
	costSlot      = 10  // each slot, so that fewer slots win
	costMember    = 20  // a word of a value in the model
	costReadable  = 22  // a word of a number, date or the like
	costListed    = 24  // a word of a value in a built-in list
	costAnyBuilt  = 60  // any other word in a slot of a built-in type
	costAnyCustom = 80  // any other word in a slot of a custom type
	costSearch    = 100 // a word in AMAZON.SearchQuery
	costVariant   = 5   // a value with an article or in the plural
	costAccent    = 1   // a difference in diacritics
	costPolite    = 2   // a word such as "please" around the utterance
	costIgnored   = 90  // any other word that the sample does not have
	answerBonus   = 60  // the slot was asked for
)

// An entry is a node at which a search starts.
type entry struct {
	node  int32
	bonus int
}

// search is one utterance being resolved.
type search struct {
	resolver *Resolver
	text     *text
	ends     []bool
	states   []state
	at       [][]int32 // states by position
	ids      []int32   // of the words
	joined   []joinedWord
	spans    map[spanKey][]int32 // costs of a slot's value by length
	read     map[readKey][]spelling
	lists    map[spanKey]*itemList
	numbers  [][]ending
	ignore   int16 // how many words may be ignored
}

type joinedWord struct {
	id  int32
	end int
}

type spanKey struct {
	typ int32
	at  int
}

type readKey struct {
	kind typeKind
	at   int
}

// A state is a node reached with the words up to a position. What the words
// since the state before it are, slot says: the type of a slot, literal or
// ignored.
type state struct {
	node     int32
	before   int32
	slot     int32
	cost     int32
	position int32
	words    int16 // literal words
	ignored  int16 // words
}

const (
	literal int32 = -1
	ignored int32 = -2
)

// search returns the best match for each intent, in no order. Up to ignore words
// of the utterance need not be in the sample.
func (r *Resolver) search(t *text, entries []entry, ignore int) []Match {
	n := len(t.words)
	if n == 0 {
		return nil
	}
	s := &search{resolver: r, text: t, ends: r.ends(t), at: make([][]int32, n+1), ignore: int16(ignore)}
	s.ids = make([]int32, n)
	s.joined = make([]joinedWord, n)
	for i, w := range t.words {
		s.ids[i] = r.wordID(w.fold)
		s.joined[i].id = -1
		if end := joinedEnd(t, i); end > i+1 {
			s.joined[i] = joinedWord{r.wordID(t.phrase(i, end)), end}
		}
	}
	if r.hasNums {
		s.numbers = make([][]ending, n)
		for i := range t.words {
			s.numbers[i] = r.language.numerals.cardinals(t, i)
		}
	}
	for _, start := range r.starts(t) {
		for _, e := range entries {
			s.push(state{node: e.node, before: -1, slot: literal, position: int32(start), cost: int32(costPolite*start - e.bonus)})
		}
	}
	best := make(map[string]*found)
	for i := 0; i <= n; i++ {
		s.prune(i)
		for _, index := range s.at[i] {
			if s.ends[i] {
				s.finish(best, index, i)
			}
			if i < n {
				s.advance(index, i)
			}
		}
	}
	matches := make([]Match, 0, len(best))
	for _, f := range best {
		matches = append(matches, s.match(f))
	}
	return matches
}

func (r *Resolver) wordID(word string) int32 {
	if id, ok := r.words[word]; ok {
		return id
	}
	return -1
}

func (s *search) push(st state) {
	s.states = append(s.states, st)
	s.at[st.position] = append(s.at[st.position], int32(len(s.states)-1))
}

// prune keeps the cheapest state of each node at a position.
func (s *search) prune(i int) {
	at := s.at[i]
	if len(at) < 2 {
		return
	}
	slices.SortFunc(at, func(a, b int32) int {
		x, y := &s.states[a], &s.states[b]
		return cmp.Or(cmp.Compare(x.node, y.node), cmp.Compare(x.cost, y.cost), cmp.Compare(y.words, x.words), cmp.Compare(a, b))
	})
	s.at[i] = slices.CompactFunc(at, func(a, b int32) bool { return s.states[a].node == s.states[b].node })
}

// advance follows the edges from a state.
func (s *search) advance(index int32, i int) {
	r, from := s.resolver, s.states[index]
	follow := func(node int32, end int) {
		s.push(state{
			node: node, before: index, slot: literal, cost: from.cost, position: int32(end),
			words: from.words + 1, ignored: from.ignored,
		})
	}
	if from.ignored < s.ignore {
		s.push(state{
			node: from.node, before: index, slot: ignored, cost: from.cost + costIgnored, position: int32(i + 1),
			words: from.words, ignored: from.ignored + 1,
		})
	}
	if id := s.ids[i]; id >= 0 {
		if node, ok := r.edges[edge{from.node, id}]; ok {
			follow(node, i+1)
		}
	}
	if j := s.joined[i]; j.id >= 0 {
		if node, ok := r.edges[edge{from.node, j.id}]; ok {
			follow(node, j.end)
		}
	}
	if s.numbers != nil {
		for _, e := range s.numbers[i] {
			if node, ok := r.graph.numbers[numberEdge{from.node, e.value}]; ok {
				follow(node, e.end)
			}
		}
	}
	for _, e := range r.slots[from.node] {
		for length, cost := range s.costs(e.typ, i) {
			end := i + length + 1
			if cost < 0 || !s.leads(e.node, end) {
				continue
			}
			s.push(state{
				node: e.node, before: index, slot: e.typ, cost: from.cost + costSlot + cost, position: int32(end),
				words: from.words, ignored: from.ignored,
			})
		}
	}
}

// leads reports whether something can follow at a node.
func (s *search) leads(node int32, i int) bool {
	r := s.resolver
	if s.ends[i] && len(r.final[node]) > 0 {
		return true
	}
	if i == len(s.text.words) {
		return false
	}
	if len(r.slots[node]) > 0 || s.ignore > 0 {
		return true
	}
	if id := s.ids[i]; id >= 0 {
		if _, ok := r.edges[edge{node, id}]; ok {
			return true
		}
	}
	if j := s.joined[i]; j.id >= 0 {
		if _, ok := r.edges[edge{node, j.id}]; ok {
			return true
		}
	}
	return s.numbers != nil && len(s.numbers[i]) > 0
}

// costs returns what the words from i on cost as a value of a type, by their
// number less one; -1 where they cannot be one.
func (s *search) costs(index int32, i int) []int32 {
	key := spanKey{index, i}
	if costs, ok := s.spans[key]; ok {
		return costs
	}
	if s.spans == nil {
		s.spans = make(map[spanKey][]int32)
	}
	r, t := s.resolver, s.text
	typ := r.types[index]
	var costs []int32
	if typ.multiple {
		costs = s.items(r, typ, i).costs
	} else {
		costs = make([]int32, len(t.words)-i)
		for end := i + 1; end <= len(t.words); end++ {
			costs[end-i-1] = s.cost(r, typ, i, end)
		}
	}
	s.spans[key] = costs
	return costs
}

// cost returns what the words from i to j cost as one value of a type.
func (s *search) cost(r *Resolver, typ *slotType, i, j int) int32 {
	words := int32(j - i)
	how := miss
	if typ.catalogue != nil {
		_, _, how = typ.catalogue.find(r.language, s.text, i, j)
	}
	if dynamic := r.dynamic[typ.name]; dynamic != nil && how != exact {
		_, _, other := dynamic.find(r.language, s.text, i, j)
		how = max(how, other)
	}
	price := func(word int32, how hit) int32 {
		if how == variant {
			return word*words + costVariant
		}
		return word * words
	}
	if how != miss {
		return price(costMember, how)
	}
	switch typ.kind {
	case kindCustom:
		return costAnyCustom * words
	case kindSearch:
		return costSearch * words
	case kindList:
		if how := typ.listed(r.language, s.text, i, j); how != miss {
			return price(costListed, how)
		}
		return costAnyBuilt * words
	}
	for _, reading := range s.readings(r, typ.kind, i) {
		if reading.end == j {
			return costReadable * words
		}
	}
	return -1
}

// readings returns what a strict type can read from word i on.
func (s *search) readings(r *Resolver, kind typeKind, i int) []spelling {
	key := readKey{kind, i}
	if readings, ok := s.read[key]; ok {
		return readings
	}
	if s.read == nil {
		s.read = make(map[readKey][]spelling)
	}
	readings := r.readable(kind, s.text, i)
	s.read[key] = readings
	return readings
}

// itemList is how the words from one on can be cut into the values of a slot
// that takes several.
type itemList struct {
	start int
	costs []int32 // by number of words less one; -1 where it cannot be done
	last  []item  // the last value of the cheapest way
}

type item struct {
	start, end int
	before     int // where the values before this one end; start of the list if there is none
}

// items cuts the words from i on into values. Values are told apart by "and" and
// commas, or by being known.
func (s *search) items(r *Resolver, typ *slotType, i int) *itemList {
	key := spanKey{int32(slices.Index(r.types, typ)), i}
	if list, ok := s.lists[key]; ok {
		return list
	}
	if s.lists == nil {
		s.lists = make(map[spanKey]*itemList)
	}
	words := s.text.words
	n := len(words) - i
	list := &itemList{start: i, costs: make([]int32, n), last: make([]item, n)}
	for end := range list.costs {
		list.costs[end] = -1
	}
	s.lists[key] = list
	extend := func(from, start int, cost int32, separated bool) {
		for end := start + 1; end <= len(words); end++ {
			w := words[end-1]
			if end-1 > start && w.comma {
				break
			}
			price := s.cost(r, typ, start, end)
			known := price >= 0 && price < costAnyBuilt*int32(end-start)
			if r.language.and[w.fold] && !known && end-1 > start {
				// An unknown value ends before "and"; a known one, such as
				// "mac and cheese", may go on.
				if end-start > 6 {
					break
				}
				continue
			}
			if price < 0 || !separated && !known || !known && s.hasAnd(start, end) {
				continue
			}
			total := cost + price
			if old := list.costs[end-i-1]; old < 0 || total < old {
				list.costs[end-i-1] = total
				list.last[end-i-1] = item{start, end, from}
			}
		}
	}
	extend(i, i, 0, true)
	for end := i + 1; end < len(words); end++ {
		cost := list.costs[end-i-1]
		if cost < 0 {
			continue
		}
		next, separated := end, words[end].comma
		for next < len(words) && r.language.and[words[next].fold] {
			next++
			separated = true
		}
		if next < len(words) {
			extend(end, next, cost+1, separated)
		}
	}
	return list
}

// hasAnd reports whether a word such as "and" is among the words from i to j.
func (s *search) hasAnd(i, j int) bool {
	for _, w := range s.text.words[i:j] {
		if s.resolver.language.and[w.fold] {
			return true
		}
	}
	return false
}

// split returns the values that the words up to j are cut into.
func (l *itemList) split(j int) []item {
	var items []item
	for j > l.start {
		last := l.last[j-l.start-1]
		if last.end == 0 { // it cannot be done
			return nil
		}
		items = append(items, last)
		j = last.before
	}
	slices.Reverse(items)
	return items
}

// found is the best way to an intent so far.
type found struct {
	sample int32
	state  int32
	end    int
	cost   int32
	words  int16
}

// finish considers the samples that end in a state.
func (s *search) finish(best map[string]*found, index int32, end int) {
	r, st := s.resolver, s.states[index]
	for _, id := range r.final[st.node] {
		smp := &r.samples[id]
		f := found{sample: id, state: index, end: end, words: st.words}
		f.cost = st.cost + int32(costPolite*(len(s.text.words)-end))
		if st.words > 0 && s.literals(index) != smp.words {
			f.cost += costAccent
		}
		old := best[smp.intent.Name]
		if old == nil || f.cost < old.cost || f.cost == old.cost && (f.words > old.words || f.words == old.words && id < old.sample) {
			best[smp.intent.Name] = &f
		}
	}
}

// literals returns the literal words on the way to a state, with diacritics.
func (s *search) literals(index int32) string {
	type span struct{ from, to int }
	var spans []span
	for st := s.states[index]; st.before >= 0; {
		before := s.states[st.before]
		if st.slot == literal {
			spans = append(spans, span{int(before.position), int(st.position)})
		}
		st = before
	}
	var b strings.Builder
	for _, sp := range slices.Backward(spans) {
		if s.numbers != nil {
			if end, value := s.resolver.language.longestNumber(s.text, sp.from, sp.to); end == sp.to {
				fmt.Fprintf(&b, " #%d", value)
				continue
			}
		}
		for _, w := range s.text.words[sp.from:sp.to] {
			b.WriteByte(' ')
			b.WriteString(w.exact)
		}
	}
	return strings.TrimPrefix(b.String(), " ")
}

// match describes what was found.
func (s *search) match(f *found) Match {
	r := s.resolver
	smp := &r.samples[f.sample]
	m := Match{
		Intent: smp.intent.Name, Sample: smp.text,
		cost: int(f.cost), words: int(f.words), evidence: smp.answer, order: int(f.sample),
	}
	for i := range smp.intent.Slots {
		slot := &smp.intent.Slots[i]
		m.Slots = append(m.Slots, Slot{Name: slot.Name, Type: slot.Type, Multiple: slot.Multiple()})
	}
	var reasons []string
	var left []int // the positions of ignored words, the last first
	matched, unmatched, catalogued, strict := int(f.words), 0, false, false
	slots := smp.slots
	for st := s.states[f.state]; st.before >= 0; {
		before := s.states[st.before]
		switch st.slot {
		case ignored:
			left = append(left, int(before.position))
		case literal:
			for _, w := range s.text.words[before.position:st.position] {
				m.evidence = m.evidence || !r.language.weak[w.fold]
			}
		}
		if st.slot >= 0 {
			typ := r.types[st.slot]
			strict = strict || typ.kind.strict()
			slot := &m.Slots[slots[len(slots)-1]]
			slots = slots[:len(slots)-1]
			from, to := int(before.position), int(st.position)
			slot.Values = r.values(typ, s, from, to)
			for _, v := range slot.Values {
				switch {
				case v.Known:
					m.evidence = true
					if !typ.kind.strict() || f.words > 0 { // a number by itself means little
						matched += to - from
					}
					catalogued = catalogued || v.Resolutions != nil
					reasons = append(reasons, fmt.Sprintf("%s is %q, a known value", slot.Name, v.Text))
				case typ.kind == kindSearch:
					m.evidence = true
					reasons = append(reasons, fmt.Sprintf("%s is the phrase %q", slot.Name, v.Text))
				default:
					m.longest = max(m.longest, to-from)
					unmatched += to - from
					reasons = append(reasons, fmt.Sprintf("%s is %q, not a known value", slot.Name, v.Text))
				}
			}
		}
		st = before
	}
	kind := "sample"
	switch {
	case smp.builtIn:
		kind = "usual phrase"
	case smp.answer:
		kind = "answer"
	}
	m.Reason = fmt.Sprintf("%s %q", kind, smp.text)
	for _, reason := range slices.Backward(reasons) {
		m.Reason += "; " + reason
	}
	if len(left) > 0 {
		m.Reason += "; ignoring " + s.quote(left)
		m.evidence = (matched > 1 || catalogued) && len(left)+unmatched <= 2*matched &&
			!(strict && slices.ContainsFunc(left, s.measures))
	}
	cost := m.cost
	if smp.answer {
		cost += answerBonus
	}
	m.Score = 100 / float64(100+cost)
	return m
}

// measures reports whether the word at a position is one of those that numbers,
// dates and times consist of. Where such a word is ignored beside a number or a
// date, that has not been understood.
func (s *search) measures(i int) bool {
	l, word := s.resolver.language, s.text.words[i].fold
	for _, words := range []map[string]int{l.months, l.weekdays, l.seasons, l.units, l.parts, l.halves, l.decades} {
		if _, ok := words[word]; ok {
			return true
		}
	}
	end, _ := l.longestNumber(s.text, i, len(s.text.words))
	return end > i || len(l.ordinals(s.text, i)) > 0
}

// quote returns the words at the positions, the last of which comes first, in
// quotes; words in a row together.
func (s *search) quote(positions []int) string {
	var quoted []string
	for i := len(positions) - 1; i >= 0; {
		start, end := positions[i], positions[i]+1
		for i--; i >= 0 && positions[i] == end; i-- {
			end++
		}
		quoted = append(quoted, strconv.Quote(s.text.original(start, end)))
	}
	return strings.Join(quoted, ", ")
}

func sortedUnique(list []int) []int {
	slices.Sort(list)
	return slices.Compact(list)
}
