package check

import (
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// Code is the code of a state as one language runs it.
type Code struct {
	State    *program.State
	Language string
	// Entry runs when the state is entered, Exit when it is left.
	Entry, Exit Block
	// Bodies are what handles intents and events, in order of declaration.
	Bodies []Body
}

// Block is a run of statements in a file. File is nil if there are none.
type Block struct {
	File  *program.File
	Stmts []syntax.Stmt
}

// Body is the code for an intent or event. Statements of one Body share a
// scope.
type Body struct {
	// Intent is the intent whose handlers these are; its Name is "" for
	// "otherwise".
	Intent *program.Intent
	// Filter is the name that a Connections.Response handler asks for, or "".
	Filter string
	File   *program.File
	// Handlers are the "when" or "otherwise" statements, in order.
	Handlers []*syntax.Handler
}

// CodeOf returns the code of a state as a language runs it: a language that has
// its own version of the state uses its handlers, and its entry and exit code
// unless that is empty. A global without "otherwise" has that of the default
// language.
func CodeOf(s *program.State, language string) *Code {
	c := &Code{State: s, Language: language}
	v, base := s.In(language), s.Versions[program.Default]
	if v == nil {
		return c
	}
	c.Entry, c.Exit = entryOf(v), exitOf(v)
	if base != nil && base != v {
		if len(c.Entry.Stmts) == 0 {
			c.Entry = entryOf(base)
		}
		if len(c.Exit.Stmts) == 0 {
			c.Exit = exitOf(base)
		}
	}
	otherwise := false
	for _, in := range v.Intents {
		otherwise = otherwise || in.Name == ""
		c.addBodies(v, in)
	}
	if s.Name == "global" && !otherwise && base != nil && base != v {
		for _, in := range base.Intents {
			if in.Name == "" {
				c.addBodies(base, in)
			}
		}
	}
	return c
}

func entryOf(v *program.StateVersion) Block {
	if v.Decl == nil {
		return Block{}
	}
	return Block{File: v.File, Stmts: v.Decl.Entry()}
}

func exitOf(v *program.StateVersion) Block {
	if v.Decl == nil {
		return Block{}
	}
	return Block{File: v.File, Stmts: v.Decl.Exit()}
}

// addBodies adds the bodies of an intent: one, or one for each filter.
func (c *Code) addBodies(v *program.StateVersion, in *program.Intent) {
	if in.Parent != nil || len(in.Handlers) == 0 {
		return // its code is that of the handler that names it in an "or" line
	}
	first := len(c.Bodies)
	for _, h := range in.Handlers {
		filter := ""
		if h.Filter != nil {
			filter = h.Filter.Value
		}
		i := first
		for i < len(c.Bodies) && c.Bodies[i].Filter != filter {
			i++
		}
		if i == len(c.Bodies) {
			c.Bodies = append(c.Bodies, Body{Intent: in, Filter: filter, File: v.File})
		}
		c.Bodies[i].Handlers = append(c.Bodies[i].Handlers, h)
	}
}
