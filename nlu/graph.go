package nlu

import (
	"errors"
	"fmt"
	"strings"

	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// A graph holds the samples of all intents as one tree: samples that begin
// alike share their beginning. Literal words, numbers and slots lead from node
// to node.
type graph struct {
	words   map[string]int32 // the literal words, and phrases of joined words
	edges   map[edge]int32   // the node behind a literal word
	numbers map[numberEdge]int32
	slots   [][]slotEdge // by node
	final   [][]int32    // by node: the samples that end there
	samples []sample
	answers map[slotKey]int32 // the root of a slot's own samples
	hasNums bool              // some sample has a number
}

type edge struct{ node, word int32 }

type numberEdge struct {
	node  int32
	value int64
}

type slotEdge struct{ typ, node int32 }

type slotKey struct{ intent, slot string }

// A sample is an utterance that means an intent.
type sample struct {
	text     string
	intent   *interactionmodel.Intent
	slots    []int  // indexes of the intent's slots, in the order of the sample
	words    string // the literal words, with diacritics
	builtIn  bool   // a usual phrasing, not one of the model
	answer   bool   // of a slot
	literals int
}

type typeKey struct {
	name     string
	multiple bool
}

// compiler builds a resolver's graph.
type compiler struct {
	resolver  *Resolver
	graph     *graph
	typeIndex map[typeKey]int32
	words     map[string]int32
	problems  []error
}

func (c *compiler) compile() error {
	c.graph = &graph{
		words: c.words, edges: make(map[edge]int32), numbers: make(map[numberEdge]int32),
		answers: make(map[slotKey]int32),
	}
	c.newNode()
	model := c.resolver.model
	names := make(map[string]bool)
	for i := range model.LanguageModel.Intents {
		intent := &model.LanguageModel.Intents[i]
		if names[intent.Name] {
			c.problem("intent %s is defined twice", intent.Name)
		}
		names[intent.Name] = true
		c.intent(intent)
	}
	for i := range model.LanguageModel.Intents {
		intent := &model.LanguageModel.Intents[i]
		if name, ok := strings.CutPrefix(intent.Name, "AMAZON."); ok {
			c.builtIn(intent, name)
		}
	}
	c.resolver.graph = c.graph
	return errors.Join(c.problems...)
}

func (c *compiler) problem(format string, args ...any) {
	c.problems = append(c.problems, fmt.Errorf(format, args...))
}

func (c *compiler) intent(intent *interactionmodel.Intent) {
	model := c.resolver.model
	for i := range intent.Slots {
		slot := &intent.Slots[i]
		if !interactionmodel.BuiltIn(slot.Type) && model.Type(slot.Type) == nil {
			c.problem("slot %s of intent %s has the type %q, which the model does not define", slot.Name, intent.Name, slot.Type)
			return
		}
		c.slotType(slot)
	}
	for _, text := range intent.Samples {
		c.sample(0, text, sample{text: text, intent: intent})
	}
	for i := range intent.Slots {
		slot := &intent.Slots[i]
		root := c.newNode()
		c.graph.answers[slotKey{intent.Name, slot.Name}] = root
		bare := "{" + slot.Name + "}"
		c.sample(root, bare, sample{text: bare, intent: intent, answer: true})
		for _, text := range slot.Samples {
			c.sample(root, text, sample{text: text, intent: intent, answer: true})
		}
	}
}

// builtIn adds the usual phrasings of a built-in intent.
func (c *compiler) builtIn(intent *interactionmodel.Intent, name string) {
	for _, line := range c.resolver.language.intents[name] {
		for _, text := range parsePattern(line).expand() {
			i := intent
			if strings.Contains(text, "{") { // AMAZON.SelectIntent has slots without declaring them
				copied := *intent
				if copied.Slot("ListPosition") == nil {
					copied.Slots = append(copied.Slots[:len(copied.Slots):len(copied.Slots)], selectSlots...)
				}
				i = &copied
			}
			if text != "" {
				c.sample(0, text, sample{text: text, intent: i, builtIn: true})
			}
		}
	}
}

// selectSlots is the slot that AMAZON.SelectIntent has by itself.
var selectSlots = []interactionmodel.Slot{{Name: "ListPosition", Type: listPosition}}

func (c *compiler) slotType(slot *interactionmodel.Slot) int32 {
	key := typeKey{slot.Type, slot.Multiple()}
	index, ok := c.typeIndex[key]
	if !ok {
		r := c.resolver
		index = int32(len(r.types))
		c.typeIndex[key] = index
		r.types = append(r.types, newSlotType(r.model, r.language, slot.Type, slot.Multiple()))
	}
	return index
}

func (c *compiler) newNode() int32 {
	c.graph.slots = append(c.graph.slots, nil)
	c.graph.final = append(c.graph.final, nil)
	return int32(len(c.graph.final) - 1)
}

// sample adds a sample behind node root.
func (c *compiler) sample(root int32, source string, s sample) {
	node := root
	rest := source
	var exact []string
	for rest != "" {
		literal, after, hasSlot := strings.Cut(rest, "{")
		node = c.literal(node, literal, &s, &exact)
		if !hasSlot {
			break
		}
		name, tail, closed := strings.Cut(after, "}")
		if !closed {
			c.problem("sample %q of intent %s: a brace is not closed", source, s.intent.Name)
			return
		}
		if i := strings.LastIndexByte(name, '|'); i >= 0 { // the old form {value|slot}
			name = name[i+1:]
		}
		name = strings.TrimSpace(name)
		index := -1
		for i := range s.intent.Slots {
			if s.intent.Slots[i].Name == name {
				index = i
			}
		}
		if index < 0 {
			c.problem("sample %q of intent %s: the intent has no slot %q", source, s.intent.Name, name)
			return
		}
		s.slots = append(s.slots, index)
		node = c.slot(node, c.slotType(&s.intent.Slots[index]))
		rest = tail
	}
	if node == root {
		return // nothing to say
	}
	s.words = strings.Join(exact, " ")
	c.graph.final[node] = append(c.graph.final[node], int32(len(c.graph.samples)))
	c.graph.samples = append(c.graph.samples, s)
}

// literal adds the words of s behind node.
func (c *compiler) literal(node int32, literal string, s *sample, exact *[]string) int32 {
	l := c.resolver.language
	t := newText(literal, l.ampersand)
	for i := 0; i < len(t.words); {
		s.literals++
		if end, value := l.longestNumber(t, i, len(t.words)); end > i {
			*exact = append(*exact, "#"+formatInt(value))
			node = c.number(node, value)
			i = end
			continue
		}
		end := joinedEnd(t, i)
		for _, w := range t.words[i:end] {
			*exact = append(*exact, w.exact)
		}
		node = c.word(node, t.phrase(i, end))
		i = end
	}
	return node
}

// joinedEnd returns the end of the words that are joined to word i.
func joinedEnd(t *text, i int) int {
	end := i + 1
	for end < len(t.words) && t.words[end].joined {
		end++
	}
	return end
}

func (c *compiler) word(node int32, word string) int32 {
	index, ok := c.words[word]
	if !ok {
		index = int32(len(c.words))
		c.words[word] = index
	}
	next, ok := c.graph.edges[edge{node, index}]
	if !ok {
		next = c.newNode()
		c.graph.edges[edge{node, index}] = next
	}
	return next
}

func (c *compiler) number(node int32, value int64) int32 {
	c.graph.hasNums = true
	next, ok := c.graph.numbers[numberEdge{node, value}]
	if !ok {
		next = c.newNode()
		c.graph.numbers[numberEdge{node, value}] = next
	}
	return next
}

func (c *compiler) slot(node, typ int32) int32 {
	for _, e := range c.graph.slots[node] {
		if e.typ == typ {
			return e.node
		}
	}
	next := c.newNode()
	c.graph.slots[node] = append(c.graph.slots[node], slotEdge{typ, next})
	return next
}
