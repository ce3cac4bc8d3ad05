package runtime_test

import (
	"context"
	"encoding/json"
	"fmt"
	goruntime "runtime"
	"testing"

	"github.com/litexa-go/litexa/internal/js"
	"github.com/litexa-go/litexa/litexa/runtime"
)

// game is a skill of the usual size for measurements.
var game = map[string]string{
	"main.litexa": `launch
  say "Welcome (back|again) to the game."
  -> ask

ask
  local wrong = 0
  say "Which (color|colour) is it?"
    or "Pick one, player {@name}."
  reprompt "Red or blue?"

  when "(i like|give me) $color"
    or "$color"
    with $color = "red", "blue"
    if matches($color)
      say "<!bingo>! $color it is"
      @points = @points + 1
    else
      wrong = wrong + 1
      say "Miss {wrong}."
    -> ask

  when AMAZON.HelpIntent
    say "Say red or blue."
    LISTEN microphone

  otherwise
    wrong = wrong + 1
    say "Miss {wrong}"
`,
	"code.js": `function matches(color) { return color === "blue"; }
`,
}

func BenchmarkHandle(b *testing.B) {
	for _, request := range []string{"AMAZON.HelpIntent", "I_LIKE_COLOR color=red", "launch"} {
		b.Run(request, func(b *testing.B) {
			s := skill(b, game)
			handle(b, s, "launch")
			e := event(request)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Handle(b.Context(), e); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkAsk(b *testing.B) {
	s := skill(b, game)
	handle(b, s, "launch")
	alexaSkill, err := s.Ask()
	if err != nil {
		b.Fatal(err)
	}
	e := event("I_LIKE_COLOR color=red")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := alexaSkill.InvokeJSON(b.Context(), e); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEngine starts engines, and reports how many bytes an idle one takes.
func BenchmarkEngine(b *testing.B) {
	const count = 32
	gate := make(chan struct{})
	entered := make(chan struct{}, count)
	files := map[string]string{"main.litexa": game["main.litexa"] + "global\n  when \"hold\"\n    hold()\n", "code.js": game["code.js"]}
	for b.Loop() {
		s := skill(b, files, func(c *runtime.Config) {
			c.MaxEngines, c.Store = count, nil
			c.Globals = map[string]any{"hold": js.Func(func(context.Context, []*js.Value) (any, error) {
				entered <- struct{}{}
				<-gate
				return nil, nil
			})}
		})
		before := heap()
		done := make(chan error, count)
		for i := range count {
			go func() {
				_, err := s.Handle(b.Context(), json.RawMessage(fmt.Sprintf(`{"session":{"attributes":{"litexa":{"__currentState":"ask"}}},"request":{"type":"IntentRequest","requestId":"%d","intent":{"name":"HOLD"}}}`, i)))
				done <- err
			}()
		}
		for range count {
			<-entered
		}
		for range count {
			gate <- struct{}{}
		}
		for range count {
			if err := <-done; err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(heap()-before)/(count-1), "bytes/engine")
		s.Close()
	}
}

func heap() uint64 {
	goruntime.GC()
	goruntime.GC()
	var m goruntime.MemStats
	goruntime.ReadMemStats(&m)
	return m.HeapAlloc
}
