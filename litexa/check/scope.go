package check

import (
	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// Section says which code of a state something is in.
type Section int

// The sections of a state.
const (
	InEntry Section = iota
	InExit
	InHandler
)

// Variable is a local variable.
type Variable struct {
	Name string
	// Decl declares it: a *syntax.Local, *syntax.Wrap, *syntax.For or
	// *syntax.SwitchAssignment in File.
	Decl syntax.Node
	File *program.File
	// Section is where Decl stands.
	Section Section
	// OfState is set if the variable belongs to the scope that the entry and
	// exit code of a state share; others belong to a handler, a loop or a
	// switch.
	OfState bool
	// Nested is set if Decl is in an "if" or a case: when the skill runs, the
	// variable exists only there.
	Nested bool
	// Stored is set once the walk is over if the variable has to outlive the
	// code that declares it: it belongs to the state, and a handler, or a loop
	// or a switch, or, if entry code declares it, the exit code uses it.
	Stored bool
}

// Use is a mention of a name that may be a local variable.
type Use struct {
	Name string
	File *program.File
	// At is the name, or the statement that assigns to it.
	At diag.Span
	// Variable is nil if no local variable of that name is in scope.
	Variable *Variable
	Section  Section
	// Assigns is set if the use is an assignment.
	Assigns bool
	// OutsideBlock is set if the variable is Nested and the use is not in the
	// block that declares it, so that it fails when the skill runs.
	OutsideBlock bool
	// InOwnValue is set if the use is in the value that Variable is declared
	// with, so that it fails when the skill runs.
	InOwnValue bool
	// Unchecked is set if the name is the image or the content of a card, where
	// Litexa 0.9 accepts any name.
	Unchecked bool
}

// Observer is told what a walk of scopes meets, in the order in which the names
// become known: entry code, exit code, handlers.
type Observer interface {
	// Declare is called for a declaration. previous is the variable of that
	// name that is in scope already, if any; v is then forgotten.
	Declare(v *Variable, at diag.Span, previous *Variable)
	// Use is called for each use of a name that has no "@", "$" or "DEPLOY".
	Use(u Use)
}

// Translation returns the speech that takes the place of a statement's in the
// language of a walk, one template for each alternative, or nil if it says what
// it says.
type Translation func(*syntax.Say) []*syntax.Template

// Resolve finds the local variables of a state and what they are used for. The
// state's entry and exit code share a scope; a body, a "for" and a "switch"
// have scopes of their own; the branches of an "if" have none. Resolve returns
// the variables of the state's scope in order of declaration. The observer and
// the translation may be nil.
func Resolve(c *Code, o Observer, t Translation) []*Variable {
	w := &scopeWalk{observer: o, translate: t, active: map[string]*local{}}
	w.section = InEntry
	w.block(c.Entry)
	w.section = InExit
	w.block(c.Exit)
	w.section = InHandler
	for _, b := range c.Bodies {
		w.file = b.File
		w.push()
		for _, h := range b.Handlers {
			w.stmts(h.Body)
		}
		w.pop()
	}
	return w.state
}

// local is a variable in scope.
type local struct {
	*Variable
	// branch is the block of an if or a case that declares it.
	branch int
	// complete is set once its value has been seen.
	complete bool
}

// scopeWalk is a walk under way. As names are never shadowed, one map holds
// all that are in scope.
type scopeWalk struct {
	observer  Observer
	translate Translation
	file      *program.File
	section   Section
	active    map[string]*local
	// translated is the statement whose translation is being walked, or nil.
	translated *syntax.Say
	// scopes holds, for each scope within that of the state, the names it
	// declared.
	scopes [][]string
	// branches are the blocks of ifs and cases around the place of the walk,
	// by number.
	branches []int
	counted  int
	state    []*Variable
}

func (w *scopeWalk) push() { w.scopes = append(w.scopes, nil) }

func (w *scopeWalk) pop() {
	last := len(w.scopes) - 1
	for _, name := range w.scopes[last] {
		delete(w.active, name)
	}
	w.scopes = w.scopes[:last]
}

func (w *scopeWalk) block(b Block) {
	w.file = b.File
	w.stmts(b.Stmts)
}

// branch walks the body of an if, an else or a case.
func (w *scopeWalk) branch(stmts []syntax.Stmt) {
	w.counted++
	w.branches = append(w.branches, w.counted)
	w.stmts(stmts)
	w.branches = w.branches[:len(w.branches)-1]
}

func (w *scopeWalk) declare(name string, decl syntax.Node, at diag.Span) *local {
	v := &Variable{
		Name: name, Decl: decl, File: w.file,
		Section: w.section, OfState: len(w.scopes) == 0,
	}
	l := &local{Variable: v}
	if _, ok := decl.(*syntax.Wrap); !ok && len(w.branches) > 0 {
		v.Nested = true
		l.branch = w.branches[len(w.branches)-1]
	}
	previous := w.active[name]
	if previous == nil {
		w.active[name] = l
		if n := len(w.scopes); n > 0 {
			w.scopes[n-1] = append(w.scopes[n-1], name)
		} else {
			w.state = append(w.state, v)
		}
	}
	if w.observer != nil {
		if previous != nil {
			w.observer.Declare(v, at, previous.Variable)
		} else {
			w.observer.Declare(v, at, nil)
		}
	}
	return l
}

func (w *scopeWalk) use(name string, at diag.Span, u Use) {
	if w.translated != nil {
		at = w.translated.Span() // a translation has no place in the file
	}
	u.Name, u.File, u.At, u.Section = name, w.file, at, w.section
	if l := w.active[name]; l != nil {
		u.Variable = l.Variable
		u.InOwnValue = !l.complete
		u.OutsideBlock = l.Nested && !w.within(l.branch)
		if l.OfState && (len(w.scopes) > 0 && w.outlives(l.Variable) || w.section == InExit && l.Section == InEntry) {
			l.Stored = true
		}
	}
	if w.observer != nil {
		w.observer.Use(u)
	}
}

// outlives reports whether a use in a deeper scope of the section needs the
// variable to be stored. What exit code declares is at hand in its own loops.
func (w *scopeWalk) outlives(v *Variable) bool {
	return v.Section == InEntry || w.section == InHandler
}

func (w *scopeWalk) within(branch int) bool {
	for _, b := range w.branches {
		if b == branch {
			return true
		}
	}
	return false
}

func (w *scopeWalk) stmts(stmts []syntax.Stmt) {
	for _, s := range stmts {
		w.stmt(s)
	}
}

func (w *scopeWalk) stmt(s syntax.Stmt) {
	switch s := s.(type) {
	case *syntax.Local:
		l := w.declare(s.Name.Name, s, s.Span())
		w.expr(s.Value)
		l.complete = true
	case *syntax.Wrap:
		w.declare(s.Name.Name, s, s.Span()).complete = true
	case *syntax.Assign:
		if s.Target != nil && s.Target.Scope == syntax.LocalScope {
			w.use(s.Target.Name.Name, s.Span(), Use{Assigns: true})
		}
		w.expr(s.Value)
	case *syntax.If:
		for _, b := range s.Branches {
			if b.Condition != nil {
				w.expr(b.Condition.Expr)
			}
			w.branch(b.Body)
		}
	case *syntax.For:
		w.loop(s)
	case *syntax.Switch:
		w.choice(s)
	case *syntax.Say:
		w.say(s)
	case *syntax.Card:
		w.card(s)
	case *syntax.Directive:
		w.expr(s.Expr)
	case *syntax.Log:
		w.expr(s.Expr)
	case *syntax.Call:
		if s.Call != nil {
			w.expr(s.Call)
		}
	}
}

func (w *scopeWalk) loop(s *syntax.For) {
	w.expr(s.Source)
	w.push()
	w.declare(s.Value.Name, s, s.Span()).complete = true
	if s.Key != nil {
		w.declare(s.Key.Name, s, s.Span()).complete = true
	}
	w.stmts(s.Body)
	w.pop()
}

func (w *scopeWalk) choice(s *syntax.Switch) {
	w.push()
	for _, a := range s.Assignments {
		if a.Name == nil {
			w.expr(a.Value)
			continue
		}
		l := w.declare(a.Name.Name, a, a.Span())
		w.expr(a.Value)
		l.complete = true
	}
	for _, c := range s.Cases {
		w.expr(c.Expr)
		w.branch(c.Body)
	}
	w.pop()
}

func (w *scopeWalk) say(s *syntax.Say) {
	if w.translate != nil {
		if texts := w.translate(s); texts != nil {
			w.translated = s
			for _, t := range texts {
				w.template(t)
			}
			w.translated = nil
			return
		}
	}
	w.template(s.Text)
	for _, a := range s.Alternates {
		w.template(a.Text)
	}
}

func (w *scopeWalk) card(s *syntax.Card) {
	w.template(s.Title)
	content, image := CardParts(s)
	for _, v := range []syntax.AttributeValue{content, image} {
		switch v := v.(type) {
		case *syntax.Template:
			w.template(v)
		case *syntax.Ref:
			if v.Scope == syntax.LocalScope {
				w.use(v.Name.Name, v.Span(), Use{Unchecked: true})
			}
		case syntax.Expr:
			w.expr(v)
		}
	}
}

// CardParts returns the content and the image of a card: what its attributes
// say, else what its first line says, else nil.
func CardParts(s *syntax.Card) (content, image syntax.AttributeValue) {
	if s.Content != nil {
		content = s.Content
	}
	switch {
	case s.Image == nil:
	case s.Image.Asset != nil:
		image = s.Image.Asset
	case s.Image.Ref != nil:
		image = s.Image.Ref
	}
	for _, a := range s.Attributes {
		switch a.Key.Name {
		case "content":
			content = a.Value
		case "image":
			image = a.Value
		}
	}
	return content, image
}

func (w *scopeWalk) template(t *syntax.Template) {
	if t != nil {
		w.parts(t.Parts)
	}
}

func (w *scopeWalk) parts(parts []syntax.Part) {
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Interpolation:
			w.expr(p.Expr)
		case *syntax.Group:
			for _, b := range p.Branches {
				w.parts(b)
			}
		}
	}
}

// expr walks an expression, which may be nil. Chains of operators lean to the
// left, so they are walked without recursion on that side.
func (w *scopeWalk) expr(e syntax.Expr) {
	switch e := e.(type) {
	case *syntax.BinaryExpr:
		var right []syntax.Expr
		var left syntax.Expr = e
		for {
			b, ok := left.(*syntax.BinaryExpr)
			if !ok {
				break
			}
			right = append(right, b.Y)
			left = b.X
		}
		w.expr(left)
		for i := len(right) - 1; i >= 0; i-- {
			w.expr(right[i])
		}
	case *syntax.NotExpr:
		w.expr(e.X)
	case *syntax.ParenExpr:
		w.expr(e.X)
	case *syntax.CallExpr:
		if e.Fun != nil && e.Fun.Scope == syntax.LocalScope {
			w.use(e.Fun.Name.Name, e.Fun.Span(), Use{})
		}
		for _, a := range e.Args {
			w.expr(a)
		}
	case *syntax.Ref:
		if e.Scope == syntax.LocalScope {
			w.use(e.Name.Name, e.Span(), Use{})
		}
	}
}
