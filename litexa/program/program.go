// Package program puts the .litexa files of a skill together: its languages,
// its states with their handlers, the intents, utterances and slots that they
// declare, and its tests. It reports what is wrong with the whole, such as
// states that are defined twice or transitions to states that do not exist.
package program

import (
	"context"
	"encoding/json"

	"github.com/litexa-go/litexa/litexa/diag"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// Default is the name of the default language.
const Default = "default"

// Source is a .litexa file of one language.
type Source struct {
	// Language is Default or the name of a folder of litexa/languages.
	Language string
	// Name is the base name, by which a language replaces a file of another.
	Name string
	// Path is the file's path as diagnostics show it.
	Path string
	Text string
}

// Input is what a program is made of.
type Input struct {
	// Languages are the languages in order, Default first.
	Languages []string
	// Sources are the files in order: those of the default language by name,
	// then those of the other languages.
	Sources []Source
	// Deploy is the DEPLOY object of the deployment target as JSON values
	// (map[string]any and so on); nil is an empty object.
	Deploy any
	// Builder runs slot builders. If it is nil, builders are an error.
	Builder SlotBuilder
	// Localization replaces samples and speech of languages other than the
	// default.
	Localization Localization
	// Events are the names of events, beyond dotted ones, that extensions
	// accept without utterances.
	Events []string
	// Syntax says what extensions add to the language.
	Syntax syntax.Options
}

// SlotBuilder runs the functions that make slot types.
type SlotBuilder interface {
	// Build calls the function that file exports, in the file's version for
	// the language, and returns what it returned as JSON, in which the order
	// of members is as in the object.
	Build(ctx context.Context, file, function, language string) (json.RawMessage, error)
}

// Localization is the content of a project's localization file.
type Localization struct {
	// Intents are samples by intent name and language.
	Intents map[string]map[string][]string `json:"intents"`
	// Speech are translations by source text and language.
	Speech map[string]map[string]string `json:"speech"`
}

// Program is a skill as put together from its files.
type Program struct {
	// Languages has the default language first.
	Languages []*Language
	// States has launch, global, then the others by first mention.
	States []*State
	// Deploy is the input's.
	Deploy any
	// Localization is the input's.
	Localization Localization
	// Events is the input's.
	Events []string

	states       map[string]*State
	translations map[string]map[string][]*syntax.Template
}

// Language is what the program has for one language.
type Language struct {
	Name string
	// Files are the files as parsed for the language, in order; excluded files
	// are left out.
	Files []*File
	// Tests are the TEST blocks of the files.
	Tests []*Test
	// Pronounce are the pronounce lines of the files.
	Pronounce []*syntax.Pronounce
	// Types are the define lines by variable name, those inherited from the
	// default language included.
	Types map[string]*syntax.Define
	// SlotTypes are the custom slot types in the order of the slots that make
	// them.
	SlotTypes []*SlotType

	custom map[string]*SlotType // SlotTypes by name
	typeOf map[*Slot]string
}

// File is a parsed file. Languages that share a file share the File.
type File struct {
	Source Source
	Tree   *syntax.File
}

// Test is a TEST block in its file.
type Test struct {
	File *File
	Decl *syntax.Test
}

// State is a state with its versions by language.
type State struct {
	Name string
	// Versions has an entry for each language that the state was parsed for.
	// The states launch and global have one for the default language even if
	// no file declares them.
	Versions map[string]*StateVersion
}

// StateVersion is a state as declared for one language.
type StateVersion struct {
	State    *State
	Language string
	// File and Decl are nil for a launch or global that no file declares.
	File *File
	Decl *syntax.State
	// Intents are what the state handles, in order of declaration. Those of
	// global begin, in the default language, with the three that every skill
	// handles.
	Intents []*Intent

	byName map[string]*Intent
}

// Intent is an intent or event that a state handles.
type Intent struct {
	// Name is "" for "otherwise".
	Name string
	// State is where it is declared.
	State *StateVersion
	// Handlers are the "when" or "otherwise" statements, in order: several for
	// "otherwise" and for Connections.Response; none for a handler that every
	// global has. An intent named by an "or" line has the handler of that
	// line.
	Handlers []*syntax.Handler
	// Declared is the place of its name: the "when" or the "or" line.
	Declared diag.Span
	// Reference is the intent of the same name in an earlier state, which has
	// the utterances and slots of both; nil for the first.
	Reference *Intent
	// Parent is the intent whose "or" line names this one, or nil.
	Parent *Intent
	// Utterances are the utterances of the intent and the "or" utterances of
	// those that refer to it, in the order in which they were added. An intent
	// that refers to another has only that of its own "when", which the model
	// leaves out.
	Utterances []*Utterance
	// HasUtterances is set if the intent enters the model: it has utterances,
	// or it is one of Alexa's own.
	HasUtterances bool
	// Slots are the slots of the utterances by first mention.
	Slots []*Slot
	// Qualifier is the condition after the "when", or nil. It counts only
	// where there is no Reference, and only for the model.
	Qualifier *syntax.Qualifier

	replaceable bool // a handler that every global has and no file declares
	alternated  bool // has "or" utterances
	shared      bool // has "or" names
	bySlot      map[string]*Slot
	index       map[signature][]*Utterance // see indexed
}

// Utterance is an utterance of an intent.
type Utterance struct {
	Template *syntax.Template
	File     *File

	signature signature
}

// Slot is a slot of an intent.
type Slot struct {
	Name string
	// First is the first mention.
	First *syntax.Ref
	// File is the file of First.
	File *File
	// With is the statement that gives its type, WithFile its file; nil if
	// there is none.
	With     *syntax.SlotType
	WithFile *File
}

// SlotType is a custom slot type.
type SlotType struct {
	Name string
	// JSON is the type as the model has it: {"name", "values"} with the order
	// and the further members that a builder returned.
	JSON json.RawMessage
	// With is the statement that made it, File its file, Slot and Intent what
	// it was made for.
	With   *syntax.SlotType
	File   *File
	Slot   *Slot
	Intent *Intent
}

// Language returns the language of that name, or nil.
func (p *Program) Language(name string) *Language {
	for _, l := range p.Languages {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// State returns the state of that name, or nil.
func (p *Program) State(name string) *State { return p.states[name] }

// In returns the version of the state that a language uses: its own, or else
// the default one; nil if there is neither.
func (s *State) In(language string) *StateVersion {
	if v := s.Versions[language]; v != nil {
		return v
	}
	return s.Versions[Default]
}
