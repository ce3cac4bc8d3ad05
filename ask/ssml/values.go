package ssml

import "strconv"

// EmphasisLevel is the level of [Emphasis].
type EmphasisLevel string

// The levels of emphasis.
const (
	EmphasisStrong   EmphasisLevel = "strong"   // louder and slower
	EmphasisModerate EmphasisLevel = "moderate" // the default
	EmphasisReduced  EmphasisLevel = "reduced"  // quieter and faster
)

// BreakStrength is the strength of [BreakOf].
type BreakStrength string

// The strengths of a break.
const (
	BreakNone    BreakStrength = "none" // takes away a pause that would be there
	BreakXWeak   BreakStrength = "x-weak"
	BreakWeak    BreakStrength = "weak"
	BreakMedium  BreakStrength = "medium"   // as after a comma
	BreakStrong  BreakStrength = "strong"   // as after a sentence
	BreakXStrong BreakStrength = "x-strong" // as after a paragraph
)

// InterpretAs tells [SayAs] how to read its text.
type InterpretAs string

// The ways to read text.
const (
	Characters   InterpretAs = "characters" // letter by letter
	SpellOut     InterpretAs = "spell-out"  // the same
	Cardinal     InterpretAs = "cardinal"
	Number       InterpretAs = "number" // the same
	Ordinal      InterpretAs = "ordinal"
	Digits       InterpretAs = "digits"       // digit by digit
	Fraction     InterpretAs = "fraction"     // 3/20 or 1+1/2
	Unit         InterpretAs = "unit"         // a measure, such as 5kg
	Date         InterpretAs = "date"         // see also SayDate
	Time         InterpretAs = "time"         // a duration, such as 1'21"
	Telephone    InterpretAs = "telephone"    // 7 or 10 digits, with extension: 2025551212x345
	Address      InterpretAs = "address"      // part of a street address
	Interjection InterpretAs = "interjection" // a speechcon
	Expletive    InterpretAs = "expletive"    // bleeped out
)

// DateFormat is the order of the parts of a date.
type DateFormat string

// The date formats.
const (
	MonthDayYear DateFormat = "mdy"
	DayMonthYear DateFormat = "dmy"
	YearMonthDay DateFormat = "ymd"
	MonthDay     DateFormat = "md"
	DayMonth     DateFormat = "dm"
	YearMonth    DateFormat = "ym"
	MonthYear    DateFormat = "my"
	Day          DateFormat = "d"
	Month        DateFormat = "m"
	Year         DateFormat = "y"
)

// Alphabet is the phonetic alphabet of [Phoneme].
type Alphabet string

// The phonetic alphabets.
const (
	IPA    Alphabet = "ipa"     // International Phonetic Alphabet
	XSampa Alphabet = "x-sampa" // Extended Speech Assessment Methods Phonetic Alphabet
)

// Rate is how fast speech is, see [RatePercent].
type Rate string

// The named rates.
const (
	RateXSlow  Rate = "x-slow"
	RateSlow   Rate = "slow"
	RateMedium Rate = "medium"
	RateFast   Rate = "fast"
	RateXFast  Rate = "x-fast"
)

// RatePercent is a rate in percent of the normal one, at least 20.
func RatePercent(percent float64) Rate { return Rate(decimal(percent) + "%") }

// Pitch is how high speech is, see [PitchPercent].
type Pitch string

// The named pitches.
const (
	PitchXLow   Pitch = "x-low"
	PitchLow    Pitch = "low"
	PitchMedium Pitch = "medium"
	PitchHigh   Pitch = "high"
	PitchXHigh  Pitch = "x-high"
)

// PitchPercent raises the pitch by a percentage, -33.3 to 50.
func PitchPercent(change float64) Pitch { return Pitch(signed(change) + "%") }

// Volume is how loud speech is, see [VolumeDecibel].
type Volume string

// The named volumes.
const (
	VolumeSilent Volume = "silent"
	VolumeXSoft  Volume = "x-soft"
	VolumeSoft   Volume = "soft"
	VolumeMedium Volume = "medium"
	VolumeLoud   Volume = "loud"
	VolumeXLoud  Volume = "x-loud"
)

// VolumeDecibel raises the volume by decibels, at most 4.08.
func VolumeDecibel(change float64) Volume { return Volume(signed(change) + "dB") }

