// Package nlu finds the intent that an utterance means, from the interaction
// model of an Alexa skill. It stands in for Alexa's own understanding of
// language where that is out of reach: in tests, in a terminal, in a simulator.
//
//	model, err := interactionmodel.Load("skill-package/interactionModels/custom/en-US.json")
//	...
//	resolver, err := nlu.New(model, "en-US", nlu.Options{})
//	...
//	result, err := resolver.Resolve("a large coffee, please")
//	if match := result.Best(); match != nil {
//		fmt.Println(match.Intent, match.Slot("drink").Value())
//	}
//
// Unlike Alexa, it is predictable: the same utterance always has the same
// result, and a sample utterance that covers it decides. Of the words of the two,
// only the following may differ. Case, punctuation, blanks and hyphens do not
// matter. Apostrophes may be left out, and so may the diacritics of Latin
// letters; of samples that differ in nothing else, the one with the same
// diacritics wins. Numbers may be written in words or digits. Katakana and
// Hiragana are the same. The wake word, politeness and hesitation around an
// utterance are ignored unless a sample has them. Values in the model may have
// an article before them and, in English, French, Spanish and Portuguese, may
// stand in the singular or plural in -s.
//
// If no sample covers an utterance in a convincing way, one may do that leaves
// some words of it out, but for [Options.Exact]: "give me a coffee" fits the
// sample "a {drink}". What is left must speak for the sample, by a value in the
// model or two words at least, and not be much less than what is left out.
//
// # Ranking
//
// Of several samples that fit, the one with more literal words wins, then the
// one whose slots have values that their types know, then the one with fewer
// slots and fewer words in them. A slot of a custom type accepts any text, like
// Alexa; a value that the type does not know costs more than any known one, and
// has the status ER_SUCCESS_NO_MATCH. AMAZON.SearchQuery comes last. Equal
// matches are in the order of the model.
//
// An utterance that fits nothing is AMAZON.FallbackIntent if the model has it.
// The sensitivity of the model decides how easily: with LOW, the default, up to
// four words may be left out of an utterance; with MEDIUM two, and with HIGH
// none. And an utterance that fits a sample of slots alone, or of slots, articles
// and politeness, none of whose values is known, is convincing only if a value
// has at most as many words as the longest of its slot's type, and one more with
// LOW; never with HIGH.
//
// # Slot types
//
// AMAZON.NUMBER, FOUR_DIGIT_NUMBER, Ordinal, PhoneNumber, AlphaNumeric, DATE,
// TIME and DURATION accept only text that they can read, and have values in the
// formats of Alexa. Every other built-in type accepts any text. For names of
// people, cities, states, countries, colours, languages, animals, food and drink
// there are short English lists, and for AMAZON.DayOfWeek and AMAZON.Month lists
// in each language, so that a sample with a well-known value wins; values are
// not resolved to entities. Types that the model extends have the model's
// values as well, and entity resolution for them.
//
// Days and months without a year are the next to come, today and this month
// included; "next monday" is the first Monday after today. Hours without a half
// of the day are as on a 24-hour clock. Weeks are those of ISO 8601. A season is
// one of the calendar year: "next winter" is the winter of next year.
//
// # Languages
//
// All of the following know the usual phrases of the built-in intents, of
// invocations, and for closing a skill. What else they know:
//
//   - English: whole numbers up to a thousand million million, decimals,
//     negative numbers, and spelled digits; ordinals to the hundredth; dates by
//     day, weekday, week, weekend, month, quarter, year, decade and season,
//     absolute or relative, with a few holidays; times of day by the clock or in
//     words; durations with halves and quarters. Dates in digits are month first
//     in en-US and day first elsewhere.
//   - German, French, Spanish, Italian, Portuguese: the same, with numbers below
//     a million million, in Spanish a thousand million, and without named
//     decades. Ordinals go up to 99 in
//     German, 30 in French, 12 in Spanish, 20 in Italian and 10 in Portuguese;
//     days of a month may be cardinals in all. French includes septante,
//     huitante and nonante.
//   - Japanese: numbers in Chinese signs, digits or both, without decimals in
//     words; ordinals with 番目, 番, つ目, 個目 and 回目; dates by day, weekday, week,
//     weekend, month, quarter, year and season; times with 時, 分, 半 and 前;
//     durations with 半. Numbers in Hiragana are not known.
//   - Hindi: numbers with सौ, हज़ार, लाख, करोड़ and अरब; ordinals up to ten; dates by
//     day, weekday, week, weekend, month, year and season, where कल is tomorrow
//     and परसों the day after; times with साढ़े, सवा, पौने, डेढ़ and ढाई; durations with
//     the same.
//   - Other languages: numbers, dates and times in digits, the invocation name by
//     itself, and no phrases of built-in intents.
package nlu
