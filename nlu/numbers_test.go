package nlu

import (
	"testing"
	"time"

	"github.com/litexa-go/litexa/ask/interactionmodel"
)

// sunday is the moment that the tests take place: Sunday, 22 November 2026.
var sunday = time.Date(2026, time.November, 22, 9, 41, 0, 0, time.UTC)

func resolver(t testing.TB, locale string, model *interactionmodel.Model) *Resolver {
	t.Helper()
	if model == nil {
		model = &interactionmodel.Model{}
		model.LanguageModel.InvocationName = "test skill"
	}
	r, err := New(model, locale, Options{SkillID: "skill", Now: func() time.Time { return sunday }})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// valueTest is a text and the value that Alexa makes of it; "?" for none.
type valueTest struct{ locale, text, want string }

func testValues(t *testing.T, slotType string, tests []valueTest) {
	t.Helper()
	resolvers := make(map[string]*Resolver)
	for _, test := range tests {
		r := resolvers[test.locale]
		if r == nil {
			r = resolver(t, test.locale, nil)
			resolvers[test.locale] = r
		}
		v, err := r.ResolveSlot(slotType, test.text)
		if err != nil {
			t.Errorf("%s %q: %v", test.locale, test.text, err)
			continue
		}
		if v.Text != test.want || v.Known != (test.want != "?") {
			t.Errorf("%s %s %q: value %q (known: %t); want %q", test.locale, slotType, test.text, v.Text, v.Known, test.want)
		}
	}
}

func TestNumber(t *testing.T) {
	testValues(t, "AMAZON.NUMBER", []valueTest{
		{"en-US", "five", "5"},
		{"en-US", "twenty three", "23"},
		{"en-US", "Twenty-three", "23"},
		{"en-US", "1,000", "1000"},
		{"en-US", "1,00", "?"},
		{"en-US", "one hundred and five", "105"},
		{"en-US", "a hundred", "100"},
		{"en-US", "two thousand and six", "2006"},
		{"en-US", "nineteen hundred", "1900"},
		{"en-US", "three million two hundred thousand and one", "3200001"},
		{"en-US", "five million", "5000000"},
		{"en-US", "5 million", "5000000"},
		{"en-US", "2 hundred 5", "205"},
		{"en-US", "minus seven", "-7"},
		{"en-US", "three point one four", "3.14"},
		{"en-US", "3.14", "3.14"},
		{"en-US", "zero", "0"},
		{"en-US", "two oh five", "205"},
		{"en-US", "one two three", "123"},
		{"en-US", "twenty thirty", "?"},
		{"en-US", "hundred and", "?"},
		{"en-US", "five and six", "?"},
		{"en-US", "thousand million", "?"},
		{"en-US", "zero thousand", "?"},
		{"en-US", "banana", "?"},
		{"en-US", "99999999999999999999999", "?"},
		{"en-US", "the", "?"},
		{"en-US", "alexa, forty two please", "42"},
		{"de-DE", "dreiundzwanzig", "23"},
		{"de-DE", "fünf", "5"},
		{"de-DE", "einundzwanzig", "21"},
		{"de-DE", "hundertfünf", "105"},
		{"de-DE", "zweitausendsechsundzwanzig", "2026"},
		{"de-DE", "neunzehnhundertvierundachtzig", "1984"},
		{"de-DE", "dreihunderttausend", "300000"},
		{"de-DE", "zwei millionen", "2000000"},
		{"de-DE", "eine million", "1000000"},
		{"de-DE", "1.000", "1000"},
		{"de-DE", "drei komma fünf", "3.5"},
		{"de-DE", "3,5", "3.5"},
		{"de-DE", "minus dreißig", "-30"},
		{"de-DE", "hundertundeins", "101"},
		{"de-DE", "hunderthundert", "?"},
		{"de-DE", "nullhundert", "?"},
		{"fr-FR", "vingt et un", "21"},
		{"fr-FR", "soixante-dix", "70"},
		{"fr-FR", "soixante et onze", "71"},
		{"fr-FR", "quatre-vingts", "80"},
		{"fr-FR", "quatre-vingt-dix-sept", "97"},
		{"fr-FR", "septante-cinq", "75"},
		{"fr-FR", "nonante et un", "91"},
		{"fr-FR", "deux cent trois", "203"},
		{"fr-FR", "mille neuf cent quatre-vingt-quatre", "1984"},
		{"fr-FR", "deux mille vingt-six", "2026"},
		{"fr-FR", "trois millions", "3000000"},
		{"fr-FR", "trois virgule cinq", "3.5"},
		{"fr-FR", "zéro", "0"},
		{"es-ES", "veintitrés", "23"},
		{"es-ES", "treinta y uno", "31"},
		{"es-ES", "ciento cinco", "105"},
		{"es-ES", "quinientos veinte", "520"},
		{"es-ES", "mil novecientos ochenta y cuatro", "1984"},
		{"es-ES", "dos millones", "2000000"},
		{"es-ES", "1.000", "1000"},
		{"it-IT", "ventitré", "23"},
		{"it-IT", "ventuno", "21"},
		{"it-IT", "quarantotto", "48"},
		{"it-IT", "duecentoventitré", "223"},
		{"it-IT", "centottanta", "180"},
		{"it-IT", "centodue", "102"},
		{"it-IT", "millenovecentottantaquattro", "1984"},
		{"it-IT", "duemila", "2000"},
		{"it-IT", "duemilaventisei", "2026"},
		{"it-IT", "due milioni", "2000000"},
		{"it-IT", "unomila", "?"},
		{"it-IT", "cinquantacento", "?"},
		{"pt-BR", "vinte e três", "23"},
		{"pt-BR", "cento e cinco", "105"},
		{"pt-BR", "duzentas e duas", "202"},
		{"pt-BR", "mil novecentos e oitenta e quatro", "1984"},
		{"pt-BR", "dois mil e vinte e seis", "2026"},
		{"pt-BR", "três milhões", "3000000"},
		{"ja-JP", "二十三", "23"},
		{"ja-JP", "百五", "105"},
		{"ja-JP", "二千五百万", "25000000"},
		{"ja-JP", "一億二千万", "120000000"},
		{"ja-JP", "２３", "23"},
		{"ja-JP", "2万5千", "25000"},
		{"ja-JP", "二〇二六", "2026"},
		{"ja-JP", "十", "10"},
		{"ja-JP", "万", "?"},
		{"hi-IN", "तेईस", "23"},
		{"hi-IN", "एक सौ पाँच", "105"},
		{"hi-IN", "दो लाख", "200000"},
		{"hi-IN", "तीन करोड़ दो लाख पाँच हज़ार", "30205000"},
		{"hi-IN", "२३", "23"},
		{"nl-NL", "23", "23"},
		{"nl-NL", "vijf", "?"},
	})
}

func TestAllSmallNumbers(t *testing.T) {
	for code, language := range languages {
		seen := make(map[int64]bool)
		for _, n := range language().numerals.small {
			seen[n] = true
		}
		for n := range int64(100) {
			if code == "ja" && n > 9 {
				break
			}
			if !seen[n] {
				t.Errorf("%s has no word for %d", code, n)
			}
		}
		if len(seen) > 100 {
			t.Errorf("%s has words for %d numbers below 100", code, len(seen))
		}
	}
}

func TestFourDigitNumber(t *testing.T) {
	testValues(t, "AMAZON.FOUR_DIGIT_NUMBER", []valueTest{
		{"en-US", "six oh four five", "6045"},
		{"en-US", "sixty forty five", "6045"},
		{"en-US", "nineteen eighty four", "1984"},
		{"en-US", "twenty oh five", "2005"},
		{"en-US", "six thousand forty five", "6045"},
		{"en-US", "6045", "6045"},
		{"en-US", "0042", "0042"},
		{"en-US", "42", "?"},
		{"en-US", "one two three four five", "?"},
		{"de-DE", "zweitausendfünf", "2005"},
		{"de-DE", "eins zwei drei vier", "1234"},
		{"ja-JP", "一二三四", "1234"},
	})
}

func TestOrdinal(t *testing.T) {
	testValues(t, "AMAZON.Ordinal", []valueTest{
		{"en-US", "first", "1"},
		{"en-US", "twenty third", "23"},
		{"en-US", "fortieth", "40"},
		{"en-US", "ninety-ninth", "99"},
		{"en-US", "3rd", "3"},
		{"en-US", "112th", "112"},
		{"en-US", "three", "?"},
		{"de-DE", "dritte", "3"},
		{"de-DE", "einundzwanzigsten", "21"},
		{"fr-FR", "vingt et unième", "21"},
		{"fr-FR", "1er", "1"},
		{"es-ES", "tercera", "3"},
		{"it-IT", "secondo", "2"},
		{"pt-BR", "quinta", "5"},
		{"ja-JP", "三番目", "3"},
		{"ja-JP", "2つ目", "2"},
		{"hi-IN", "तीसरा", "3"},
	})
}

func TestPhoneNumber(t *testing.T) {
	testValues(t, "AMAZON.PhoneNumber", []valueTest{
		{"en-US", "555-1234", "5551234"},
		{"en-US", "(206) 555-1234", "2065551234"},
		{"en-US", "five five five one two oh four", "5551204"},
		{"en-US", "twenty twenty twelve", "202012"},
		{"en-US", "hello", "?"},
	})
}

func TestAlphaNumeric(t *testing.T) {
	testValues(t, "AMAZON.AlphaNumeric", []valueTest{
		{"en-US", "sixteen a.", "16a"},
		{"en-US", "a n a 102", "ana102"},
		{"en-US", "ana102", "ana102"},
		{"en-US", "oh four o", "04o"},
		{"en-US", "hello there", "?"},
	})
}
