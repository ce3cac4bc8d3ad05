package check

import (
	"unicode"
	"unicode/utf8"

	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// facts are what one look at all files tells about the whole program.
type facts struct {
	program *program.Program
	files   []*fileFacts
	// words occur in inline code, in strings of the .litexa files, or in what
	// tests assign: what they name may be used in ways that cannot be seen.
	words map[string]bool
	// states has the facts about each state by name.
	states map[string]*stateFacts
	// slotsRead are the names after "$" that code reads, databaseSet those
	// after "@" that code or a test gives a value.
	slotsRead, databaseSet map[string]bool
	// databaseRead are the first reads of the names after "@".
	databaseRead []databaseRead
	// contextPassed is set if .litexa code uses the context as a value, so that
	// inline code may read or change anything in it.
	contextPassed bool
	// anyState is set if code may go to states whose names it computes.
	anyState bool

	databaseSeen map[string]bool
}

// fileFacts are a file and the languages that have it.
type fileFacts struct {
	*program.File
	languages []string
}

// stateFacts are about the code of a state in all languages.
type stateFacts struct {
	// targets are the states that its transitions and handoffs name.
	targets map[string]bool
	// leaves is set if something in it may end the session, go to another
	// state, or send a directive that does, or if it waits on purpose.
	leaves bool
	// handles is set if it has handlers.
	handles bool
}

// databaseRead is the first mention of a database variable.
type databaseRead struct {
	file *program.File
	ref  *syntax.Ref
	// glued is set if it follows a letter or digit of the text before it, as
	// in an e-mail address.
	glued bool
}

// currentState is the database variable that names the state of the session.
const currentState = "__currentState"

// gather looks at each file once, whatever the number of its languages.
func gather(p *program.Program, code []string) *facts {
	f := &facts{
		program: p,
		words:   map[string]bool{}, states: map[string]*stateFacts{},
		slotsRead: map[string]bool{}, databaseSet: map[string]bool{}, databaseSeen: map[string]bool{},
	}
	for _, text := range code {
		f.addWords(text)
	}
	f.anyState = f.words["nextState"] || f.words["handoffState"] || f.words[currentState]
	known := map[*program.File]*fileFacts{}
	for _, l := range p.Languages {
		for _, file := range l.Files {
			ff := known[file]
			if ff == nil {
				ff = &fileFacts{File: file}
				known[file] = ff
				f.files = append(f.files, ff)
				f.addFile(file)
			}
			ff.languages = append(ff.languages, l.Name)
		}
	}
	return f
}

// addWords adds the identifiers in a text.
func (f *facts) addWords(text string) {
	start := -1
	for i, r := range text {
		switch inWord := r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r); {
		case inWord && start < 0:
			start = i
		case !inWord && start >= 0:
			f.words[text[start:i]] = true
			start = -1
		}
	}
	if start >= 0 {
		f.words[text[start:]] = true
	}
}

func (f *facts) addFile(file *program.File) {
	if file.Tree == nil {
		return
	}
	for _, d := range file.Tree.Decls {
		switch d := d.(type) {
		case *syntax.State:
			st := f.states[d.Name.Name]
			if st == nil {
				st = &stateFacts{targets: map[string]bool{}}
				f.states[d.Name.Name] = st
			}
			w := &factWalk{facts: f, file: file, state: st}
			syntax.Inspect(d, w.look)
		case *syntax.Test:
			for _, s := range d.Body {
				if a, ok := s.(*syntax.TestAssign); ok && a.Ref != nil {
					f.databaseSet[a.Ref.Name.Name] = true
					f.addWords(a.Value)
				}
			}
		case *syntax.Define:
			f.databaseSet[d.Name.Name] = true
		}
	}
}

// factWalk gathers facts from a state.
type factWalk struct {
	*facts
	file  *program.File
	state *stateFacts
	// glued is the reference that comes next directly behind a word.
	glued *syntax.Ref
}

func (w *factWalk) look(n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.Handler:
		w.state.handles = true
		for _, s := range n.Body {
			syntax.Inspect(s, w.look)
		}
		return false
	case *syntax.Alternative, *syntax.SlotType:
		return false // the slots of an utterance are not read by it
	case *syntax.Assign:
		w.assign(n.Target)
		if n.Value != nil {
			syntax.Inspect(n.Value, w.look)
		}
		return false
	case *syntax.Transition:
		w.state.targets[n.Target.Name] = true
		w.state.leaves = true
	case *syntax.End, *syntax.Listen, *syntax.Product, *syntax.Directive:
		w.state.leaves = true
	case *syntax.StringLit:
		w.addWords(n.Raw)
	case *syntax.Say:
		for _, l := range w.program.Languages {
			for _, t := range w.program.Translation(l.Name, n) {
				w.text(t.Parts)
			}
		}
	case *syntax.Template:
		w.text(n.Parts)
		return false
	case *syntax.Ref:
		w.ref(n)
	}
	return true
}

func (w *factWalk) assign(target *syntax.Ref) {
	if target == nil {
		return
	}
	switch target.Scope {
	case syntax.DatabaseScope:
		w.databaseSet[target.Name.Name] = true
		w.anyState = w.anyState || target.Name.Name == currentState
	case syntax.RequestScope:
		if len(target.Path) > 0 {
			w.slotsRead[target.Name.Name] = true
		}
	}
}

func (w *factWalk) ref(r *syntax.Ref) {
	switch r.Scope {
	case syntax.RequestScope:
		w.slotsRead[r.Name.Name] = true
	case syntax.DatabaseScope:
		if !w.databaseSeen[r.Name.Name] {
			w.databaseSeen[r.Name.Name] = true
			w.databaseRead = append(w.databaseRead, databaseRead{w.file, r, r == w.glued})
		}
	case syntax.LocalScope:
		if r.Name.Name == contextName {
			w.contextPassed = true
			w.state.leaves = true
		}
	}
}

func (w *factWalk) text(parts []syntax.Part) {
	behindWord := false
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Text:
			r, _ := utf8.DecodeLastRuneInString(p.Raw)
			behindWord = unicode.IsLetter(r) || unicode.IsDigit(r)
			continue
		case *syntax.Group:
			for _, b := range p.Branches {
				w.text(b)
			}
		case *syntax.Interpolation:
			if r, ok := p.Expr.(*syntax.Ref); ok && behindWord && !p.Braces {
				w.glued = r
			}
			if p.Expr != nil {
				syntax.Inspect(p.Expr, w.look)
			}
		}
		behindWord = false
	}
}
