// Command litexa-go-functions is a skill written in Litexa whose calculations
// are in Go:
//
//	go run . talk
package main

import (
	"context"
	"embed"
	"errors"
	"time"

	"github.com/litexa-go/litexa/litexa"
)

//go:embed litexa litexa.config.json skill.json
var files embed.FS

func main() {
	litexa.Main(
		litexa.Files(files),
		litexa.Func("tideAt", tideAt),
		litexa.Object("harbour", &harbour{name: "Port Ellen"}),
	)
}

// tide is what Litexa code sees as an object with the members height and rising.
type tide struct {
	Height float64 `json:"height"`
	Rising bool    `json:"rising"`
}

// tideAt returns the tide at a time in milliseconds since 1970, as
// context.now is.
func tideAt(ctx context.Context, now int64) (tide, error) {
	if now <= 0 {
		return tide{}, errors.New("there was no tide table then")
	}
	const period = 745 * time.Minute
	phase := float64(time.UnixMilli(now).Sub(time.Unix(0, 0))%period) / float64(period)
	if phase < 0.5 {
		return tide{Height: 8 * phase, Rising: true}, nil
	}
	return tide{Height: 8 * (1 - phase)}, nil
}

// harbour is an object with methods for Litexa code.
type harbour struct{ name string }

// Name is harbour.name().
func (h *harbour) Name() string { return h.name }

// Open is harbour.open(height): whether boats of the given draughts can leave.
func (h *harbour) Open(height float64, draughts ...float64) bool {
	for _, draught := range draughts {
		if height < draught {
			return false
		}
	}
	return true
}
