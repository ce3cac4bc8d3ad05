package runtime

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"strings"

	"github.com/litexa-go/litexa/ask"
	"github.com/litexa-go/litexa/ask/alexa"
	"github.com/litexa-go/litexa/ask/ssml"
)

// apologies are what users hear if a request fails, by language.
var apologies = map[string]string{
	"":   "Sorry, something went wrong. Please try again.",
	"en": "Sorry, something went wrong. Please try again.",
	"de": "Entschuldigung, da ist etwas schiefgelaufen. Bitte versuche es noch einmal.",
	"fr": "Désolé, un problème est survenu. Veuillez réessayer.",
	"es": "Lo siento, algo ha salido mal. Inténtalo de nuevo, por favor.",
	"it": "Mi dispiace, qualcosa è andato storto. Riprova, per favore.",
	"pt": "Desculpe, algo deu errado. Por favor, tente de novo.",
	"nl": "Sorry, er ging iets mis. Probeer het nog eens.",
	"ja": "申し訳ありません。問題が発生しました。もう一度お試しください。",
	"hi": "माफ़ कीजिए, कुछ गड़बड़ हो गई। कृपया फिर से कोशिश करें।",
	"ar": "عذرًا، حدث خطأ ما. يُرجى المحاولة مرة أخرى.",
}

// DefaultApologies returns what users hear if a request fails, by language; ""
// is for all others.
func DefaultApologies() map[string]string { return maps.Clone(apologies) }

// apology returns what the users of a locale hear.
func (s *Skill) apology(locale string) string {
	language, _, _ := strings.Cut(locale, "-")
	for _, texts := range []map[string]string{s.config.Apologies, apologies} {
		for _, name := range []string{locale, language} {
			if text, ok := texts[name]; ok && name != "" {
				return text
			}
		}
		if text, ok := texts[""]; ok {
			return text
		}
	}
	return ""
}

// ErrorHandler returns the error handler of a skill that [Skill.Builder] makes:
// it logs the error with its place in the source, and apologises in the
// language of the user. Requests to which Alexa takes no speech are answered
// with an empty response.
func (s *Skill) ErrorHandler() ask.ErrorHandler { return apologist{s} }

type apologist struct{ skill *Skill }

// CanHandle reports true.
func (apologist) CanHandle(context.Context, *ask.HandlerInput, error) (bool, error) {
	return true, nil
}

// Handle answers with an apology.
func (a apologist) Handle(ctx context.Context, in *ask.HandlerInput, cause error) (*alexa.Response, error) {
	a.skill.config.Logger.LogAttrs(ctx, slog.LevelError, "the request failed: "+cause.Error(), attributes(in, cause)...)
	switch in.Request.RequestType() {
	case "LaunchRequest":
		// The skill is not open yet: nobody would hear what is said next.
		return in.ResponseBuilder.Speak(a.speech(in)).WithShouldEndSession(true).Response(), nil
	case "IntentRequest", "Connections.Response":
		text := a.speech(in)
		return in.ResponseBuilder.Speak(text).Reprompt(text).Response(), nil
	default:
		return in.ResponseBuilder.Response(), nil
	}
}

// speech returns the apology as SSML.
func (a apologist) speech(in *ask.HandlerInput) string {
	return ssml.Escape(a.skill.apology(in.Locale()))
}

// attributes describe a failed request for the log.
func attributes(in *ask.HandlerInput, cause error) []slog.Attr {
	attrs := []slog.Attr{
		slog.String("requestId", in.Request.Header().RequestID),
		slog.String("request", in.Request.RequestType()),
	}
	e := (*Error)(nil)
	if !errors.As(cause, &e) {
		return attrs
	}
	if e.File != "" {
		attrs = append(attrs, slog.String("file", e.File), slog.Int("line", e.Line), slog.Int("column", e.Col))
	}
	if e.State != "" {
		attrs = append(attrs, slog.String("state", e.State), slog.String("handler", e.Handler))
	}
	return attrs
}
