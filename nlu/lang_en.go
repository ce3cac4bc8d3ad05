package nlu

import (
	"slices"
	"strings"
	"time"
)

// join puts lists of rules together.
func join[T any](lists ...[]T) []T { return slices.Concat(lists...) }

func english() *language {
	small, longest := smallNumbers(
		"zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
		func(n int) string {
			tens := []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
			units := []string{"", " one", " two", " three", " four", " five", " six", " seven", " eight", " nine"}
			if n < 20 {
				return ""
			}
			return tens[n/10] + units[n%10]
		})
	ordinals := listed(1, "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth "+
		"twenty_first twenty_second twenty_third twenty_fourth twenty_fifth twenty_sixth twenty_seventh twenty_eighth twenty_ninth thirtieth thirty_first")
	for tens, name := range listed(4, "fort fift sixt sevent eight ninet") {
		ordinals[tens+"ieth"] = 10 * name
	}
	for tens, name := range listed(3, "thirty forty fifty sixty seventy eighty ninety") {
		for unit, n := range listed(1, "first second third fourth fifth sixth seventh eighth ninth") {
			ordinals[tens+" "+unit] = 10*name + n
		}
	}
	ordinals["hundredth"], ordinals["one hundredth"] = 100, 100
	please := strings.NewReplacer(
		"{please}", "[please] [(can|could|would|will) you|let's|i (want|would like|'d like|wanna) [to]] [please]",
		"{start}", "(open|launch|start|begin|load|run|use|do|resume|enable|play [the game]|start playing [the game]|(talk|speak|go) to)")
	return &language{
		and:       set("and or plus"),
		ampersand: "and",
		articles:  set("a an the some any my"),
		before: anyOf(wakeWords + `
			[oh] (please|um|uh|er|erm|hmm|well)
			(can|could|would|will) you [please]`),
		after: anyOf(`
			[yes] please
			thanks
			thank you [very much]`),
		plural: "s",
		numerals: numerals{
			small: small, longest: longest,
			hundred: set("hundred"),
			powers:  map[string]int64{"thousand": 1e3, "million": 1e6, "billion": 1e9},
			and:     set("and"), one: set("a"), zero: set("oh o zero nought"),
			minus: set("minus negative"), point: set("point"), group: ',', decimal: '.',
		},
		ordinalList: ordinals,
		ordinalEnds: anyOf("(st|nd|rd|th)"),
		months:      listed(1, "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec"),
		weekdays:    listed(0, "sunday/sun monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thurs friday/fri saturday/sat"),
		seasons:     listed(0, "spring summer fall/autumn winter"),
		units:       listed(0, "second/seconds/sec/secs minute/minutes/min/mins hour/hours/hr/hrs day/days week/weeks fortnight/fortnights month/months year/years decade/decades"),
		parts:       listed(0, "morning afternoon evening night"),
		halves:      listed(0, "am/a_m/in_the_morning/this_morning pm/p_m/in_the_afternoon/in_the_evening/this_afternoon/this_evening/tonight at_night"),
		decades: map[string]int{
			"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
		},
		dates: []rule{
			means(`[right] now`, presentRef),
			means("today\ntonight\nthis (morning|afternoon|evening)", day(0)),
			means("tomorrow [(morning|afternoon|evening|night)]", day(1)),
			means("yesterday\nlast night", day(-1)),
			means(`[the] day after tomorrow`, day(2)),
			means(`[the] day before yesterday`, day(-2)),
			means("[on] {weekday}\nthis [coming] {weekday}", weekdayOn(0)),
			means(`[on] next {weekday}`, weekdayOn(1)),
			means(`[on] last {weekday}`, weekdayOn(-1)),
			means(`
				[on] [{weekday}] [the] {day} [of] {month} [{year}]
				[on] [{weekday}] {month} [the] {day} [{year}]
				[on] [the] {day} of this month
				[on] [{weekday}] the {day}`, dayOfMonth),
			means("[on] {ord}", ordinalDay),
			means(`[the] week after next`, week(2)),
			means(`this week`, week(0)), means(`next week`, week(1)), means(`last week`, week(-1)),
			means("this weekend\n[on|at] the weekend\nweekend", weekend(0)), means(`next weekend`, weekend(1)), means(`last weekend`, weekend(-1)),
			means(`this month`, month(0)), means(`next month`, month(1)), means(`last month`, month(-1)),
			means(`this quarter`, quarter(0)), means(`next quarter`, quarter(1)), means(`last quarter`, quarter(-1)),
			means(`this year`, year(0)), means(`next year`, year(1)), means(`last year`, year(-1)),
			means(`this decade`, decade(0)), means(`next decade`, decade(1)), means(`last decade`, decade(-1)),
			means(`[in] the [nineteen] {decade}`, namedDecade),
			means("[in] [this|the] {season} [[of] {year}]", season(0)), means(`next {season}`, season(1)), means(`last {season}`, season(-1)),
			means("[in|this] {month} [[of] {year}]", monthOf), means(`next {month}`, nextMonthOf), means(`last {month}`, lastMonthOf),
			means("[in] [the year] {year}", yearOf),
			means("in {num} {unit}\nin (a|an) {unit}\n({num}|a|an) {unit} from (now|today)", away(1)),
			means("({num}|a|an) {unit} ago", away(-1)),
			means(`[on] christmas [day] [{year}]`, fixedDay(time.December, 25)),
			means(`[on] christmas eve [{year}]`, fixedDay(time.December, 24)),
			means(`[on] boxing day [{year}]`, fixedDay(time.December, 26)),
			means(`[on] new year's eve [{year}]`, fixedDay(time.December, 31)),
			means(`[on] new year's [day] [{year}]`, fixedDay(time.January, 1)),
			means(`[on] halloween [{year}]`, fixedDay(time.October, 31)),
			means(`[on] valentine's [day] [{year}]`, fixedDay(time.February, 14)),
		},
		times: []rule{
			means("[right] now", currentTime),
			means("[at] [twelve] noon\n[at] midday", at(12, 0)),
			means("[at] [twelve] midnight", at(0, 0)),
			means("[this|in the|at] {part}\nthe {part}", partOfDay),
			means("tonight", func(*values, time.Time) (string, bool) { return "NI", true }),
			means("[at] {hour} [o'clock] [{half}]\n[at] {hour} {min} [{half}]\n[at] {hour} hundred [hours]", onTheHour(0)),
			means("[at] {clock} [{half}]", clockFace),
			means("[at] {min} [minutes] (past|after) {hour} [{half}]", onTheHour(0)),
			means("[at] [a] quarter (past|after) {hour} [{half}]", onTheHour(15)),
			means("[at] half [past] {hour} [{half}]", onTheHour(30)),
			means("[at] {min} [minutes] (to|til|till|until|before|of) {hour} [{half}]", beforeTheHour(0)),
			means("[at] [a] quarter (to|til|till|until|before|of) {hour} [{half}]", beforeTheHour(15)),
		},
		durations: []durationRule{
			lasts(`{num} {unit}`, counted(0)),
			lasts("{num} and a half {unit}\n{num} {unit} and a half", counted(2)),
			lasts(`(a|an) {unit}`, quartersOf(4)),
			lasts("(a|an) {unit} and a half", quartersOf(6)),
			lasts("[a] half [of] [a|an] {unit}", quartersOf(2)),
			lasts("[a] quarter [of] (a|an) {unit}", quartersOf(1)),
			lasts("three quarters of (a|an) {unit}", quartersOf(3)),
			lasts("a couple [of] {unit}", quartersOf(8)),
		},
		joins: anyOf(`and`),
		intents: table(`
			CancelIntent: cancel [that|it], never mind, nevermind, forget (it|that|about it)
			HelpIntent: help [me] [out], (can|could|will) you help [me] [out], i need [some] help, help with this, what can (you do|i (say|ask|do)), how does this work, what are my options
			LoopOffIntent: loop off, [turn|switch] (looping|loop|repeat) [mode] off, turn off (looping|loop|repeat) [mode], stop (looping|repeating)
			LoopOnIntent: loop [this|it], loop on, [turn|switch] (looping|loop|repeat) [mode] on, turn on (looping|loop|repeat) [mode], keep repeating [this]
			MoreIntent: more, show [me] more, tell me more, [show] more (details|information), what else
			NavigateHomeIntent: home, go [to] home, [go to] [the] home screen, navigate home
			NavigateSettingsIntent: settings, (go to|open|show) [the] settings
			NextIntent: next [one|please], skip [it|this|forward|ahead], go to [the] next [one], [the] next (song|track|item|page), forward
			NoIntent: no, nope, nah, no way, no (thanks|thank you), not (really|now), i (don't|do not) think so, absolutely not, negative
			PageDownIntent: page down
			PageUpIntent: page up
			PauseIntent: pause [it|this|that], hold on
			PreviousIntent: previous [one], go back [one], back [up], skip (back|backwards), [the] (previous|last) (song|track|item|page), go to [the] previous [one]
			RepeatIntent: repeat [it|that|this], say (it|that) again, (can|could) you (repeat|say) (it|that) [again], come again, pardon [me], what did you say, once more, one more time, again
			ResumeIntent: resume, continue, keep going, carry on, go on, play
			ScrollDownIntent: scroll down
			ScrollLeftIntent: scroll left
			ScrollRightIntent: scroll right
			ScrollUpIntent: scroll up
			SelectIntent: (select|choose|pick|show) [number|item|option] {ListPosition}, (select|choose|pick|show) the {ListPosition} [one|item|option], the {ListPosition} (one|item|option)
			ShuffleOffIntent: shuffle off, stop (shuffle|shuffling), (turn|switch) (shuffle [mode] off|off shuffle [mode])
			ShuffleOnIntent: shuffle [this|it|on|mode], shuffle [the] (music|songs), (turn|switch) (shuffle [mode] on|on shuffle [mode]), start shuffling
			StartOverIntent: start over, start [it|this] again, restart [it|this], begin again, from the (start|beginning), start from the (start|beginning)
			StopIntent: stop [it|this|that], off, shut up, be quiet, quiet, that's (it|all|enough), i'm done, enough, end [it|this]
			YesIntent: yes, yes please, yeah, yep, yup, sure [thing], ok, okay, of course, absolutely, definitely, certainly, correct, that's (right|correct), sounds good, please do, go ahead, affirmative, why not, right`),
		exits: anyOf("exit\nquit\n(close|exit|quit|leave|end) [the] (skill|game|app)"),
		invocations: join(
			invocations(please.Replace(`
				{please} ({start}|ask|tell|search) [the] [skill|game|app] {name} [skill|game|app]
				[the] {name}`), launch),
			invocations(please.Replace(`
				{please} ask [the] {name} (to|about|for|if|whether|that) {rest}
				{please} tell [the] {name} (to|that|about) {rest}
				{please} (search|open) [the] {name} for {rest}
				{please} (ask|tell|search) [the] {name} {rest}
				{please} {start} [the] {name} (and|to|for|about) {rest}
				{please} {start} [the] {name} {rest}`), oneShot),
			invocations(please.Replace(`
				{please} {rest} (by|from|in|on|via|using|with) [the] {name}
				[the] {name} {rest}`), oneShot),
		),
	}
}

// ordinalDay is a day of the month given as an ordinal alone.
func ordinalDay(v *values, now time.Time) (string, bool) {
	if n := v.get(captureOrdinal); n >= 1 && n <= 31 {
		with := *v
		with[captureDay].value = int64(n)
		return dayOfMonth(&with, now)
	}
	return "", false
}
