package nlu

import (
	"strings"
	"time"
)

func french() *language {
	names := strings.Fields("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
	below := func(n int) string { // 1 to 19
		if n > 16 {
			return "dix " + names[n-10]
		}
		return names[n]
	}
	tens := map[int]string{20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
	regional := map[int]string{70: "septante", 80: "huitante", 90: "nonante"}
	with := func(ten string, n int, and string) string { // n is 0 to 19
		switch n {
		case 0:
			return ten
		case 1, 11:
			return ten + and + below(n)
		}
		return ten + " " + below(n)
	}
	small, longest := smallNumbers(
		"zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix_sept dix_huit dix_neuf",
		func(n int) string {
			switch {
			case n < 20:
				return ""
			case n < 60:
				return with(tens[n/10*10], n%10, " et ")
			case n < 70:
				return with("soixante", n-60, " et ")
			case n < 80:
				return with("soixante", n-60, " et ") + "/" + with(regional[n/10*10], n%10, " et ")
			case n == 80:
				return "quatre vingts/quatre vingt/huitante/octante"
			}
			return with("quatre vingt", n-80, " ") + "/" + with(regional[n/10*10], n%10, " et ")
		})
	ordinals := listed(1, "premier/première deuxième/second/seconde troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième dix_septième dix_huitième dix_neuvième vingtième vingt_et_unième vingt_deuxième vingt_troisième vingt_quatrième vingt_cinquième vingt_sixième vingt_septième vingt_huitième vingt_neuvième trentième")
	v := strings.NewReplacer(
		"{start}", "(ouvre|ouvrir|lance|lancer|démarre|démarrer|commence|commencer|joue [à|au]|jouer [à|au]|utilise|utiliser|charge|exécute|active|reprends|va sur|(parle|parler) (à|avec))",
		"{please}", "[s'il te plaît] [(peux|pourrais) tu|je (veux|voudrais)|j'aimerais] [s'il te plaît]")
	return &language{
		and:       set("et ou"),
		ampersand: "et",
		articles:  set("le la les l un une des du de d mon ma mes"),
		before:    anyOf(wakeWords + "\n[s'il (te|vous) plaît|euh|alors|bon]\n(peux|pourrais) tu"),
		after:     anyOf("s'il (te|vous) plaît\nmerci [beaucoup]"),
		plural:    "s",
		numerals: numerals{
			small: small, longest: longest,
			hundred: set("cent cents"),
			powers:  map[string]int64{"mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9},
			minus:   set("moins"), point: set("virgule point"), decimal: ',',
		},
		ordinalList: ordinals,
		ordinalEnds: anyOf("(er|ère|re|e|ème)"),
		months:      listed(1, "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		weekdays:    listed(0, "dimanche lundi mardi mercredi jeudi vendredi samedi"),
		seasons:     listed(0, "printemps été automne hiver"),
		units:       listed(0, "seconde/secondes minute/minutes heure/heures/h jour/jours/journée semaine/semaines quinzaine mois an/ans/année/années décennie/décennies"),
		parts:       listed(0, "matin/matinée après_midi soir/soirée nuit"),
		halves:      listed(0, "du_matin/ce_matin de_l'après_midi/du_soir/cet_après_midi/ce_soir de_la_nuit/cette_nuit"),
		dates: []rule{
			means("maintenant", presentRef),
			means("aujourd'hui\nce (matin|soir)\ncet après midi\ncette nuit", day(0)),
			means("demain [(matin|après midi|soir)]", day(1)), means("hier [(matin|soir)]", day(-1)), means("après demain", day(2)), means("avant hier", day(-2)),
			means("[ce|le] {weekday}", weekdayOn(0)), means("[le] {weekday} prochain", weekdayOn(1)), means("[le] {weekday} dernier", weekdayOn(-1)),
			means("[le] [{weekday}] {day} {month} [{year}]\nle {day}", dayOfMonth), means("[le] {ord}", ordinalDay),
			means("cette semaine", week(0)), means("[la] semaine prochaine", week(1)), means("[la] semaine (dernière|passée)", week(-1)),
			means("[ce|le] (week end|weekend)", weekend(0)), means("[le] (week end|weekend) prochain", weekend(1)), means("[le] (week end|weekend) dernier", weekend(-1)),
			means("ce mois [ci]", month(0)), means("[le] mois prochain", month(1)), means("[le] mois (dernier|passé)", month(-1)),
			means("ce trimestre", quarter(0)), means("[le] trimestre prochain", quarter(1)), means("[le] trimestre dernier", quarter(-1)),
			means("cette année", year(0)), means("[l'] (année prochaine|an prochain)", year(1)), means("[l'] (année dernière|an dernier|an passé)", year(-1)),
			means("cette décennie", decade(0)), means("[la] décennie prochaine", decade(1)),
			means("[cet|ce|en|au|l'] {season} [{year}]", season(0)), means("[l'|le] {season} prochain", season(1)), means("[l'|le] {season} dernier", season(-1)),
			means("[en|au mois de|ce mois de] {month} [{year}]", monthOf), means("{month} prochain", nextMonthOf), means("{month} dernier", lastMonthOf),
			means("[en] [l'an] {year}", yearOf),
			means("dans {num} {unit}", away(1)), means("il y a {num} {unit}", away(-1)),
			means("[à] [le jour de] noël [{year}]", fixedDay(time.December, 25)), means("[la] veille de noël\n[le] réveillon de noël", fixedDay(time.December, 24)),
			means("[le] (jour de l'an|nouvel an)", fixedDay(time.January, 1)), means("[la] saint sylvestre", fixedDay(time.December, 31)), means("[le] quatorze juillet", fixedDay(time.July, 14)),
		},
		times: []rule{
			means("maintenant", currentTime),
			means("[à] midi", at(12, 0)), means("[à] minuit", at(0, 0)), means("[à] midi et (demi|demie)", at(12, 30)), means("[à] minuit et (demi|demie)", at(0, 30)),
			means("[ce|cet|cette|le|la|l'|au|dans la] {part}", partOfDay),
			means("[à] {hour} (heure|heures|h) [{half}]\n[à] {hour} (heure|heures|h) {min} [{half}]", onTheHour(0)),
			means("[à] {clock} [{half}]", clockFace),
			means("[à] {hour} (heure|heures|h) et quart [{half}]", onTheHour(15)), means("[à] {hour} (heure|heures|h) et (demie|demi) [{half}]", onTheHour(30)),
			means("[à] {hour} (heure|heures|h) moins le quart [{half}]\n[à] {hour} (heure|heures|h) moins quart [{half}]", beforeTheHour(15)),
			means("[à] {hour} (heure|heures|h) moins {min} [{half}]", beforeTheHour(0)),
		},
		durations: []durationRule{
			lasts("{num} {unit}", counted(0)), lasts("{num} {unit} et (demie|demi)", counted(2)), lasts("[une|un] (demi|demie) {unit}", quartersOf(2)),
			lasts("[un] quart d'{unit}", quartersOf(1)), lasts("trois quarts d'{unit}", quartersOf(3)),
			lasts("{num} {unit} et quart", counted(1)),
		},
		joins: anyOf("et"),
		intents: table(`
			CancelIntent: annuler, annule [ça], laisse tomber, oublie [ça], tant pis
			HelpIntent: aide, [à] l'aide, aide moi, (peux|pourrais) tu m'aider, j'ai besoin d'aide, que puis je (dire|faire), comment ça marche
			LoopOffIntent: (désactive|arrête) (la lecture en boucle|la boucle|la répétition), boucle désactivée
			LoopOnIntent: [lis] en boucle, (active|lance) (la lecture en boucle|la boucle|la répétition)
			MoreIntent: plus, encore plus, montre [m'en|moi] plus, dis m'en plus, en savoir plus, plus (de détails|d'informations)
			NavigateHomeIntent: accueil, [page d'] accueil, [va|retourne] à (l'accueil|la page d'accueil)
			NavigateSettingsIntent: paramètres, réglages, (ouvre|va dans) les (paramètres|réglages)
			NextIntent: suivant, suivante, [au] (suivant|prochain), [chanson|piste] suivante, passe [au suivant], avance
			NoIntent: non, non merci, pas du tout, pas vraiment, jamais, absolument pas, nan
			PageDownIntent: page (suivante|du bas|vers le bas)
			PageUpIntent: page (précédente|du haut|vers le haut)
			PauseIntent: pause, mets en pause, mettre en pause
			PreviousIntent: précédent, précédente, retour, [chanson|piste] précédente, reviens en arrière, en arrière, (reviens|retourne) au précédent
			RepeatIntent: répète, répéter, répète [ça|le], (peux|pourrais) tu répéter, redis [le|ça], encore une fois, qu'est ce que tu as dit, pardon
			ResumeIntent: reprendre, reprends, continue, continuer, reprends la lecture
			ScrollDownIntent: (défile|fais défiler) (vers le|en) bas, descends
			ScrollLeftIntent: (défile|fais défiler) (vers la|à) gauche
			ScrollRightIntent: (défile|fais défiler) (vers la|à) droite
			ScrollUpIntent: (défile|fais défiler) (vers le|en) haut, monte
			SelectIntent: (sélectionne|choisis|prends|montre) [le numéro|l'option|numéro] {ListPosition}, (sélectionne|choisis|prends|montre) (le|la) {ListPosition}, (le|la) {ListPosition}, numéro {ListPosition}
			ShuffleOffIntent: (désactive|arrête) (la lecture aléatoire|le mode aléatoire), aléatoire désactivé
			ShuffleOnIntent: [lecture|mode] aléatoire, (active|lance) (la lecture aléatoire|le mode aléatoire), mélange
			StartOverIntent: recommencer, recommence, redémarrer, redémarre, [reprends] [depuis le|au] début
			StopIntent: stop, arrête [toi|ça], arrêter, terminer, fini, c'est (tout|bon), ça suffit, tais toi, silence
			YesIntent: oui, oui (merci|s'il te plaît), ouais, ok, okay, d'accord, bien sûr, certainement, absolument, exactement, volontiers, (c'est|tout à fait) [ça|exact|correct], vas y, parfait`),
		exits: anyOf("exit\n(quitter|quitte|ferme|fermer|sors de) [la|le|l'] [skill|jeu|application]"),
		invocations: join(
			invocations(v.Replace(`
				{please} {start} [le|la|les|l'] [skill|jeu] {name}
				{please} (demande|demander|dis|dire) (à|au|aux) [le|la|les|l'] {name}
				[le|la|les|l'] {name}`), launch),
			invocations(v.Replace(`
				{please} (demande|demander) (à|au|aux) [le|la|les|l'] {name} (de|d'|si|s'|pour|à propos de|à propos d'|des|du|que|qu') {rest}
				{please} (dis|dire) (à|au|aux) [le|la|les|l'] {name} (de|d'|que|qu') {rest}
				{please} (demande|demander|dis|dire) (à|au|aux) [le|la|les|l'] {name} {rest}
				{please} (cherche|recherche) (dans|sur|avec) [le|la|les|l'] {name} {rest}
				{please} {start} [le|la|les|l'] {name} (et|pour|afin de|afin d') {rest}
				{please} {start} [le|la|les|l'] {name} {rest}`), oneShot),
			invocations(v.Replace(`
				{please} {rest} (avec|via|sur|depuis|dans|de|en utilisant|à|par) [le|la|les|l'] {name}
				[le|la|les|l'] {name} {rest}`), oneShot),
		),
	}
}
