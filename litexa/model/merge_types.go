package model

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// mergedType is a slot type of the document.
type mergedType struct {
	// index is its place among the document's types.
	index int
	// value is the type as merged so far.
	value *node
}

// slotTypes merges slot types: with the model's types of their names, or as new
// ones.
func (g *merger) slotTypes(types []*node) {
	merged := make(map[string]*mergedType)
	for i, t := range g.doc.types {
		if known, err := parseJSON(t); err == nil {
			merged[known.get("name").text()] = &mergedType{i, known}
		}
	}
	for _, n := range types {
		if !g.object(n, "a slot type") {
			continue
		}
		name := n.get("name").text()
		short, builtIn := strings.CutPrefix(name, builtInPrefix)
		switch t := merged[name]; {
		case name == "":
			g.fail("invalid-fragment", n, "", "a slot type has no name")
		case t != nil:
			t.value = g.extend(t.value, n, name)
			g.doc.types[t.index] = t.value.write()
		case builtIn && computedTypes[short]:
			g.fail("fixed-type", n, "", "the slot type %s cannot be extended", name)
		default:
			merged[name] = &mergedType{len(g.doc.types), n}
			g.doc.types = append(g.doc.types, n.raw)
		}
	}
}

// extend returns a slot type with the values that another version of it adds.
func (g *merger) extend(known, more *node, name string) *node {
	out := &node{raw: known.raw, members: slices.Clone(known.members)}
	for _, m := range more.members {
		switch m.name {
		case "name":
		case "values":
			g.addValues(out, m.value, name)
		default:
			if old := known.get(m.name); old == nil {
				out.members = append(out.members, m)
			} else if !sameJSON(old.raw, m.value.raw) {
				g.fail("conflicting-type", m.value, "", "the slot type %s has another %q already", name, m.name)
			}
		}
	}
	return out
}

// addValues adds values to those of a type, and synonyms to values that it has.
func (g *merger) addValues(t *node, values *node, name string) {
	list := &node{raw: json.RawMessage("[]")}
	if old := t.get("values"); old != nil {
		list = &node{raw: old.raw, items: slices.Clone(old.items)}
	}
	at := make(map[string]int, len(list.items))
	for i, v := range list.items {
		at[valueKey(v)] = i
	}
	for _, v := range g.array(values, "values") {
		if valueKey(v) == "" {
			g.fail("invalid-fragment", v, `write {"name": {"value": "..."}}`, "a value of the slot type %s has no name", name)
			continue
		}
		if i, ok := at[valueKey(v)]; ok {
			list.items[i] = g.mergeValue(list.items[i], v, name)
			continue
		}
		at[valueKey(v)] = len(list.items)
		list.items = append(list.items, v)
	}
	t.set("values", list)
}

// valueKey returns what tells values of a type apart.
func valueKey(v *node) string { return strings.ToLower(v.get("name").get("value").text()) }

// mergeValue adds the id and the synonyms of one version of a value to another.
func (g *merger) mergeValue(known, more *node, name string) *node {
	out := &node{raw: known.raw, members: slices.Clone(known.members)}
	if id := more.get("id"); id != nil {
		if old := known.get("id"); old != nil && old.text() != id.text() {
			g.fail("conflicting-value", id, "", "the value %q of the slot type %s has the id %q already", valueKey(known), name, old.text())
		} else {
			out.set("id", id)
		}
	}
	synonyms := more.get("name").get("synonyms")
	if synonyms == nil {
		return out
	}
	old := known.get("name").get("synonyms")
	list := &node{raw: json.RawMessage("[]")}
	seen := make(map[string]bool)
	if old != nil {
		list.items = append(list.items, old.items...)
	}
	for _, s := range list.items {
		seen[strings.ToLower(s.text())] = true
	}
	for _, s := range g.array(synonyms, "synonyms") {
		if !seen[strings.ToLower(s.text())] {
			seen[strings.ToLower(s.text())] = true
			list.items = append(list.items, s)
		}
	}
	inner := known.get("name")
	named := &node{raw: inner.raw, members: slices.Clone(inner.members)}
	named.set("synonyms", list)
	out.set("name", named)
	return out
}

// set gives a member a value, at its place or at the end.
func (n *node) set(name string, value *node) {
	for i := range n.members {
		if n.members[i].name == name {
			n.members[i].value = value
			return
		}
	}
	n.members = append(n.members, member{name, value})
}

// write returns a node as JSON: objects and arrays from their parts.
func (n *node) write() json.RawMessage {
	var b bytes.Buffer
	n.writeTo(&b)
	return b.Bytes()
}

func (n *node) writeTo(b *bytes.Buffer) {
	switch {
	case n.isObject():
		b.WriteByte('{')
		for i, m := range n.members {
			if i > 0 {
				b.WriteByte(',')
			}
			name, _ := json.Marshal(m.name) // a string can always be written
			b.Write(name)
			b.WriteByte(':')
			m.value.writeTo(b)
		}
		b.WriteByte('}')
	case n.isArray():
		b.WriteByte('[')
		for i, item := range n.items {
			if i > 0 {
				b.WriteByte(',')
			}
			item.writeTo(b)
		}
		b.WriteByte(']')
	default:
		b.Write(n.raw)
	}
}
