package model

import (
	"slices"

	"github.com/litexa-go/litexa/litexa/program"
	"github.com/litexa-go/litexa/litexa/syntax"
)

// AudioPlayer is the interface that playing music needs.
const AudioPlayer = "AUDIO_PLAYER"

// Interfaces returns the interfaces that the statements of a program need, in
// all languages, sorted.
func Interfaces(p *program.Program) []string {
	needed := make(map[string]bool)
	seen := make(map[*syntax.State]bool)
	for _, s := range p.States {
		for _, v := range s.Versions {
			if v.Decl == nil || seen[v.Decl] {
				continue
			}
			seen[v.Decl] = true
			for n := range syntax.Preorder(v.Decl) {
				switch n.(type) {
				case *syntax.PlayMusic, *syntax.StopMusic:
					needed[AudioPlayer] = true
				}
			}
		}
	}
	names := make([]string, 0, len(needed))
	for name := range needed {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
