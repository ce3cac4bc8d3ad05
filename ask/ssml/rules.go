package ssml

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/litexa-go/litexa/internal/suggest"
)

// contents is what an element may have inside.
type contents int

const (
	anything contents = iota
	textOnly
	nothing
)

// A rule is what Alexa expects of an element.
type rule struct {
	contents   contents
	attributes map[string]check
	required   []string // attributes that must be there
	oneNeeded  bool     // at least one attribute must be there
	outside    []string // elements that this one cannot be inside of
}

// A check returns what is wrong with the value of an attribute, or "".
type check func(value string) string

var rules = map[string]*rule{
	"speak": {attributes: map[string]check{"version": present, "xml:lang": isLocale}},
	"p":     {outside: []string{"p", "s"}},
	"s":     {outside: []string{"s"}},
	"break": {
		contents: nothing,
		attributes: map[string]check{
			"time":     isBreakTime,
			"strength": oneOf(BreakNone, BreakXWeak, BreakWeak, BreakMedium, BreakStrong, BreakXStrong),
		},
	},
	"audio": {
		attributes: map[string]check{"src": isAudioSource},
		required:   []string{"src"},
	},
	"emphasis": {
		attributes: map[string]check{"level": oneOf(EmphasisStrong, EmphasisModerate, EmphasisReduced)},
		outside:    []string{"voice"},
	},
	"lang": {
		attributes: map[string]check{"xml:lang": isLocale},
		required:   []string{"xml:lang"},
	},
	"phoneme": {
		contents:   textOnly,
		attributes: map[string]check{"alphabet": oneOf(IPA, XSampa), "ph": present},
		required:   []string{"ph"},
	},
	"prosody": {
		attributes: map[string]check{"rate": isRate, "pitch": isPitch, "volume": isVolume},
		oneNeeded:  true,
	},
	"say-as": {
		contents: textOnly,
		attributes: map[string]check{
			"interpret-as": oneOf(Characters, SpellOut, Cardinal, Number, Ordinal, Digits, Fraction, Unit, Date,
				Time, Telephone, Address, Interjection, Expletive),
			"format": oneOf(MonthDayYear, DayMonthYear, YearMonthDay, MonthDay, DayMonth, YearMonth, MonthYear,
				Day, Month, Year),
		},
		required: []string{"interpret-as"},
	},
	"sub": {
		contents:   textOnly,
		attributes: map[string]check{"alias": present},
		required:   []string{"alias"},
	},
	"voice": {
		attributes: map[string]check{"name": isVoice},
		required:   []string{"name"},
		outside:    []string{"amazon:emotion", "emphasis"},
	},
	"w": {
		contents: textOnly,
		attributes: map[string]check{"role": oneOf(RoleVerb, RolePastParticiple, RoleNoun, RoleOtherSense,
			"ivona:VB", "ivona:VBD", "ivona:NN", "ivona:SENSE_1")}, // ivona: their older names
		required: []string{"role"},
	},
	"amazon:domain": {
		attributes: map[string]check{"name": oneOf(DomainConversational, DomainFun, DomainLongForm, DomainMusic, DomainNews)},
		required:   []string{"name"},
		outside:    []string{"amazon:domain", "amazon:emotion"},
	},
	"amazon:effect": {
		attributes: map[string]check{"name": oneOf(EffectWhispered)},
		required:   []string{"name"},
	},
	"amazon:emotion": {
		attributes: map[string]check{
			"name":      oneOf(EmotionExcited, EmotionDisappointed),
			"intensity": oneOf(IntensityLow, IntensityMedium, IntensityHigh),
		},
		required: []string{"name", "intensity"},
		outside:  []string{"amazon:domain", "amazon:emotion", "voice"},
	},
	"alexa:name": {
		contents:   nothing,
		attributes: map[string]check{"type": oneOf("first"), "personId": present},
		required:   []string{"type", "personId"},
	},
	"mark": {
		contents:   nothing,
		attributes: map[string]check{"name": present},
		required:   []string{"name"},
	},
}

var (
	rates   = names(RateXSlow, RateSlow, RateMedium, RateFast, RateXFast)
	pitches = names(PitchXLow, PitchLow, PitchMedium, PitchHigh, PitchXHigh)
	volumes = names(VolumeSilent, VolumeXSoft, VolumeSoft, VolumeMedium, VolumeLoud, VolumeXLoud)
)

