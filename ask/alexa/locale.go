package alexa

// Locales that skills can be published in. [RequestHeader.Locale] has one of
// them, or one that Alexa added since.
const (
	LocaleArSA = "ar-SA"
	LocaleDeDE = "de-DE"
	LocaleEnAU = "en-AU"
	LocaleEnCA = "en-CA"
	LocaleEnGB = "en-GB"
	LocaleEnIN = "en-IN"
	LocaleEnUS = "en-US"
	LocaleEsES = "es-ES"
	LocaleEsMX = "es-MX"
	LocaleEsUS = "es-US"
	LocaleFrCA = "fr-CA"
	LocaleFrFR = "fr-FR"
	LocaleHiIN = "hi-IN"
	LocaleItIT = "it-IT"
	LocaleJaJP = "ja-JP"
	LocaleNlNL = "nl-NL"
	LocalePtBR = "pt-BR"
)

// Locales returns the locales that skills can be published in, in alphabetical
// order.
func Locales() []string {
	return []string{
		LocaleArSA, LocaleDeDE, LocaleEnAU, LocaleEnCA, LocaleEnGB, LocaleEnIN,
		LocaleEnUS, LocaleEsES, LocaleEsMX, LocaleEsUS, LocaleFrCA, LocaleFrFR,
		LocaleHiIN, LocaleItIT, LocaleJaJP, LocaleNlNL, LocalePtBR,
	}
}
