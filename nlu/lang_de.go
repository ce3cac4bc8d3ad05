package nlu

import (
	"strings"
	"time"
)

func german() *language {
	units := []string{"", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"}
	tens := []string{"", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"}
	small, longest := smallNumbers(
		"null eins/ein/eine/einen/einer/einem zwei/zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
		func(n int) string {
			switch {
			case n < 20:
				return ""
			case n%10 == 0:
				return tens[n/10]
			}
			return units[n%10] + "und" + tens[n/10]
		})
	ordinals := make(map[string]int)
	for ending := range strings.FieldsSeq("e er en es em") {
		for phrase, n := range listed(1, "erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt") {
			ordinals[phrase+ending] = n
		}
		for phrase, n := range small {
			if n >= 20 {
				ordinals[phrase+"st"+ending] = int(n)
			}
		}
	}
	start := "(öffne|starte|start|lade|beginne|spiele|spiel|benutze|verwende|nutze|aktiviere|(sprich|rede) mit|fahre fort mit|gehe zu)"
	will := "[bitte] [(kannst|könntest) du|ich (möchte|will)|lass uns] [bitte]"
	v := strings.NewReplacer("{start}", start, "{please}", will)
	return &language{
		and:       set("und oder sowie"),
		ampersand: "und",
		articles:  set("der die das den dem des ein eine einen einer eines einem etwas"),
		before:    anyOf(wakeWords + "\n[bitte|äh|ähm|hm|also|na]\n(kannst|könntest|würdest) du [bitte]"),
		after:     anyOf("bitte [schön]\ndanke [schön]\nvielen dank"),
		numerals: numerals{
			small: small, longest: longest, compound: compounds(small, "hundert", "tausend", "und"),
			hundred: set("hundert"),
			powers:  map[string]int64{"tausend": 1e3, "million": 1e6, "millionen": 1e6, "milliarde": 1e9, "milliarden": 1e9},
			and:     set("und"), zero: set("null"), minus: set("minus"), point: set("komma"), group: '.', decimal: ',',
		},
		ordinalList: ordinals,
		months:      listed(1, "januar/jänner februar/feber märz april mai juni/juno juli/julei august september oktober november dezember"),
		weekdays:    listed(0, "sonntag montag dienstag mittwoch donnerstag freitag samstag/sonnabend"),
		seasons:     listed(0, "frühling/frühjahr sommer herbst winter"),
		units:       listed(0, "sekunde/sekunden minute/minuten stunde/stunden tag/tage/tagen woche/wochen vierzehn_tage monat/monate/monaten jahr/jahre/jahren jahrzehnt/jahrzehnte"),
		parts:       listed(0, "morgen/vormittag/früh/morgens/vormittags nachmittag/nachmittags/mittag/mittags abend/abends nacht/nachts"),
		halves:      listed(0, "morgens/früh/vormittags/am_morgen/am_vormittag/in_der_früh nachmittags/abends/mittags/am_nachmittag/am_abend/heute_abend nachts/in_der_nacht"),
		dates: []rule{
			means("jetzt\ngerade", presentRef),
			means("heute [(morgen|früh|vormittag|mittag|nachmittag|abend|nacht)]", day(0)),
			means("morgen [(früh|vormittag|mittag|nachmittag|abend|nacht)]", day(1)),
			means("gestern [abend|nacht|morgen]", day(-1)), means("übermorgen", day(2)), means("vorgestern", day(-2)),
			means("[am] {weekday}\n[am] (diesen|dieser|kommenden) {weekday}", weekdayOn(0)),
			means("[am] (nächsten|nächster) {weekday}", weekdayOn(1)),
			means("[am] (letzten|letzter|vergangenen) {weekday}", weekdayOn(-1)),
			means("[am] [{weekday}] [den|dem|der] {day} {month} [{year}]\n[am] [den|dem|der] {ord} diesen monats", dayOfMonth),
			means("[am] [den|dem|der] {ord}", ordinalDay),
			means("(diese|dieser) woche", week(0)), means("[in der] (nächste|nächster|kommende|kommender) woche", week(1)), means("(letzte|letzter|vergangene) woche", week(-1)),
			means("[am] [dieses|diesem|das] wochenende", weekend(0)), means("[am] (nächstes|nächste|nächsten|kommendes|kommenden) wochenende", weekend(1)), means("[am] (letztes|letzten|vergangenes) wochenende", weekend(-1)),
			means("(diesen|dieser|diesem) monat", month(0)), means("(nächsten|nächster|kommenden|im nächsten) monat", month(1)), means("(letzten|letzter|vergangenen) monat", month(-1)),
			means("(dieses|diesem) quartal", quarter(0)), means("(nächstes|nächsten) quartal", quarter(1)), means("(letztes|letzten) quartal", quarter(-1)),
			means("(dieses|diesem) jahr", year(0)), means("(nächstes|nächsten|kommendes) jahr", year(1)), means("(letztes|letzten|vergangenes) jahr", year(-1)),
			means("(dieses|diesem) jahrzehnt", decade(0)), means("(nächstes|nächsten) jahrzehnt", decade(1)),
			means("[im] [diesen|dieser|diesem] {season} [{year}]", season(0)), means("(nächsten|nächster|nächstes) {season}", season(1)), means("(letzten|letzter|letztes) {season}", season(-1)),
			means("[im] [diesen] {month} [{year}]", monthOf), means("(nächsten|nächster) {month}", nextMonthOf), means("(letzten|letzter) {month}", lastMonthOf),
			means("[im jahr] {year}", yearOf),
			means("in {num} {unit}", away(1)), means("vor {num} {unit}", away(-1)),
			means("[an] weihnachten [{year}]\n[am] ersten weihnachtstag", fixedDay(time.December, 25)), means("[an] heiligabend [{year}]\n[am] heiligen abend", fixedDay(time.December, 24)),
			means("[an] silvester [{year}]", fixedDay(time.December, 31)), means("[an] neujahr [{year}]", fixedDay(time.January, 1)),
		},
		times: []rule{
			means("jetzt", currentTime),
			means("[um] zwölf uhr mittags\n[zu] mittag", at(12, 0)), means("[um] mitternacht", at(0, 0)),
			means("[am|in der|heute|diesen|diese] {part}", partOfDay),
			means("[um] {hour} [uhr] [{half}]\n[um] {hour} uhr {min} [{half}]", onTheHour(0)),
			means("[um] {clock} [uhr] [{half}]", clockFace),
			means("[um] {min} [minuten] nach {hour} [uhr] [{half}]", onTheHour(0)), means("[um] {min} [minuten] vor {hour} [uhr] [{half}]", beforeTheHour(0)),
			means("[um] viertel nach {hour} [{half}]", onTheHour(15)), means("[um] viertel vor {hour} [{half}]\n[um] dreiviertel {hour} [{half}]", beforeTheHour(15)),
			means("[um] halb {hour} [{half}]", beforeTheHour(30)), means("[um] viertel {hour} [{half}]", beforeTheHour(45)),
			means("[um] {min} [minuten] vor halb {hour} [{half}]", beforeTheHour(30)), means("[um] {min} [minuten] nach halb {hour} [{half}]", afterHalf),
		},
		durations: []durationRule{
			lasts("{num} {unit}", counted(0)), lasts("{num} und eine halbe {unit}\n{num} {unit} und eine halbe", counted(2)),
			lasts("(anderthalb|eineinhalb) {unit}", quartersOf(6)), lasts("zweieinhalb {unit}", quartersOf(10)), lasts("dreieinhalb {unit}", quartersOf(14)), lasts("viereinhalb {unit}", quartersOf(18)),
			lasts("[ein|eine|einen] (halbe|halben|halbes|halber) {unit}", quartersOf(2)),
			lasts("[eine] viertelstunde", quarterHours(1)), lasts("[eine] dreiviertelstunde", quarterHours(3)),
		},
		joins: anyOf("und"),
		intents: table(`
			CancelIntent: abbrechen, [bitte] abbruch, brich ab, abbreche, vergiss es, egal, [ist] schon gut
			HelpIntent: hilfe, hilf mir, (kannst|könntest) du mir helfen, ich brauche hilfe, was kann ich (sagen|tun|machen), was kannst du, wie funktioniert das
			LoopOffIntent: (loop|schleife|wiederholung|endlosschleife) (aus|ausschalten|stoppen), (deaktiviere|stoppe|stopp [jetzt]) (loop|schleife|wiederholung)
			LoopOnIntent: (loop|schleife|wiederholung|endlosschleife) (an|ein|einschalten|starten), (aktiviere|starte) (loop|schleife|wiederholung)
			MoreIntent: mehr, zeig [mir] mehr, mehr anzeigen, erzähl [mir] mehr, mehr (details|informationen), was noch
			NavigateHomeIntent: startseite, [zur] startseite, [geh] [nach] hause, home, gehe zum startbildschirm
			NavigateSettingsIntent: einstellungen, (öffne|zeige) [die] einstellungen
			NextIntent: weiter, (nächster|nächste|nächstes) [titel|lied|seite|eintrag], das nächste, überspringen, überspring (das|es), vorwärts
			NoIntent: nein, nein danke, nö, nee, ne, auf keinen fall, (lieber|bitte|eher) nicht, nicht wirklich, falsch
			PageDownIntent: (seite|eine seite) (runter|nach unten)
			PageUpIntent: (seite|eine seite) (hoch|rauf|nach oben)
			PauseIntent: pause, pausieren, pausiere, anhalten, halt an
			PreviousIntent: zurück, geh[e] zurück, (vorheriger|vorherige|vorheriges|letzter|letztes) [titel|lied|seite|eintrag], das vorherige
			RepeatIntent: wiederholen, wiederhole [das|es] [bitte], wiederhol [das|es], noch einmal, nochmal, sag das [noch einmal|nochmal], wie bitte, was hast du gesagt
			ResumeIntent: fortsetzen, fortfahren, weitermachen, mach weiter, weiter spielen, weiterspielen
			ScrollDownIntent: [nach] (unten|runter) (scrollen|blättern), (scrolle|scroll) [nach] (unten|runter)
			ScrollLeftIntent: [nach] links (scrollen|blättern), (scrolle|scroll) [nach] links
			ScrollRightIntent: [nach] rechts (scrollen|blättern), (scrolle|scroll) [nach] rechts
			ScrollUpIntent: [nach] (oben|hoch) (scrollen|blättern), (scrolle|scroll) [nach] (oben|hoch)
			SelectIntent: (wähle|nimm|zeige) [nummer|option] {ListPosition} [aus], (wähle|nimm|zeige) (den|die|das) {ListPosition} [eintrag|titel] [aus], (der|die|das) {ListPosition} [eintrag|titel], nummer {ListPosition}
			ShuffleOffIntent: (zufallswiedergabe|zufallsmodus|shuffle) (aus|ausschalten), (deaktiviere|stoppe) (zufallswiedergabe|zufallsmodus|shuffle)
			ShuffleOnIntent: (zufallswiedergabe|zufallsmodus|shuffle) [an|ein|einschalten], (aktiviere|starte) (zufallswiedergabe|zufallsmodus|shuffle), mischen
			StartOverIntent: neu starten, neustart, neu anfangen, von vorne [anfangen], [nochmal] von vorn, (fang|beginne) [noch einmal|nochmal] von vorne [an]
			StopIntent: stopp, stop, halt, aus, ende, beenden, aufhören, hör auf, sei still, das (ist|war) alles, genug
			YesIntent: ja, ja bitte, jawohl, jap, klar, na klar, ok, okay, gerne, sicher, natürlich, genau, richtig, (das ist|stimmt) [richtig], auf jeden fall, einverstanden, bestätigt`),
		exits: anyOf("exit\n(beende|schließe|verlasse) [den|das] (skill|spiel|app)\n[den|das] (skill|spiel) (beenden|schließen|verlassen)"),
		invocations: join(
			invocations(v.Replace(`
				{please} ({start}|frage|frag|sage|sag|führe|mach|mache) [den|die|das|dem|der] [skill|spiel] {name} [ab|auf|aus|öffnen|starten]
				{please} [den|die|das] {name} (öffnen|starten|spielen|benutzen)
				[der|die|das] {name}`), launch),
			invocations(v.Replace(`
				{please} (frage|frag|frage bei) [den|die|das] {name} (nach|ob|über|um|zu|wegen|dass) {rest}
				{please} (sage|sag) [dem|der|den|die|das] {name} (dass|er soll|sie soll|es soll) {rest}
				{please} (frage|frag|sage|sag|bitte|durchsuche) [den|die|das|dem|der] {name} {rest}
				{please} {start} [den|die|das|dem|der] {name} (und|um|zu|für|nach) {rest}
				{please} {start} [den|die|das|dem|der] {name} {rest}`), oneShot),
			invocations(v.Replace(`
				{please} {rest} (mit|von|bei|in|aus|über|auf|durch|per|via) [dem|der|den] {name}
				[der|die|das] {name} {rest}`), oneShot),
		),
	}
}

// afterHalf is some minutes after the half hour that German counts towards the
// next hour: "fünf nach halb acht" is 7:35.
func afterHalf(v *values, now time.Time) (string, bool) {
	with := *v
	with[captureMinute].value = 0
	return beforeTheHour(30-v.get(captureMinute))(&with, now)
}

// compounds reads numbers below a million that are written as one word, of a
// language that joins thousands, hundreds and the rest in that order.
func compounds(small map[string]int64, hundred, thousand, and string) func(string) (int64, bool) {
	read := func(s, unit string, worth int64, lower func(string) (int64, bool)) (int64, bool) {
		i := strings.Index(s, unit)
		if i < 0 {
			return lower(s)
		}
		value := worth
		if i > 0 {
			n, ok := lower(s[:i])
			if !ok || n == 0 {
				return 0, false
			}
			value *= n
		}
		rest := s[i+len(unit):]
		if rest == "" {
			return value, true
		}
		if _, ok := lower(rest); !ok {
			rest = strings.TrimPrefix(rest, and)
		}
		n, ok := lower(rest)
		return value + n, ok && n > 0 && n < worth
	}
	units := func(s string) (int64, bool) {
		n, ok := small[s]
		return n, ok
	}
	hundreds := func(s string) (int64, bool) { return read(s, hundred, 100, units) }
	return func(s string) (int64, bool) {
		if len(s) > 100 {
			return 0, false
		}
		return read(s, thousand, 1000, hundreds)
	}
}
