package check

import (
	"fmt"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// flow warns of statements that say where to go and that later ones always
// overrule, and of statements that nothing reaches. None of "->", "END" and
// "LISTEN" ends a handler: the last one decides.
func (c *checker) flow(f *fileFacts) {
	if f.Tree == nil {
		return
	}
	for _, d := range f.Tree.Decls {
		s, ok := d.(*syntax.State)
		if !ok {
			continue
		}
		w := &flowWalk{checker: c, file: f.File, keys: map[string]bool{}}
		w.block(s.Entry())
		for _, h := range s.Handlers() {
			w.block(h.Code())
		}
		w.block(s.Exit())
	}
}

type flowWalk struct {
	*checker
	file *program.File
	// keys are the names of the keys of the loops around the place of the walk.
	keys map[string]bool
}

// pending are statements that say where to go and may still decide.
type pending struct {
	// moves are "->", "END" and "LISTEN", handoffs are "...", which goes
	// together with "->".
	moves, handoffs []syntax.Stmt
}

func (p *pending) add(more pending) {
	p.moves = append(p.moves, more.moves...)
	p.handoffs = append(p.handoffs, more.handoffs...)
}

// block walks statements.
func (w *flowWalk) block(stmts []syntax.Stmt) pending {
	var open pending
	for i, s := range stmts {
		switch s := s.(type) {
		case *syntax.Transition:
			w.transition(&open, s)
			if s.Kind == syntax.StopAndGoto && i+1 < len(stmts) {
				w.warn("unreachable-code", w.file, stmts[i+1], "nothing after `|->` runs", "`|->` leaves the handler at once; `->` does not")
				return open
			}
		case *syntax.End, *syntax.Listen:
			w.overrule(open.moves, s)
			w.overrule(open.handoffs, s)
			open = pending{moves: []syntax.Stmt{s}}
		case *syntax.If:
			for _, b := range s.Branches {
				if b.Condition != nil {
					w.keyUses(b.Condition.Expr)
				}
				open.add(w.block(b.Body))
			}
		case *syntax.For:
			w.keyUses(s.Source)
			open.add(w.loop(s))
		case *syntax.Switch:
			open.add(w.choice(s))
		default:
			w.keyUses(s)
		}
	}
	return open
}

// transition adds a transition to what may decide. One that leaves the handler
// at once always does, so that no later statement can overrule it.
func (w *flowWalk) transition(open *pending, s *syntax.Transition) {
	switch s.Kind {
	case syntax.Handoff:
		w.overrule(open.handoffs, s)
		open.handoffs = []syntax.Stmt{s}
	case syntax.Goto:
		w.overrule(open.moves, s)
		open.moves = []syntax.Stmt{s}
	case syntax.StopAndGoto:
		w.overrule(open.moves, s)
		w.overrule(open.handoffs, s)
		*open = pending{}
	}
}

func (w *flowWalk) loop(s *syntax.For) pending {
	if s.Key != nil && !w.keys[s.Key.Name] {
		w.keys[s.Key.Name] = true
		defer delete(w.keys, s.Key.Name)
	}
	return w.block(s.Body)
}

func (w *flowWalk) choice(s *syntax.Switch) pending {
	var open pending
	key := ""
	for i, a := range s.Assignments {
		w.keyUses(a.Value)
		if i == 0 {
			key = w.keyName(a.Value)
		}
	}
	for _, k := range s.Cases {
		if _, number := k.Expr.(*syntax.NumberLit); number && key != "" && (k.Op == "==" || k.Op == "!=") {
			w.keyCompared(key, k.Expr)
		}
		if k.Expr != nil {
			w.keyUses(k.Expr)
		}
		open.add(w.block(k.Body))
	}
	return open
}

// overrule reports statements that s, which always runs after them, makes void.
func (w *flowWalk) overrule(open []syntax.Stmt, s syntax.Stmt) {
	for _, o := range open {
		if sameEffect(s, o) {
			continue
		}
		w.list.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "overruled-transition", File: path(w.file), Span: o.Span(),
			Message: fmt.Sprintf("this %s never takes effect: %s on line %d always runs after it", verb(o), verb(s), s.Span().Start.Line),
			Hint:    "it does not end the handler, and the last one decides; put one of them into an `else`",
			Related: []diag.Related{{File: path(w.file), Span: s.Span(), Message: "this one decides"}},
		})
	}
}

