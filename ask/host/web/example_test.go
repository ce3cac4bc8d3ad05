package web_test

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os/signal"
	"strings"
	"syscall"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/host/web"
)

func newSkill() *ask.Skill {
	return ask.NewSkillBuilder().
		AddHandlerFunc(ask.OnLaunch, func(_ context.Context, in *ask.HandlerInput) (*alexa.Response, error) {
			return in.ResponseBuilder.Speak("Hello!").Response(), nil
		}).
		MustCreate()
}

// A service with its own TLS certificate, which ends gracefully on Ctrl-C and
// when the system stops it.
func ExampleServer() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	handler, err := web.NewHandler(newSkill())
	if err != nil {
		log.Fatal(err)
	}
	server := &web.Server{
		Addr:     ":443",
		Handler:  handler,
		CertFile: "/etc/letsencrypt/live/skill.example.com/fullchain.pem",
		KeyFile:  "/etc/letsencrypt/live/skill.example.com/privkey.pem",
	}
	if err := server.ListenAndServe(ctx); err != nil {
		log.Fatal(err)
	}
}

// Several skills beside other pages, in a server of one's own.
func ExampleNewHandler() {
	handler, err := web.NewHandler(newSkill(), web.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("POST /skills/hello", handler)

	// What Alexa did not send is refused.
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/skills/hello", strings.NewReader(`{"request":{}}`)))
	fmt.Println(w.Code, w.Body)
	// Output: 400 Bad Request
}

// Requests made by hand, while developing. The server refuses to do this at an
// address that others can reach.
func ExampleUnverified() {
	handler, err := web.NewHandler(newSkill(),
		web.WithVerifier(web.Unverified()),
		web.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		log.Fatal(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()

	response, err := http.Post(server.URL, "application/json", strings.NewReader(
		`{"version":"1.0","context":{},"request":{"type":"LaunchRequest","requestId":"1","timestamp":"2026-01-31T12:00:00Z"}}`))
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	fmt.Println(response.Status)
	// Output: 200 OK
}