var voices = names(
	VoiceAditi, VoiceAmy, VoiceBianca, VoiceBrian, VoiceCamila, VoiceCarla, VoiceCeline, VoiceChantal,
	VoiceConchita, VoiceEmma, VoiceEnrique, VoiceGiorgio, VoiceHans, VoiceIvy, VoiceJoanna, VoiceJoey,
	VoiceJustin, VoiceKendra, VoiceKimberly, VoiceLea, VoiceLucia, VoiceLupe, VoiceMarlene, VoiceMathieu,
	VoiceMatthew, VoiceMia, VoiceMiguel, VoiceMizuki, VoiceNicole, VoicePenelope, VoiceRaveena, VoiceRicardo,
	VoiceRussell, VoiceSalli, VoiceTakumi, VoiceVicki, VoiceVitoria,
)

func present(value string) string {
	if strings.TrimSpace(value) == "" {
		return "is empty"
	}
	return ""
}

func oneOf[S ~string](values ...S) check {
	list := names(values...)
	return func(value string) string {
		if slices.Contains(list, value) {
			return ""
		}
		if len(list) == 1 {
			return fmt.Sprintf("is not %q", list[0])
		}
		return "is none of " + strings.Join(list, ", ") + suggest.Question(value, slices.Values(list))
	}
}

func names[S ~string](values ...S) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = string(v)
	}
	return list
}

func isLocale(value string) string {
	language, region, found := strings.Cut(value, "-")
	if n := len(language); (n == 2 || n == 3) && letters(value) && (!found || region != "") {
		return ""
	}
	return `is not a locale such as "en-US"`
}

func letters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-')
	}) < 0
}

// isVoice lets names pass that it does not know, since Polly gains voices, but
// not those that are nearly a known one.
func isVoice(value string) string {
	if slices.Contains(voices, value) {
		return ""
	}
	if n := suggest.Nearest(value, slices.Values(voices)); n != "" {
		return fmt.Sprintf("is not a voice (did you mean %q?)", n)
	}
	return present(value)
}

func isBreakTime(value string) string {
	unit := time.Second
	digits, ok := strings.CutSuffix(value, "ms")
	if ok {
		unit = time.Millisecond
	} else {
		digits, ok = strings.CutSuffix(value, "s")
	}
	n, valid := number(digits)
	if !ok || !valid {
		return `is not a duration such as "2s" or "500ms"`
	}
	if n*float64(unit) > float64(MaxBreak) {
		return fmt.Sprintf("is longer than %d seconds", MaxBreak/time.Second)
	}
	return ""
}

func isAudioSource(value string) string {
	u, err := url.Parse(value)
	switch {
	case err != nil || strings.ContainsAny(value, " \t\r\n"):
		return "is not a URL"
	case u.Scheme == "http":
		return "is not secure; Alexa plays https URLs only"
	case (u.Scheme == "https" || u.Scheme == "soundbank") && u.Host != "":
		return ""
	}
	return "is neither an https URL nor one of soundbank://soundlibrary"
}

func isRate(value string) string {
	if slices.Contains(rates, value) {
		return ""
	}
	digits, ok := strings.CutSuffix(value, "%")
	n, valid := number(digits)
	if !ok || !valid {
		return "is neither " + strings.Join(rates, ", ") + ` nor a percentage such as "90%"`
	}
	if n < 20 {
		return "is slower than 20%"
	}
	return ""
}

func isPitch(value string) string {
	if slices.Contains(pitches, value) {
		return ""
	}
	n, ok := change(value, "%")
	if !ok {
		return "is neither " + strings.Join(pitches, ", ") + ` nor a change such as "+10%"`
	}
	if n < -33.3 || n > 50 {
		return "is outside -33.3% to +50%"
	}
	return ""
}

func isVolume(value string) string {
	if slices.Contains(volumes, value) {
		return ""
	}
	n, ok := change(value, "dB")
	if !ok {
		return "is neither " + strings.Join(volumes, ", ") + ` nor a change such as "+2dB"`
	}
	if n > 4.08 {
		return "is louder than +4.08dB"
	}
	return ""
}

// change reads a number with a sign and a unit.
func change(value, unit string) (float64, bool) {
	value, ok := strings.CutSuffix(value, unit)
	if !ok || value == "" || value[0] != '+' && value[0] != '-' {
		return 0, false
	}
	n, ok := number(value[1:])
	if value[0] == '-' {
		n = -n
	}
	return n, ok
}

// number reads digits with at most one point among them.
func number(s string) (float64, bool) {
	if s == "" || strings.Trim(s, "0123456789.") != "" || s[0] == '.' || s[len(s)-1] == '.' {
		return 0, false
	}
	n, err := strconv.ParseFloat(s, 64)
	return n, err == nil
}

// attributeNames returns the names of the attributes that r knows, in order.
func (r *rule) attributeNames() []string { return slices.Sorted(maps.Keys(r.attributes)) }