// sameEffect reports whether both lead to the same end, so that the earlier one
// does no harm.
func sameEffect(a, b syntax.Stmt) bool {
	switch a := a.(type) {
	case *syntax.Transition:
		b, ok := b.(*syntax.Transition)
		return ok && a.Target.Name == b.Target.Name
	case *syntax.End:
		_, ok := b.(*syntax.End)
		return ok
	case *syntax.Listen:
		_, ok := b.(*syntax.Listen)
		return ok
	}
	return false
}

func verb(s syntax.Stmt) string {
	switch s := s.(type) {
	case *syntax.End:
		return "`END`"
	case *syntax.Listen:
		return "`LISTEN`"
	case *syntax.Transition:
		return fmt.Sprintf("`%s %s`", map[syntax.TransitionKind]string{
			syntax.Goto: "->", syntax.StopAndGoto: "|->", syntax.Handoff: "...",
		}[s.Kind], s.Target.Name)
	}
	return "statement"
}

// keyUses warns where the key of a loop, which is a string, is taken for a
// number.
func (w *flowWalk) keyUses(n syntax.Node) {
	if len(w.keys) == 0 || n == nil {
		return
	}
	syntax.Inspect(n, func(n syntax.Node) bool {
		b, ok := n.(*syntax.BinaryExpr)
		if !ok {
			return true
		}
		key, other := w.keyName(b.X), b.Y
		if key == "" {
			key, other = w.keyName(b.Y), b.X
		}
		if _, number := other.(*syntax.NumberLit); !number || key == "" {
			return true
		}
		switch b.Op {
		case "==", "!=":
			w.keyCompared(key, b)
		case "+":
			w.warn("key-as-number", w.file, b, fmt.Sprintf("`%s` is a string, so that + puts digits behind each other and does not add", key),
				fmt.Sprintf("write `%s * 1` for the number", key))
		}
		return true
	})
}

func (w *flowWalk) keyCompared(key string, at syntax.Node) {
	w.warn("key-as-number", w.file, at, fmt.Sprintf("`%s` is a string, and never equals a number", key),
		fmt.Sprintf("compare it with a string, or write `%s * 1` for the number", key))
}

func (w *flowWalk) keyName(e syntax.Expr) string {
	if r, ok := e.(*syntax.Ref); ok && r.Scope == syntax.LocalScope && len(r.Path) == 0 && w.keys[r.Name.Name] {
		return r.Name.Name
	}
	return ""
}

// states warns of states that nothing leads to, and of those that nothing leads
// out of.
func (c *checker) states() {
	reached := c.reached()
	out := c.globalLeaves()
	for _, s := range c.program.States {
		v := s.Versions[program.Default]
		for _, l := range c.program.Languages {
			if v == nil {
				v = s.Versions[l.Name]
			}
		}
		if v == nil || v.Decl == nil {
			continue
		}
		name := &v.Decl.Name
		if !reached[s.Name] && c.facts.anyState {
			continue
		}
		if !reached[s.Name] {
			c.warn("unreachable-state", v.File, name, fmt.Sprintf("nothing leads to the state `%s`", s.Name),
				fmt.Sprintf("go there with `-> %s`, or remove it", s.Name))
			continue
		}
		f := c.facts.states[s.Name]
		if !out && f != nil && !f.leaves && !f.handles && s.Name != "launch" && s.Name != "global" && s.Name != "initialize" {
			c.warn("dead-end", v.File, name, fmt.Sprintf("nothing leads out of the state `%s`: it has no handler, no transition and no END", s.Name),
				"handle what the user may say, or write `END`")
		}
	}
}

// reached returns the states that a session may get to.
func (c *checker) reached() map[string]bool {
	reached := map[string]bool{}
	var todo []string
	visit := func(name string) {
		if !reached[name] {
			reached[name] = true
			todo = append(todo, name)
		}
	}
	visit("launch")
	visit("global")
	visit("initialize")
	for _, s := range c.program.States {
		if c.facts.words[s.Name] {
			visit(s.Name)
		}
	}
	for len(todo) > 0 {
		name := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if f := c.facts.states[name]; f != nil {
			for target := range f.targets {
				visit(target)
			}
		}
	}
	return reached
}

// globalLeaves reports whether global handles more than what every global does,
// so that it may lead out of any state.
func (c *checker) globalLeaves() bool {
	f := c.facts.states["global"]
	return f != nil && f.handles
}
