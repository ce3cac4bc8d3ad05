package check

import (
	"fmt"
	"iter"
	"maps"
	"strings"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// names checks the names of local variables in every state and language.
func (c *checker) names() {
	reads := map[syntax.Node]bool{}   // declarations whose variable is read in some language
	untyped := map[syntax.Node]bool{} // declarations whose type was reported
	var locals []*Variable
	for _, l := range c.program.Languages {
		n := &nameCheck{checker: c, language: l.Name, symbols: newSymbolTable(l.Name, c.opts), reads: reads, untyped: untyped}
		for _, s := range c.program.States {
			n.state(s)
		}
		n.types(l)
		locals = append(locals, n.locals...)
	}
	for _, v := range locals {
		if l, ok := v.Decl.(*syntax.Local); ok && !reads[v.Decl] {
			c.add(diag.Warning, "unused-local", v.File, l.Name.Span(),
				fmt.Sprintf("nothing reads the local variable `%s`", v.Name), "remove it, or use its value")
		}
	}
}

// nameCheck checks the names of one language. It is the Observer of the walks
// of the states.
type nameCheck struct {
	*checker
	language string
	symbols  *symbolTable
	reads    map[syntax.Node]bool
	untyped  map[syntax.Node]bool
	locals   []*Variable
	// inState are the names declared so far in the state, in any scope.
	inState map[string]*Variable
	// repeated are names that were declared again in the state.
	repeated map[string]bool
	// lost are uses that fail when the skill runs unless the variable turns
	// out to be stored.
	lost []Use
}

func (n *nameCheck) state(s *program.State) {
	n.inState, n.repeated, n.lost = map[string]*Variable{}, map[string]bool{}, nil
	Resolve(CodeOf(s, n.language), n, func(s *syntax.Say) []*syntax.Template {
		return n.program.Translation(n.language, s)
	})
	for _, u := range n.lost {
		if u.Variable.Stored || n.repeated[u.Name] {
			continue
		}
		n.list.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "lost-local", File: path(u.File), Span: u.At,
			Message: fmt.Sprintf("`%s` does not exist here when the skill runs: it is declared in a block that has ended", u.Name),
			Hint:    fmt.Sprintf("declare `%s` before the block, and assign to it there", u.Name),
			Related: n.declaredAt(u.Variable),
		})
	}
}

// types checks the types of database variables. They are looked up when the
// skill is loaded, which fails without them.
func (n *nameCheck) types(l *program.Language) {
	for _, f := range n.facts.files {
		if f.Tree == nil {
			continue
		}
		for _, d := range f.Tree.Decls {
			if d, ok := d.(*syntax.Define); ok && l.Types[d.Name.Name] == d {
				base, _, _ := strings.Cut(d.Type.Name, ".")
				n.class(diag.Error, f.File, d, &d.Type, base)
			}
		}
	}
}

// class reports a class that nothing defines, in the first language that lacks
// it.
func (n *nameCheck) class(severity diag.Severity, f *program.File, decl, at syntax.Node, name string) {
	if name == "" || n.symbols.lookup(name) != absent || n.untyped[decl] {
		return
	}
	n.untyped[decl] = true
	message := fmt.Sprintf("inline code does not define `%s`", name)
	if n.language != program.Default {
		message += fmt.Sprintf(" in the language %q", n.language)
	}
	n.add(severity, "undefined-type", f, at.Span(), message, "define a class of that name in a .js file, outside of functions")
}