func decimal(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func signed(n float64) string {
	if n >= 0 {
		return "+" + decimal(n)
	}
	return decimal(n)
}

// Role is the part of speech that [Word] reads its word as.
type Role string

// The roles of a word.
const (
	RoleVerb           Role = "amazon:VB"      // present simple: to read
	RolePastParticiple Role = "amazon:VBD"     // have read
	RoleNoun           Role = "amazon:NN"      // the present, not to present
	RoleOtherSense     Role = "amazon:SENSE_1" // not the usual sense: bass, the fish
)

// VoiceName is a voice of Amazon Polly. Alexa takes names beside the constants
// as Polly gains voices.
type VoiceName string

// The voices, by language.
const (
	VoiceIvy      VoiceName = "Ivy"      // en-US
	VoiceJoanna   VoiceName = "Joanna"   // en-US
	VoiceJoey     VoiceName = "Joey"     // en-US
	VoiceJustin   VoiceName = "Justin"   // en-US
	VoiceKendra   VoiceName = "Kendra"   // en-US
	VoiceKimberly VoiceName = "Kimberly" // en-US
	VoiceMatthew  VoiceName = "Matthew"  // en-US
	VoiceSalli    VoiceName = "Salli"    // en-US
	VoiceNicole   VoiceName = "Nicole"   // en-AU
	VoiceRussell  VoiceName = "Russell"  // en-AU
	VoiceAmy      VoiceName = "Amy"      // en-GB
	VoiceBrian    VoiceName = "Brian"    // en-GB
	VoiceEmma     VoiceName = "Emma"     // en-GB
	VoiceAditi    VoiceName = "Aditi"    // en-IN and hi-IN
	VoiceRaveena  VoiceName = "Raveena"  // en-IN
	VoiceHans     VoiceName = "Hans"     // de-DE
	VoiceMarlene  VoiceName = "Marlene"  // de-DE
	VoiceVicki    VoiceName = "Vicki"    // de-DE
	VoiceConchita VoiceName = "Conchita" // es-ES
	VoiceEnrique  VoiceName = "Enrique"  // es-ES
	VoiceLucia    VoiceName = "Lucia"    // es-ES
	VoiceMia      VoiceName = "Mia"      // es-MX
	VoiceLupe     VoiceName = "Lupe"     // es-US
	VoiceMiguel   VoiceName = "Miguel"   // es-US
	VoicePenelope VoiceName = "Penelope" // es-US
	VoiceChantal  VoiceName = "Chantal"  // fr-CA
	VoiceCeline   VoiceName = "Celine"   // fr-FR
	VoiceLea      VoiceName = "Lea"      // fr-FR
	VoiceMathieu  VoiceName = "Mathieu"  // fr-FR
	VoiceBianca   VoiceName = "Bianca"   // it-IT
	VoiceCarla    VoiceName = "Carla"    // it-IT
	VoiceGiorgio  VoiceName = "Giorgio"  // it-IT
	VoiceMizuki   VoiceName = "Mizuki"   // ja-JP
	VoiceTakumi   VoiceName = "Takumi"   // ja-JP
	VoiceCamila   VoiceName = "Camila"   // pt-BR
	VoiceRicardo  VoiceName = "Ricardo"  // pt-BR
	VoiceVitoria  VoiceName = "Vitoria"  // pt-BR
)

// DomainName is a speaking style. Which locales and voices have it differs.
type DomainName string

// The speaking styles.
const (
	DomainConversational DomainName = "conversational"
	DomainFun            DomainName = "fun"
	DomainLongForm       DomainName = "long-form"
	DomainMusic          DomainName = "music"
	DomainNews           DomainName = "news"
)

// EffectName is an effect on the voice.
type EffectName string

// EffectWhispered whispers.
const EffectWhispered EffectName = "whispered"

// EmotionName is an emotion of Alexa.
type EmotionName string

// The emotions.
const (
	EmotionExcited      EmotionName = "excited"
	EmotionDisappointed EmotionName = "disappointed"
)

// Intensity is the strength of an emotion.
type Intensity string

// The intensities.
const (
	IntensityLow    Intensity = "low"
	IntensityMedium Intensity = "medium"
	IntensityHigh   Intensity = "high"
)
