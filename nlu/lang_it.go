package nlu

import (
	"strings"
	"time"
)

func italian() *language {
	tens := []string{"", "", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"}
	units := []string{"", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove"}
	small, longest := smallNumbers(
		"zero uno/un/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
		func(n int) string {
			ten := tens[n/10]
			switch {
			case n < 20:
				return ""
			case n%10 == 1:
				return ten[:len(ten)-1] + "uno/" + ten[:len(ten)-1] + "un"
			case n%10 == 8:
				return ten[:len(ten)-1] + "otto"
			}
			return ten + units[n%10]
		})
	ordinals := make(map[string]int)
	for phrase, n := range listed(1, "prim second terz quart quint sest settim ottav non decim undicesim dodicesim tredicesim quattordicesim quindicesim sedicesim diciassettesim diciottesim diciannovesim ventesim") {
		ordinals[phrase+"o"], ordinals[phrase+"a"] = n, n
	}
	v := strings.NewReplacer(
		"{start}", "(apri|aprire|avvia|avviare|lancia|inizia|iniziare|comincia|fai partire|gioca [a|ad|al|con]|giocare [a|ad|al|con]|usa|usare|utilizza|carica|riprendi|attiva|esegui|vai su|(parla|parlare) con)",
		"{please}", "[per favore] [(puoi|potresti)|(voglio|vorrei)] [per favore]")
	return &language{
		and:       set("e ed o oppure"),
		ampersand: "e",
		articles:  set("il lo la l i gli le un uno una del della dello dei delle degli mio mia"),
		before:    anyOf(wakeWords + "\n[per favore|ehm|allora|beh|dunque]\n(puoi|potresti|mi puoi)"),
		after:     anyOf("per (favore|piacere)\ngrazie [mille]"),
		numerals: numerals{
			small: small, longest: longest, compound: italianCompounds(small),
			hundred: set("cento"),
			powers:  map[string]int64{"mille": 1e3, "mila": 1e3, "milione": 1e6, "milioni": 1e6, "miliardo": 1e9, "miliardi": 1e9},
			and:     set("e"), minus: set("meno"), point: set("virgola"), group: '.', decimal: ',',
		},
		ordinalList: ordinals,
		months:      listed(1, "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
		weekdays:    listed(0, "domenica lunedì martedì mercoledì giovedì venerdì sabato"),
		seasons:     listed(0, "primavera estate autunno inverno"),
		units:       listed(0, "secondo/secondi minuto/minuti ora/ore giorno/giorni settimana/settimane quindicina mese/mesi anno/anni decennio/decenni"),
		parts:       listed(0, "mattina/mattino/mattinata/stamattina pomeriggio sera/serata/stasera notte/stanotte"),
		halves:      listed(0, "di_mattina/del_mattino/della_mattina di_pomeriggio/del_pomeriggio/di_sera/della_sera di_notte/della_notte"),
		dates: []rule{
			means("adesso\nora", presentRef),
			means("oggi\nstamattina\nstasera\nstanotte\n(questa|questo) (mattina|pomeriggio|sera)", day(0)), means("domani [(mattina|pomeriggio|sera)]", day(1)), means("ieri [(mattina|sera)]", day(-1)), means("dopodomani\ndopo domani", day(2)), means("l'altro ieri\nieri l'altro", day(-2)),
			means("[questo|questa|di] {weekday}", weekdayOn(0)), means("[il|la] prossimo {weekday}\n{weekday} prossimo\n{weekday} prossima\nla prossima {weekday}", weekdayOn(1)), means("{weekday} (scorso|scorsa)\n(lo|la) (scorso|scorsa) {weekday}", weekdayOn(-1)),
			means("[il|l'] [{weekday}] {day} {month} [[del] {year}]\n(il|l') {day}", dayOfMonth),
			means("questa settimana", week(0)), means("[la] (prossima settimana|settimana prossima)", week(1)), means("[la] (scorsa settimana|settimana scorsa)", week(-1)),
			means("[questo|nel|il] (weekend|week end|fine settimana)", weekend(0)), means("[il] (prossimo (weekend|week end|fine settimana)|(weekend|week end|fine settimana) prossimo)", weekend(1)), means("[lo] scorso (weekend|week end|fine settimana)", weekend(-1)),
			means("questo mese", month(0)), means("[il] (prossimo mese|mese prossimo)", month(1)), means("[lo|il] (scorso mese|mese scorso)", month(-1)),
			means("questo trimestre", quarter(0)), means("[il] prossimo trimestre", quarter(1)), means("[lo] scorso trimestre", quarter(-1)),
			means("quest'anno", year(0)), means("[il|l'] (prossimo anno|anno prossimo)", year(1)), means("[lo|l'] (scorso anno|anno scorso)", year(-1)),
			means("questo decennio", decade(0)), means("[il] prossimo decennio", decade(1)),
			means("[questa|questo|quest'|in|l'] {season} [del {year}]", season(0)), means("[la|il] (prossima|prossimo) {season}\n[l'] {season} (prossima|prossimo)", season(1)), means("[la|lo] (scorsa|scorso) {season}\n[l'] {season} (scorsa|scorso)", season(-1)),
			means("[a|ad|in|questo] {month} [[del] {year}]", monthOf), means("[il] prossimo {month}\n{month} prossimo", nextMonthOf), means("[lo] scorso {month}\n{month} scorso", lastMonthOf),
			means("[nel] [l'anno] {year}", yearOf),
			means("(tra|fra) {num} {unit}", away(1)), means("{num} {unit} fa", away(-1)),
			means("[a|il giorno di] natale [{year}]", fixedDay(time.December, 25)), means("[la] vigilia di natale", fixedDay(time.December, 24)), means("[a] ferragosto", fixedDay(time.August, 15)),
			means("[a] capodanno", fixedDay(time.January, 1)), means("[a] san silvestro", fixedDay(time.December, 31)),
		},
		times: []rule{
			means("adesso\nora", currentTime), means("[a] mezzogiorno", at(12, 0)), means("[a] mezzanotte", at(0, 0)), means("[a] mezzogiorno e mezzo\n[a] mezzogiorno e mezza", at(12, 30)),
			means("[questa|questo|di|la|il|in|nel|nella] {part}", partOfDay),
			means("[alle|all'|le|l'] {hour} [in punto] [{half}]\n[alle|all'|le|l'] {hour} [e] {min} [{half}]", onTheHour(0)), means("[alle|le] {clock} [{half}]", clockFace),
			means("[alle|all'|le|l'] {hour} e un quarto [{half}]", onTheHour(15)), means("[alle|all'|le|l'] {hour} e (mezza|mezzo|mezz) [{half}]", onTheHour(30)), means("[alle|all'|le|l'] {hour} e tre quarti [{half}]", onTheHour(45)),
			means("[alle|all'|le|l'] {hour} meno un quarto [{half}]\n[un] quarto alle {hour} [{half}]", beforeTheHour(15)), means("[alle|all'|le|l'] {hour} meno {min} [{half}]", beforeTheHour(0)),
		},
		durations: []durationRule{
			lasts("{num} {unit}\n(un'|un) {unit}", func(v *values) int { return 4 * max(1, v.get(captureNumber)) }), lasts("({num}|un') {unit} e (mezza|mezzo)", func(v *values) int { return 4*max(1, v.get(captureNumber)) + 2 }),
			lasts("(mezz'|mezza|mezzo) {unit}", quartersOf(2)), lasts("[un] quarto d'{unit}", quartersOf(1)), lasts("tre quarti d'{unit}", quartersOf(3)), lasts("{num} {unit} e un quarto", counted(1)),
		},
		joins: anyOf("e"),
		intents: table(`
			CancelIntent: annulla, annullare, lascia (stare|perdere), dimentica, non importa, fa niente
			HelpIntent: aiuto, aiutami, [mi] puoi aiutarmi, mi aiuti, ho bisogno di aiuto, cosa posso (dire|fare), come funziona
			LoopOffIntent: (disattiva|ferma) (il loop|la ripetizione), loop disattivato
			LoopOnIntent: loop, (attiva|avvia) (il loop|la ripetizione), ripeti in loop
			MoreIntent: [di] più, mostra [mi] (altro|di più), dimmi di più, altro, [più|altri] (dettagli|informazioni)
			NavigateHomeIntent: home, [pagina|schermata] (principale|iniziale), vai alla (home|schermata iniziale)
			NavigateSettingsIntent: impostazioni, (apri|vai alle) [le] impostazioni
			NextIntent: avanti, prossimo, prossima, successivo, successiva, [il|la] (prossimo|prossima) [canzone|brano|pagina], salta [questo|questa], passa (al prossimo|alla prossima)
			NoIntent: no, no grazie, per niente, assolutamente no, certo che no, non credo, meglio di no, macché
			PageDownIntent: pagina (giù|in basso|successiva)
			PageUpIntent: pagina (su|in alto|precedente)
			PauseIntent: pausa, metti in pausa, sospendi
			PreviousIntent: indietro, precedente, [il|la] precedente, [canzone|brano] precedente, torna indietro, vai indietro
			RepeatIntent: ripeti, ripetere, ripetilo, (puoi|potresti) ripetere, ancora [una volta], di nuovo, [dillo] di nuovo, cosa hai detto, come scusa
			ResumeIntent: riprendi, riprendere, continua, continuare, vai avanti, prosegui
			ScrollDownIntent: scorri [verso il|in|verso] (basso|giù)
			ScrollLeftIntent: scorri (a|verso) sinistra
			ScrollRightIntent: scorri (a|verso) destra
			ScrollUpIntent: scorri [verso l'|in|verso] (alto|su)
			SelectIntent: (seleziona|scegli|prendi|mostra) [il numero|l'opzione|numero] {ListPosition}, (seleziona|scegli|prendi|mostra) (il|la|lo) {ListPosition}, (il|la|lo) {ListPosition}, numero {ListPosition}
			ShuffleOffIntent: (disattiva|ferma) (la riproduzione casuale|lo shuffle)
			ShuffleOnIntent: [riproduzione] casuale, (attiva|avvia) (la riproduzione casuale|lo shuffle), mescola, mischia
			StartOverIntent: ricomincia, ricominciare, [ricomincia] da capo, dall'inizio, riavvia, riparti
			StopIntent: stop, fermati, ferma, basta, smettila, fine, finisci, termina, chiudi, zitta, silenzio, spegni, è tutto
			YesIntent: sì, sì (grazie|per favore), certo, certamente, ok, okay, va bene, d'accordo, esatto, giusto, corretto, assolutamente, volentieri, sicuro, perfetto`),
		exits: anyOf("exit\n(esci|uscire) [dalla skill|dal gioco]\nchiudi (la skill|il gioco)"),
		invocations: join(
			invocations(v.Replace(`
				{please} {start} [il|la|lo|l'|i|gli|le] [skill|gioco] {name}
				{please} (chiedi|chiedere|domanda|di) (a|al|alla|allo|all'|ai|agli|alle) {name}
				[il|la|lo|l'|i|gli|le] {name}`), launch),
			invocations(v.Replace(`
				{please} (chiedi|chiedere|domanda) (a|al|alla|allo|all'|ai|agli|alle) {name} (di|d'|se|per|che|su|del|della|a proposito di|riguardo) {rest}
				{please} (di'|di|dire) (a|al|alla|allo|all'|ai|agli|alle) {name} (di|che|d') {rest}
				{please} (chiedi|chiedere|domanda|di'|di|dire) (a|al|alla|allo|all'|ai|agli|alle) {name} {rest}
				{please} cerca (su|in|nel|nella) {name} {rest}
				{please} {start} [il|la|lo|l'|i|gli|le] {name} (e|ed|per) {rest}
				{please} {start} [il|la|lo|l'|i|gli|le] {name} {rest}`), oneShot),
			invocations(v.Replace(`
				{please} {rest} (con|da|dal|dalla|dall'|su|in|nel|nella|usando|tramite|di|del|della|a|al|alla) {name}
				[il|la|lo|l'|i|gli|le] {name} {rest}`), oneShot),
		),
	}
}

// italianCompounds reads numbers below a million that are written as one word.
func italianCompounds(small map[string]int64) func(string) (int64, bool) {
	below1000 := func(s string) (int64, bool) {
		i := strings.Index(s, "cent")
		if i < 0 {
			n, ok := small[s]
			return n, ok
		}
		value := int64(100)
		if i > 0 {
			n, ok := small[s[:i]]
			if !ok || n < 2 || n > 9 {
				return 0, false
			}
			value *= n
		}
		rest := s[i+len("cent"):]
		if tail, ok := strings.CutPrefix(rest, "o"); ok { // centotto, but centodue
			if tail == "" {
				return value, true
			}
			if n, ok := small[tail]; ok {
				return value + n, true
			}
		}
		n, ok := small[rest]
		return value + n, ok
	}
	return func(s string) (int64, bool) {
		if len(s) > 100 {
			return 0, false
		}
		before, after, ok := strings.Cut(s, "mila")
		value := int64(1000)
		if ok {
			n, ok := below1000(before)
			if !ok || n < 2 {
				return 0, false
			}
			value *= n
		} else if after, ok = strings.CutPrefix(s, "mille"); !ok {
			return below1000(s)
		}
		if after == "" {
			return value, true
		}
		n, ok := below1000(after)
		return value + n, ok
	}
}