// Declare implements [Observer].
func (n *nameCheck) Declare(v *Variable, at diag.Span, previous *Variable) {
	if previous != nil {
		n.repeated[v.Name] = true
	} else {
		n.inState[v.Name] = v
	}
	fail := func(code, message string, related ...diag.Related) {
		n.list.Add(diag.Diagnostic{
			Severity: diag.Error, Code: code, File: path(v.File), Span: at, Message: message,
			Hint: "choose another name", Related: related,
		})
	}
	switch e := n.symbols.lookup(v.Name); {
	case v.Name == contextName:
		fail("reserved-name", "`context` is the name of the object that holds the request, and cannot be that of a variable")
	case javaScriptWords[v.Name]:
		fail("javascript-word", fmt.Sprintf("`%s` is a word of JavaScript, and cannot be the name of a variable", v.Name))
	case e == present:
		fail("name-taken", fmt.Sprintf("the name `%s` exists in inline code or in JavaScript already", v.Name))
	case previous != nil:
		fail("duplicate-variable", fmt.Sprintf("a variable named `%s` exists here already", v.Name), n.declaredAt(previous)...)
	default:
		n.locals = append(n.locals, v)
	}
	if w, ok := v.Decl.(*syntax.Wrap); ok {
		if class := n.inState[w.Class.Name]; class != nil {
			n.reads[class.Decl] = true
		} else {
			n.class(diag.Warning, v.File, w, &w.Class, w.Class.Name)
		}
	}
}

// Use implements [Observer].
func (n *nameCheck) Use(u Use) {
	if u.Name == contextName {
		return
	}
	if u.Variable == nil {
		n.useOutside(u)
		return
	}
	if !u.Assigns && !u.InOwnValue {
		n.reads[u.Variable.Decl] = true
	}
	switch {
	case u.InOwnValue:
		n.add(diag.Warning, "value-of-itself", u.File, u.At,
			fmt.Sprintf("`%s` is read before it has a value, which fails when the skill runs", u.Name), "")
	case u.OutsideBlock:
		n.lost = append(n.lost, u)
	case u.Variable.OfState && u.Variable.Section == InExit && u.Section == InHandler:
		n.list.Add(diag.Diagnostic{
			Severity: diag.Warning, Code: "late-local", File: path(u.File), Span: u.At,
			Message: fmt.Sprintf("`%s` has no value here: the exit code that declares it runs after the handlers", u.Name),
			Hint:    fmt.Sprintf("declare `%s` before the first `when`", u.Name),
			Related: n.declaredAt(u.Variable),
		})
	}
}

// useOutside checks the use of a name that is not a local variable.
func (n *nameCheck) useOutside(u Use) {
	if javaScriptWords[u.Name] || u.Assigns && constants[u.Name] {
		n.add(diag.Error, "javascript-word", u.File, u.At,
			fmt.Sprintf("`%s` is a word of JavaScript, and cannot be the name of a variable or a function here", u.Name), "")
		return
	}
	switch n.symbols.lookup(u.Name) {
	case absent:
		severity := diag.Error
		if u.Unchecked {
			severity = diag.Warning
		}
		message := fmt.Sprintf("there is no local variable `%s` here, nor does inline code define it", u.Name)
		d := diag.Diagnostic{
			Severity: severity, Code: "undeclared-variable", File: path(u.File), Span: u.At,
			Message: message, Hint: n.undeclaredHint(u),
		}
		if v := n.inState[u.Name]; v != nil {
			d.Related = n.declaredAt(v)
		}
		n.list.Add(d)
	case compilerOnly:
		n.add(diag.Warning, "undefined-name", u.File, u.At,
			fmt.Sprintf("nothing defines `%s` when the skill runs", u.Name), "")
	}
}

func (n *nameCheck) undeclaredHint(u Use) string {
	nearest := n.nearest(u.Name, len(n.inState)+len(builtin), func(yield func(string) bool) {
		for _, names := range []iter.Seq[string]{maps.Keys(n.inState), maps.Keys(builtin)} {
			for name := range names {
				if !yield(name) {
					return
				}
			}
		}
	})
	switch {
	case n.inState[u.Name] != nil && u.Assigns:
		return "that variable belongs to other code; write `local` to declare one here"
	case n.inState[u.Name] != nil:
		return "that variable belongs to other code; declare it at the start of the state, or use a database variable"
	case nearest != "":
		return fmt.Sprintf("did you mean `%s`?", nearest)
	case u.Assigns:
		return "write `local` to declare it, or `@` before the name for a database variable"
	default:
		return "declare it with `local`, or write `@` before the name for a database variable, `$` for a slot"
	}
}

func (n *nameCheck) declaredAt(v *Variable) []diag.Related {
	return []diag.Related{{File: path(v.File), Span: v.Decl.Span(), Message: fmt.Sprintf("`%s` is declared here", v.Name)}}
}
