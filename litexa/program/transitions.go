package program

import (
	"fmt"
	"maps"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// checkTransitions reports transitions to states that do not exist. In exit code
// and in handlers of Connections.Response they are warnings, because programs
// that have them are known to run: they fail when they get there.
func (b *builder) checkTransitions() {
	for _, s := range b.program.States {
		for _, l := range b.program.Languages {
			v := s.Versions[l.Name]
			if v == nil || v.Decl == nil {
				continue
			}
			b.checkTargets(v, v.Decl.Entry(), diag.Error)
			for _, h := range v.Decl.Handlers() {
				severity := diag.Error
				if h.Name != nil && h.Name.Name == connections {
					severity = diag.Warning
				}
				b.checkTargets(v, h.Body, severity)
			}
			b.checkTargets(v, v.Decl.Exit(), diag.Warning)
		}
	}
}

func (b *builder) checkTargets(v *StateVersion, body []syntax.Stmt, severity diag.Severity) {
	for _, s := range body {
		if t, ok := s.(*syntax.Transition); ok {
			b.checkTarget(v, t, severity)
			continue
		}
		for _, block := range blocks(s) {
			b.checkTargets(v, block, severity)
		}
	}
}

func (b *builder) checkTarget(v *StateVersion, t *syntax.Transition, severity diag.Severity) {
	name := t.Target.Name
	if name == "" {
		return // the parser has reported it
	}
	states := b.program.states
	target := states[name]
	if target != nil && target.In(v.Language) != nil {
		return
	}
	d := diag.Diagnostic{Severity: severity, Code: "undefined-state", Span: t.Span()}
	kind := "transition"
	if t.Kind == syntax.Handoff {
		kind = "handoff"
	}
	if target == nil {
		d.Message = fmt.Sprintf("%s to a state that does not exist: %s%s", kind, name, b.question(name, len(states), maps.Keys(states)))
	} else {
		// Its name is known, so this fails only when it runs.
		d.Severity = diag.Warning
		d.Message = fmt.Sprintf("%s to the state %s, which does not exist in the language %s", kind, name, v.Language)
	}
	b.report(v.File, d)
}

// blocks returns the statements below a statement.
func blocks(s syntax.Stmt) [][]syntax.Stmt {
	var found [][]syntax.Stmt
	switch s := s.(type) {
	case *syntax.If:
		for _, branch := range s.Branches {
			found = append(found, branch.Body)
		}
	case *syntax.For:
		found = append(found, s.Body)
	case *syntax.Switch:
		for _, c := range s.Cases {
			found = append(found, c.Body)
		}
	case *syntax.Handler:
		found = append(found, s.Body)
	}
	return found
}
