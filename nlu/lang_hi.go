package nlu

import (
	"strings"
	"time"
)

func hindi() *language {
	small, longest := smallNumbers(
		"शून्य/ज़ीरो एक दो तीन चार पाँच/पांच छह/छः/छे/छ सात आठ नौ दस ग्यारह बारह तेरह चौदह पंद्रह/पन्द्रह सोलह सत्रह अठारह उन्नीस "+
			"बीस इक्कीस बाईस तेईस चौबीस पच्चीस छब्बीस सत्ताईस अट्ठाईस/अठाईस उनतीस तीस इकतीस/इकत्तीस बत्तीस तैंतीस चौंतीस पैंतीस छत्तीस सैंतीस अड़तीस उनतालीस "+
			"चालीस इकतालीस बयालीस तैंतालीस चौवालीस/चवालीस पैंतालीस छियालीस सैंतालीस अड़तालीस उनचास पचास इक्यावन बावन तिरेपन/तिरपन चौवन पचपन छप्पन सत्तावन अट्ठावन/अठावन उनसठ "+
			"साठ इकसठ बासठ तिरेसठ/तिरसठ चौंसठ पैंसठ छियासठ सड़सठ अड़सठ उनहत्तर सत्तर इकहत्तर बहत्तर तिहत्तर चौहत्तर पचहत्तर छिहत्तर सतहत्तर अठहत्तर उन्यासी/उनासी "+
			"अस्सी इक्यासी बयासी तिरासी चौरासी पचासी छियासी सत्तासी अट्ठासी/अठासी नवासी नब्बे इक्यानवे बानवे तिरानवे चौरानवे पचानवे/पंचानवे छियानवे सत्तानवे अट्ठानवे/अठानवे निन्यानवे", nil)
	v := strings.NewReplacer(
		"{open}", "(खोलो|खोलें|खोलिए|खोल दो|शुरू (करो|करें|कीजिए|करिए)|चालू (करो|करें)|चलाओ|चलाएं|लॉन्च (करो|करें)|स्टार्ट (करो|करें)|ओपन (करो|करें)|प्ले (करो|करें))",
		"{ask}", "(पूछो|पूछें|पूछिए|कहो|कहें|बोलो|बोलें|पूछ के बताओ|पता करो)")
	return &language{
		and:       set("और या तथा व and"),
		ampersand: "और",
		before: anyOf(wakeWords + `
			(अलेक्सा|एलेक्सा|अमेज़न|इको|कंप्यूटर)
			(कृपया|प्लीज़|ज़रा|क्या आप)`),
		after: anyOf("प्लीज़\nकृपया\n(धन्यवाद|शुक्रिया)\nचाहिए\n(है|हैं)\nplease"),
		numerals: numerals{
			small: small, longest: longest,
			hundred: set("सौ"), powers: foldKeys(map[string]int64{"हज़ार": 1e3, "लाख": 1e5, "करोड़": 1e7, "अरब": 1e9}),
			minus: set("माइनस ऋण"), point: set("दशमलव पॉइंट"), group: ',', decimal: '.',
		},
		ordinalList: listed(1, "पहला/पहली/पहले दूसरा/दूसरी/दूसरे तीसरा/तीसरी/तीसरे चौथा/चौथी/चौथे पाँचवाँ/पाँचवीं/पांचवां छठा/छठी/छठवां सातवाँ/सातवीं/सातवां आठवाँ/आठवीं/आठवां नौवाँ/नौवीं/नौवां दसवाँ/दसवीं/दसवां"),
		months:      listed(1, "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर"),
		weekdays:    listed(0, "रविवार/इतवार/संडे सोमवार/मंडे मंगलवार/ट्यूज़डे बुधवार/वेडनेसडे गुरुवार/बृहस्पतिवार/वीरवार/थर्सडे शुक्रवार/फ्राइडे शनिवार/सैटरडे"),
		seasons:     listed(0, "वसंत गर्मी/गर्मियों/ग्रीष्म पतझड़/शरद सर्दी/सर्दियों"),
		units:       listed(0, "सेकंड/सेकेंड/सेकण्ड मिनट/मिनटों घंटा/घंटे/घंटों/घण्टा/घण्टे दिन/दिनों हफ़्ता/हफ़्ते/हफ़्तों/सप्ताह पखवाड़ा/पखवाड़े महीना/महीने/महीनों/माह साल/सालों/वर्ष दशक"),
		parts:       listed(0, "सुबह/सवेरे/सवेरा दोपहर शाम रात"),
		halves:      listed(0, "सुबह/सुबह_के/सवेरे दोपहर/दोपहर_के/शाम/शाम_के रात/रात_के/रात_को"),
		dates: []rule{
			means("अभी", presentRef),
			means("आज [सुबह|शाम|रात|दोपहर]", day(0)), means("कल [सुबह|शाम|रात|दोपहर]\nआने वाला कल", day(1)), means("बीता कल\nबीते कल", day(-1)), means("परसों", day(2)),
			means("[इस] {weekday} [को]", weekdayOn(0)), means("अगले {weekday} [को]", weekdayOn(1)), means("पिछले {weekday} [को]", weekdayOn(-1)),
			means("{day} {month} [{year}] [को]\n{month} {day} [को]\n{day} तारीख [को]", dayOfMonth),
			means("इस (हफ़्ते|सप्ताह)", week(0)), means("अगले (हफ़्ते|सप्ताह)", week(1)), means("पिछले (हफ़्ते|सप्ताह)", week(-1)),
			means("[इस] (वीकेंड|सप्ताहांत)", weekend(0)), means("अगले (वीकेंड|सप्ताहांत)", weekend(1)), means("पिछले (वीकेंड|सप्ताहांत)", weekend(-1)),
			means("इस (महीने|माह)", month(0)), means("अगले (महीने|माह)", month(1)), means("पिछले (महीने|माह)", month(-1)),
			means("इस (साल|वर्ष)", year(0)), means("अगले (साल|वर्ष)", year(1)), means("पिछले (साल|वर्ष)", year(-1)),
			means("[इस] {season} [में]", season(0)), means("अगली {season} [में]", season(1)), means("पिछली {season} [में]", season(-1)),
			means("[इस] {month} [{year}] [में]", monthOf), means("{year} [में]", yearOf),
			means("{num} {unit} (बाद|में|के बाद)", away(1)), means("{num} {unit} पहले", away(-1)),
			means("क्रिसमस", fixedDay(time.December, 25)),
		},
		times: []rule{
			means("अभी", currentTime), means("आधी रात [को]", at(0, 0)), means("[इस|आज] {part} [को|में]", partOfDay),
			means("[{half}] {hour} बजे\n[{half}] {hour} बजकर {min} मिनट [पर]", onTheHour(0)), means("[{half}] {clock} [बजे]", clockFace),
			means("[{half}] साढ़े {hour} बजे", onTheHour(30)), means("[{half}] सवा {hour} बजे", onTheHour(15)), means("[{half}] पौने {hour} बजे", beforeTheHour(15)),
			means("[{half}] डेढ़ बजे", halfPast(1)), means("[{half}] ढाई बजे", halfPast(2)),
		},
		durations: []durationRule{
			lasts("{num} {unit}", counted(0)), lasts("साढ़े {num} {unit}", counted(2)), lasts("सवा {num} {unit}", counted(1)), lasts("पौने {num} {unit}", counted(-1)),
			lasts("(आधा|आधे) {unit}", quartersOf(2)), lasts("डेढ़ {unit}", quartersOf(6)), lasts("ढाई {unit}", quartersOf(10)), lasts("पौन {unit}", quartersOf(3)), lasts("सवा {unit}", quartersOf(5)),
		},
		joins: anyOf("और"),
		intents: table(`
			CancelIntent: कैंसल [करो|करें|कर दो], रद्द (करो|करें|कर दो), छोड़ो, छोड़ दो, रहने दो, cancel
			HelpIntent: मदद, मदद (करो|करें|कीजिए|चाहिए), मेरी मदद (करो|करें|कीजिए), हेल्प [करो|मी], मैं क्या (कह|बोल|कर) सकता हूँ, मैं क्या (कह|बोल|कर) सकती हूँ, help
			LoopOffIntent: लूप (बंद करो|बंद करें|ऑफ करो|ऑफ), लूप बंद
			LoopOnIntent: लूप (चालू करो|चालू करें|ऑन करो|ऑन), लूप
			MoreIntent: और, और (दिखाओ|दिखाएं|बताओ|बताएं), ज़्यादा [दिखाओ|बताओ]
			NavigateHomeIntent: होम, होम (पर|स्क्रीन पर) (जाओ|जाएं|चलो), होम स्क्रीन
			NavigateSettingsIntent: सेटिंग्स, सेटिंग्स (खोलो|दिखाओ)
			NextIntent: अगला, अगली, आगे, अगला (गाना|पेज), (आगे|अगले पर) (जाओ|बढ़ो|चलो), स्किप [करो], नेक्स्ट, next
			NoIntent: नहीं, ना, न, जी नहीं, नहीं (चाहिए|धन्यवाद|जी), बिल्कुल नहीं, गलत, no
			PageDownIntent: पेज (नीचे|डाउन) [करो]
			PageUpIntent: पेज (ऊपर|अप) [करो]
			PauseIntent: पॉज़ [करो], रोको ज़रा, थोड़ा रुको, pause
			PreviousIntent: पिछला, पिछली, पीछे [जाओ], पिछला (गाना|पेज), वापस [जाओ], प्रीवियस, previous
			RepeatIntent: दोहराओ, दोहराएं, दोहराइए, फिर से (बोलो|कहो|बोलिए|बताओ), फिर से, दोबारा [बोलो|कहो], रिपीट [करो], क्या कहा, repeat
			ResumeIntent: जारी (रखो|रखें), चलते रहो, रिज़्यूम [करो], फिर से चालू करो, resume
			ScrollDownIntent: नीचे [जाओ|स्क्रॉल करो], स्क्रॉल डाउन
			ScrollLeftIntent: बाएं [जाओ|स्क्रॉल करो], स्क्रॉल लेफ्ट
			ScrollRightIntent: दाएं [जाओ|स्क्रॉल करो], स्क्रॉल राइट
			ScrollUpIntent: ऊपर [जाओ|स्क्रॉल करो], स्क्रॉल अप
			SelectIntent: {ListPosition} [वाला|वाली|नंबर] (चुनो|चुनें|दिखाओ|सेलेक्ट करो), नंबर {ListPosition}, {ListPosition} (वाला|वाली)
			ShuffleOffIntent: शफल (बंद करो|बंद करें|ऑफ करो|ऑफ)
			ShuffleOnIntent: शफल [करो|चालू करो|ऑन करो|ऑन]
			StartOverIntent: शुरू से [शुरू करो|चालू करो|बताओ], फिर से शुरू (करो|करें), नए सिरे से, start over
			StopIntent: रुको, रुकें, रुक जाओ, बंद [करो|करें|कर दो], बस [करो], रोको, रोक दो, स्टॉप, चुप [हो जाओ], ख़त्म करो, stop
			YesIntent: हाँ, हां, हा, जी, जी (हाँ|हां), ठीक [है], बिल्कुल, सही [है], ज़रूर, ओके, हाँ जी, क्यों नहीं, yes, ok, okay`),
		exits: anyOf("exit\nबाहर (निकलो|निकलें)\n(स्किल|गेम) (बंद करो|बंद करें|से बाहर निकलो)\nएग्ज़िट"),
		invocations: join(
			invocations(v.Replace(`
				{name} [को|से] [skill|गेम|स्किल] ({open}|बात करो|बात करें)
				(open|launch|start|play|use|ask) {name}
				{name}`), launch),
			invocations(v.Replace(`
				{name} (से|को) {ask} [कि|की] {rest}
				{name} {open} और {rest}
				{rest} {name} (से|में|पर) {ask}
				(ask|tell) {name} (to|for|about|if|that) {rest}
				(ask|tell|open) {name} {rest}`), oneShot),
			invocations(v.Replace(`
				{name} (में|से|पर|का|की|के) {rest}
				{rest} {name} (से|में|पर)
				{name} {rest}`), oneShot),
		),
	}
}

// halfPast is the half hour after a given one.
func halfPast(h int) meaning {
	return func(v *values, _ time.Time) (string, bool) { return clockTime(h*60+30, v) }
}

func foldKeys(m map[string]int64) map[string]int64 {
	out := make(map[string]int64, len(m))
	for k, v := range m {
		out[fold(k)] = v
	}
	return out
}
