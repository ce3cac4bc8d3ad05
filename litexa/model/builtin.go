package model

import (
	"maps"
	"slices"
	"strings"

	"github.com/litexa-go/litexa/internal/suggest"
)

// slotTypes are the slot types that Alexa provides, without "AMAZON.", in any
// locale: those of the slot type reference for custom skills, its deprecated
// ones included, and the type of the list position in AMAZON.SelectIntent.
// Which locale has which changes often and is not recorded here. As of 2024.
var slotTypes = set(`
	AlphaNumeric DATE DURATION FOUR_DIGIT_NUMBER NUMBER ORDINAL Ordinal PhoneNumber TIME
	SearchQuery LITERAL ListPosition

	Actor AdministrativeArea AggregateRating Airline Airport Anaphor Animal Artist
	AT_CITY AT_REGION Athlete Author Book BookSeries BroadcastChannel City
	CivicStructure Color Comic Corporation Country CreativeWorkType DayOfWeek
	DE_CITY DE_FIRST_NAME DE_REGION Dessert DeviceType Director Drink
	EducationalOrganization EUROPE_CITY EventType Festival FictionalCharacter
	FinancialService FirstName Food FoodEstablishment Game GB_CITY GB_FIRST_NAME
	GB_REGION Genre Landform LandmarksOrHistoricalBuildings Language LocalBusiness
	LocalBusinessType MedicalOrganization Month Movie MovieSeries MovieTheater
	MusicAlbum MusicCreativeWorkType MusicEvent MusicGroup Musician MusicPlaylist
	MusicRecording MusicVenue MusicVideo Organization Person PostalAddress
	Professional ProfessionalType RadioChannel Region RelativePosition Residence
	Room ScreeningEvent Service SocialMediaPlatform SoftwareApplication
	SoftwareGame Sport SportsEvent SportsTeam StreetAddress StreetName
	TelevisionChannel TVEpisode TVSeason TVSeries US_CITY US_FIRST_NAME US_STATE
	VideoGame VisualModeTrigger WeatherCondition WrittenCreativeWorkType
`)

// computedTypes are slot types whose values Alexa computes or does not limit,
// so that a model cannot add values to them.
var computedTypes = set(`
	AlphaNumeric DATE DURATION FOUR_DIGIT_NUMBER NUMBER ORDINAL Ordinal PhoneNumber TIME SearchQuery
`)

// searchQuery is the slot type for a phrase of any words.
const searchQuery = "AMAZON.SearchQuery"

// builtInPrefix begins the names of what Alexa provides.
const builtInPrefix = "AMAZON."

// launchPhrases and connectingWords are words that no invocation name may
// contain, by language: those that Amazon's requirements for invocation names
// give as examples. As of 2024, for English only.
var (
	launchPhrases   = map[string]map[string]bool{"en": set("launch ask tell load begin enable")}
	connectingWords = map[string]map[string]bool{"en": set("to from in using with about for that by if and whether")}
)

// wakeWords are the words that wake a device, and those that name the thing
// itself; no invocation name may contain them in any language.
var wakeWords = set("alexa amazon echo computer skill app")

// minorWords are articles and prepositions; an invocation name of two words
// must have none.
var minorWords = map[string]map[string]bool{"en": set("the a an for to of")}

// oneWordLanguages are languages in which a single word may be an invocation
// name: German for its compounds, Japanese because it has no blanks.
var oneWordLanguages = set("de ja")

// sensitivityLocales are the languages and locales that can tune
// AMAZON.FallbackIntent.
var sensitivityLocales = set("en de-DE")

func set(words string) map[string]bool {
	s := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}

// language returns the language of a locale: "en" of "en-US".
func language(locale string) string {
	before, _, _ := strings.Cut(locale, "-")
	return before
}

// nearestSlotType returns the built-in slot type that a name may be meant to
// be, or "".
func nearestSlotType(name string) string {
	short := strings.TrimPrefix(name, builtInPrefix)
	if n := suggest.Nearest(short, slices.Values(slices.Sorted(maps.Keys(slotTypes)))); n != "" {
		return builtInPrefix + n
	}
	return ""
}
