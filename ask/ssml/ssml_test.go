package ssml_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/ask/ssml"
)

func TestEscape(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing to do", "plain text", "plain text"},
		{"the five (A-SSML-01)", `Tom & Jerry's "<3>"`, "Tom &amp; Jerry&apos;s &quot;&lt;3&gt;&quot;"},
		{"escaped already (A-SSML-02)", "&amp;&lt;&gt;&quot;&apos;", "&amp;&lt;&gt;&quot;&apos;"},
		{"apostrophe and bracket (A-SSML-02)", "&apos;]", "&apos;]"},
		{"numeric references (A-SSML-03)", "&#39;&#x2019;&#X27;", "&#39;&#x2019;&amp;#X27;"},
		{"empty (A-SSML-03)", "", ""},
		{"not references", "&nbsp; &; &# &#; &#x; &#12 &#xG; AT&T", "&amp;nbsp; &amp;; &amp;# &amp;#; &amp;#x; &amp;#12 &amp;#xG; AT&amp;T"},
		{"references to what XML does not allow", "&#0; &#x1F; &#xD800; &#1114112; &#99999999999999999999;",
			"&amp;#0; &amp;#x1F; &amp;#xD800; &amp;#1114112; &amp;#99999999999999999999;"},
		{"control characters", "a\x00b\x1fc\td\n", "a b c\td\n"},
		{"invalid UTF-8", "a\xffb\uFFFEc\uFFFDd", "a b c\uFFFDd"},
		{"beyond ASCII", "Grüße 日本 🎉", "Grüße 日本 🎉"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ssml.Escape(test.text)
			if got != test.want {
				t.Errorf("Escape(%q) = %q, want %q", test.text, got, test.want)
			}
			if again := ssml.Escape(got); again != got {
				t.Errorf("escaping twice gives %q, once %q", again, got)
			}
		})
	}
}

func TestTrim(t *testing.T) {
	tests := []struct{ name, speech, want string }{
		{"plain (A-RESP-03)", " Hello \n", "Hello"},
		{"empty", "", ""},
		{"speak (A-RESP-03)", " <speak> Hello </speak> ", "Hello"},
		{"empty speak", "<speak></speak>", ""},
		{"empty element", "<speak/>", ""},
		{"inner markup stays", "<speak><p>a &amp; b</p><break/></speak>", "<p>a &amp; b</p><break/>"},
		{"nested (A-RESP-04)", "<speak><speak> Hello </speak></speak>", "Hello"},
		{"upper case (A-RESP-04)", "<SPEAK>Hello</Speak >", "Hello"},
		{"language (A-RESP-04)", `<speak xml:lang="fr-FR">Bonjour</speak>`, `<lang xml:lang="fr-FR">Bonjour</lang>`},
		{"other attributes", `<speak version="1.1" xmlns='http://www.w3.org/2001/10/synthesis'>Hi</speak>`, "Hi"},
		{"both", `<speak xml:lang="fr-FR"><speak>Un</speak> deux</speak>`, `<lang xml:lang="fr-FR"> Un deux</lang>`},
		{"declaration", `<?xml version="1.0"?> <speak>Hi</speak>`, "Hi"},
		{"joined without trimming", "<speak>a</speak><speak>b</speak> <speak>c</speak>", "a b c"},
		{"joined with text", `a<speak xml:lang="de-DE">b</speak>c`, `a <lang xml:lang="de-DE">b</lang> c`},
		{"not closed", `<speak xml:lang="de-DE">Hallo`, `<lang xml:lang="de-DE">Hallo</lang>`},
		{"not opened", "Hello</speak>", "Hello"},
		{"byte order mark", "\uFEFF<speak>Hi</speak>", "Hi"},
		{"another element", "<speaker>Hi</speaker>", "<speaker>Hi</speaker>"},
		{"not well-formed", "<speak>Tom & Jerry 5 < 6</speak>", "Tom & Jerry 5 < 6"},
		{"in a comment", "<speak><!-- <speak> --><![CDATA[</speak>]]></speak>", "<!-- <speak> --><![CDATA[</speak>]]>"},
		{"broken comment", "<speak><!-- </speak>", "<!-- </speak>"},
		{"broken tag", `<speak><p a="</speak>`, `<p a="`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := ssml.Trim(test.speech)
			if got != test.want {
				t.Errorf("Trim(%q) = %q, want %q", test.speech, got, test.want)
			}
			if again := ssml.Trim(got); again != got {
				t.Errorf("trimming twice gives %q, once %q", again, got)
			}
			if got, want := ssml.Wrap(test.speech), "<speak>"+test.want+"</speak>"; got != want {
				t.Errorf("Wrap(%q) = %q, want %q", test.speech, got, want)
			}
		})
	}
}

func TestElements(t *testing.T) {
	tests := []struct {
		got  ssml.Fragment
		want string
	}{
		{ssml.Join("a & b ", 3, " ", 1.5, nil, ssml.Fragment("<x/>"), errors.New("<")), "a &amp; b 3 1.5&lt;nil&gt;<x/>&lt;"},
		{ssml.Speak("Hi ", ssml.Speak("you")), "<speak>Hi you</speak>"},
		{ssml.P(ssml.S("One."), ssml.S("Two.")), "<p><s>One.</s><s>Two.</s></p>"},
		{ssml.Break(1500 * time.Millisecond), `<break time="1500ms"/>`},
		{ssml.Break(10 * time.Second), `<break time="10s"/>`},
		{ssml.Break(-time.Second), `<break time="0ms"/>`},
		{ssml.BreakOf(ssml.BreakXStrong), `<break strength="x-strong"/>`},
		{ssml.Audio("https://example.com/a.mp3?x=1&y=2"), `<audio src="https://example.com/a.mp3?x=1&amp;y=2"/>`},
		{ssml.Audio("soundbank://soundlibrary/animals/amzn_sfx_bear_groan_roar_01"), `<audio src="soundbank://soundlibrary/animals/amzn_sfx_bear_groan_roar_01"/>`},
		{ssml.Emphasis(ssml.EmphasisStrong, "very"), `<emphasis level="strong">very</emphasis>`},
		{ssml.Emphasis("", "very"), `<emphasis>very</emphasis>`},
		{ssml.Lang("fr-FR", "Paris"), `<lang xml:lang="fr-FR">Paris</lang>`},
		{ssml.Phoneme(ssml.IPA, "pɪˈkɑːn", "pecan"), `<phoneme alphabet="ipa" ph="pɪˈkɑːn">pecan</phoneme>`},
		{ssml.Prosody(ssml.ProsodyOptions{Rate: ssml.RatePercent(90)}, "x"), `<prosody rate="90%">x</prosody>`},
		{
			ssml.Prosody(ssml.ProsodyOptions{ssml.RateSlow, ssml.PitchPercent(-33.3), ssml.VolumeDecibel(4.08)}, "x"),
			`<prosody rate="slow" pitch="-33.3%" volume="+4.08dB">x</prosody>`,
		},
		{ssml.SayAs(ssml.Telephone, "2025551212"), `<say-as interpret-as="telephone">2025551212</say-as>`},
		{ssml.SayDate(ssml.DayMonthYear, "31.1.2025"), `<say-as interpret-as="date" format="dmy">31.1.2025</say-as>`},
		{ssml.SayDate("", "????0922"), `<say-as interpret-as="date">????0922</say-as>`},
		{ssml.Sub("magnesium", "Mg"), `<sub alias="magnesium">Mg</sub>`},
		{ssml.Word(ssml.RoleOtherSense, "bass"), `<w role="amazon:SENSE_1">bass</w>`},
		{ssml.Voice(ssml.VoiceKendra, "Hi"), `<voice name="Kendra">Hi</voice>`},
		{ssml.Domain(ssml.DomainLongForm, "Once"), `<amazon:domain name="long-form">Once</amazon:domain>`},
		{ssml.Effect(ssml.EffectWhispered, "psst"), `<amazon:effect name="whispered">psst</amazon:effect>`},
		{
			ssml.Emotion(ssml.EmotionExcited, ssml.IntensityHigh, "Yes"),
			`<amazon:emotion name="excited" intensity="high">Yes</amazon:emotion>`,
		},
		{ssml.PersonName("amzn1.ask.person.A"), `<alexa:name type="first" personId="amzn1.ask.person.A"/>`},
		{ssml.Mark("here"), `<mark name="here"/>`},
		{ssml.Sub(`"<`, "&"), `<sub alias="&quot;&lt;">&amp;</sub>`},
		{ssml.Sprintf("<p>%s, %5.2f, %v, %d, %q</p>", "a&b", 1.5, ssml.Mark("m"), 3, "<"), `<p>a&amp;b,  1.50, <mark name="m"/>, 3, &quot;&lt;&quot;</p>`},
	}
	for i, test := range tests {
		if got := test.got.String(); got != test.want {
			t.Errorf("%d: got %s\nwant %s", i, got, test.want)
		}
		if i == 0 {
			continue // an element that is not one
		}
		if err := ssml.Validate(test.want); err != nil {
			t.Errorf("%d: not valid: %v", i, err)
		}
	}
}

func TestValidateGood(t *testing.T) {
	for _, speech := range []string{
		"",
		"Hello",
		"<speak></speak>",
		"<speak/>",
		" <speak xml:lang='en-US' version=\"1.1\" xmlns='urn:x' xmlns:a='urn:y'>Hi</speak>\n",
		`<?xml version="1.0"?><speak>Hi</speak>`,
		"<?xml version='1.0' encoding='UTF-8'?>\n<speak>Hi</speak>",
		"<speak><!-- a comment & more --><![CDATA[5 < 6 & 7]]></speak>",
		"<p>a</p>b<p>c</p>",
		"<break/><break ></break ><break time='0.5s'/><break time='10000ms'/>",
		"<prosody rate='20%' pitch='+50%' volume='-12dB'>x</prosody>",
		"<prosody rate='fast'><prosody pitch='-33.3%'><prosody volume='silent'>x</prosody></prosody></prosody>",
		"<voice name='Kevin'>a voice that came later</voice>",
		"<w role='ivona:VB'>read</w>",
		"&amp;&#169;&#xA9; é 🎉",
		"<emphasis>x</emphasis>",
		"<audio src='https://example.com/a.mp3'>fallback</audio>",
		strings.Repeat("<audio src='https://example.com/a.mp3'/>", 5),
		strings.Repeat("x", 8000),
		strings.Repeat("<lang xml:lang='en'>", 64) + strings.Repeat("</lang>", 64),
	} {
		if err := ssml.Validate(speech); err != nil {
			t.Errorf("Validate(%.80q) = %v", speech, err)
		}
	}
}

func TestValidateBad(t *testing.T) {
	tests := []struct {
		speech string
		want   []string // column and message
	}{
		{"a & b", []string{"3: & must be written &amp;"}},
		{"a&nbsp;b", []string{"2: &nbsp; is not a reference that XML knows; write the character itself"}},
		{"&#0;", []string{"1: &#0; is not a reference that XML knows; write the character itself"}},
		{"5 < 6", []string{"3: < does not start a tag; write &lt; for the character"}},
		{"a]]>b", []string{"2: ]]> must be written ]]&gt;"}},
		{"a\x01", []string{"2: XML does not allow the character U+0001"}},
		{"é\xff", []string{"2: the byte 0xff is not UTF-8"}},
		{"<p>x", []string{"1: <p> is not closed; </p> is missing"}},
		{"x</p>", []string{"2: </p> closes nothing; <p> is missing"}},
		{"<p><s>x</p></s>", []string{
			"8: </p> is here, but <s> is still open; </s> is missing",
			"12: </s> closes nothing; <s> is missing",
		}},
		{"<p", []string{"1: <p is not closed by >"}},
		{"</p", []string{"1: </p is not closed by >"}},
		{"</>", []string{"1: </ is not followed by the name of an element"}},
		{"<break time/>", []string{`8: the attribute time has no value; write time="…"`}},
		{"<break time=3s/>", []string{`8: the value of time is not in quotes; write time="…"`}},
		{"<break time='3s/>", []string{"8: the value of time lacks its closing quote, or has a < in it that must be written &lt;"}},
		{"<sub alias='<'>x</sub>", []string{"6: the value of alias lacks its closing quote, or has a < in it that must be written &lt;"}},
		{"<break time='3s'strength='weak'/>", []string{"17: white space is missing before the attribute strength"}},
		{"<break time='3s' time='4s'/>", []string{"18: <break> has the attribute time twice"}},
		{"<break <p>", []string{`8: "<" does not belong inside <break>; > is missing, or an attribute's quotes`}},
		{"<break" + strings.Repeat(" ", 10) + manyAttributes(70) + "/>", []string{"465: <break> has more than 64 attributes"}},
		{"<!-- x", []string{"1: the comment is not closed; --> is missing"}},
		{"<!-- a -- b -->", []string{"1: a comment cannot have -- in it"}},
		{"<![CDATA[ x", []string{"1: the CDATA section is not closed; ]]> is missing"}},
		{"<?php x", []string{"1: the processing instruction is not closed; ?> is missing"}},
		{"<!DOCTYPE x", []string{"1: the declaration is not closed; > is missing"}},
		{"<!DOCTYPE x [<!ENTITY a 'b'>]>", []string{
			declaration(1),
		}},
		{"<?xml version='1.1'?>", []string{declaration(1)}},
		{" <?xml version='1.0'?>", []string{declaration(2)}},
		{"<brake/>", []string{`1: Alexa does not know <brake> (did you mean "break"?)`}},
		{"<Break/>", []string{`1: Alexa does not know <Break> (did you mean "break"?)`}},
		{"<marquee><break/></marquee>", []string{"1: Alexa does not know <marquee>"}},
		{"<SPEAK>x</SPEAK>", []string{`1: Alexa does not know <SPEAK> (did you mean "speak"?)`}},
		{"a<speak>b</speak>", []string{"2: <speak> must be around all speech, once"}},
		{"<speak><speak>b</speak></speak>", []string{"8: <speak> must be around all speech, once"}},
		{"<speak>a</speak> b<p/>", []string{"18: text follows </speak>", "19: <p> follows </speak>"}},
		{"<speak/>a", []string{"9: text follows </speak>"}},
		{"<p><p>a</p></p>", []string{"4: <p> does not work inside <p>"}},
		{"<s><p>a</p></s>", []string{"4: <p> does not work inside <s>"}},
		{"<p alt='x'/>", []string{"4: <p> has no attribute alt"}},
		{"<break tim='3s'/>", []string{`8: <break> has no attribute tim (did you mean "time"?)`}},
		{"<break time='20s'/>", []string{`14: <break>: time "20s" is longer than 10 seconds`}},
		{"<break time='10001ms'/>", []string{`14: <break>: time "10001ms" is longer than 10 seconds`}},
		{"<break time='3'/>", []string{`14: <break>: time "3" is not a duration such as "2s" or "500ms"`}},
		{"<break time='-3s'/>", []string{`14: <break>: time "-3s" is not a duration such as "2s" or "500ms"`}},
		{"<break time='1e1s'/>", []string{`14: <break>: time "1e1s" is not a duration such as "2s" or "500ms"`}},
		{"<break time='1.2.3s'/>", []string{`14: <break>: time "1.2.3s" is not a duration such as "2s" or "500ms"`}},
		{"<break strength='string'/>", []string{
			`18: <break>: strength "string" is none of none, x-weak, weak, medium, strong, x-strong (did you mean "strong"?)`,
		}},
		{"<break>x</break>", []string{"8: <break> cannot have anything inside; write <break …/>"}},
		{"<break><p/></break>", []string{"8: <break> cannot have anything inside; write <break …/>"}},
		{"<audio/>", []string{"1: <audio> needs the attribute src"}},
		{"<audio src='http://x/y.mp3'/>", []string{`13: <audio>: src "http://x/y.mp3" is not secure; Alexa plays https URLs only`}},
		{"<audio src='y.mp3'/>", []string{`13: <audio>: src "y.mp3" is neither an https URL nor one of soundbank://soundlibrary`}},
		{"<audio src='https://x/a b'/>", []string{`13: <audio>: src "https://x/a b" is not a URL`}},
		{"<audio src='https://x/?a=1&b=2'/>", []string{`27: & must be written &amp;`}},
		{strings.Repeat("<audio src='https://x/y'/>", 7), []string{"131: a response plays at most 5 sounds"}},
		{"<emphasis level='big'>x</emphasis>", []string{`18: <emphasis>: level "big" is none of strong, moderate, reduced`}},
		{"<lang xml:lang='english!'>x</lang>", []string{`17: <lang>: xml:lang "english!" is not a locale such as "en-US"`}},
		{"<lang>x</lang>", []string{"1: <lang> needs the attribute xml:lang"}},
		{"<phoneme ph=''>x</phoneme>", []string{`14: <phoneme>: ph "" is empty`}},
		{"<prosody>x</prosody>", []string{"1: <prosody> needs an attribute: pitch, rate, volume"}},
		{"<prosody rate='5%'>x</prosody>", []string{`16: <prosody>: rate "5%" is slower than 20%`}},
		{"<prosody rate='quick'>x</prosody>", []string{
			`16: <prosody>: rate "quick" is neither x-slow, slow, medium, fast, x-fast nor a percentage such as "90%"`,
		}},
		{"<prosody pitch='+51%'>x</prosody>", []string{`17: <prosody>: pitch "+51%" is outside -33.3% to +50%`}},
		{"<prosody pitch='51%'>x</prosody>", []string{
			`17: <prosody>: pitch "51%" is neither x-low, low, medium, high, x-high nor a change such as "+10%"`,
		}},
		{"<prosody volume='+5dB'>x</prosody>", []string{`18: <prosody>: volume "+5dB" is louder than +4.08dB`}},
		{"<prosody volume='dB'>x</prosody>", []string{
			`18: <prosody>: volume "dB" is neither silent, x-soft, soft, medium, loud, x-loud nor a change such as "+2dB"`,
		}},
		{"<say-as>x</say-as>", []string{"1: <say-as> needs the attribute interpret-as"}},
		{"<say-as interpret-as='time' format='mdy'>x</say-as>", []string{`1: <say-as>: format is for interpret-as "date" only`}},
		{"<say-as interpret-as='time'><break/></say-as>", []string{"29: <say-as> takes text only, not <break>"}},
		{"<voice name='Mathew'>x</voice>", []string{`14: <voice>: name "Mathew" is not a voice (did you mean "Matthew"?)`}},
		{"<voice name=' '>x</voice>", []string{`14: <voice>: name " " is empty`}},
		{"<amazon:effect name='drc'>x</amazon:effect>", []string{`22: <amazon:effect>: name "drc" is not "whispered"`}},
		{"<amazon:emotion name='excited'>x</amazon:emotion>", []string{"1: <amazon:emotion> needs the attribute intensity"}},
		{"<voice name='Amy'><p><amazon:emotion name='excited' intensity='low'>x</amazon:emotion></p></voice>", []string{
			"22: <amazon:emotion> does not work inside <voice>",
		}},
		{strings.Repeat("x", 8001), []string{"1: the speech has 8001 characters; Alexa accepts 8000"}},
		{strings.Repeat("<lang xml:lang='en'>", 65), []string{"1281: more than 64 elements are inside one another"}},
	}
	for _, test := range tests {
		err := ssml.Validate(test.speech)
		var problems ssml.Errors
		if !errors.As(err, &problems) {
			t.Errorf("Validate(%.80q) = %v, want ssml.Errors", test.speech, err)
			continue
		}
		var got []string
		for _, p := range problems {
			got = append(got, fmt.Sprintf("%d: %s", p.Column, p.Message))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("Validate(%.80q): (-want +got)\n%s", test.speech, diff)
		}
	}
}

func declaration(column int) string {
	return fmt.Sprintf(`%d: the only declaration that may be here is <?xml version="1.0" encoding="UTF-8"?> at the start`, column)
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%02d='' ", i)
	}
	return b.String()
}

func TestValidateError(t *testing.T) {
	err := ssml.Validate("<speak>\n  Größe <brake/>\n  <p>\n</speak>")
	want := `ssml: line 2, column 9: Alexa does not know <brake> (did you mean "break"?): near <brake/>
ssml: line 4, column 1: </speak> is here, but <p> is still open; </p> is missing: near </speak>`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	var first *ssml.Error
	if !errors.As(err, &first) {
		t.Fatal("no *ssml.Error inside")
	}
	if diff := cmp.Diff(&ssml.Error{
		Offset: 18, Line: 2, Column: 9, Message: `Alexa does not know <brake> (did you mean "break"?)`, Snippet: "<brake/>",
	}, first); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := (&ssml.Error{Line: 1, Column: 1, Message: "m"}).Error(); got != "ssml: line 1, column 1: m" {
		t.Errorf("without snippet: %q", got)
	}
	var many ssml.Errors
	if errors.As(ssml.Validate(strings.Repeat("&", 10)+strings.Repeat("<b/>&", 50)), &many); len(many) != 20 {
		t.Errorf("%d problems reported, want 20", len(many))
	}
}

func TestPlainText(t *testing.T) {
	tests := []struct{ name, speech, want string }{
		{"text", "Hello", "Hello"},
		{"references", "<speak>Tom &amp; Jerry&#39;s &nbsp;</speak>", "Tom & Jerry's &nbsp;"},
		{"white space", "<speak>\n\ta\u00a0 b\n</speak>", "a b"},
		{"inline", "an <emphasis level='strong'>import</emphasis>ant <w role='amazon:NN'>thing</w>.", "an important thing."},
		{"break", "one<break time='1s'/>two", "one two"},
		{"paragraphs", "<p>One.</p><p><s>Two.</s><s>Three.</s></p>Four.", "One.\n\nTwo. Three.\n\nFour."},
		{"written, not said", "<sub alias='magnesium'>Mg</sub>", "Mg"},
		{"sound left out", "a <audio src='https://x/y.mp3'/> b", "a b"},
		{"fallback of a sound", "<audio src='https://x/y.mp3'>bell</audio>", "bell"},
		{"expletive", "oh <say-as interpret-as='expletive'>d<![CDATA[a]]>rn</say-as> <say-as interpret-as='digits'>12</say-as></say-as>", "oh **** 12"},
		{"name", "Hi <alexa:name type='first' personId='x'/> there", "Hi there"},
		{"cdata and comment", "<![CDATA[a & <b>]]><!-- c -->", "a & <b>"},
		{"not well-formed", "5 < 6 & <p>x", "5 < 6 &\n\nx"},
		{"nothing", "<speak><break/></speak>", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := ssml.PlainText(test.speech); got != test.want {
				t.Errorf("PlainText(%q) = %q, want %q", test.speech, got, test.want)
			}
		})
	}
	got := ssml.PlainTextFunc("a<audio src='https://x/?a&amp;b'/>b", func(source string) string { return "[audio: " + source + "]" })
	if want := "a [audio: https://x/?a&b] b"; got != want {
		t.Errorf("PlainTextFunc gives %q, want %q", got, want)
	}
}

// wellFormed asks another parser.
func wellFormed(document string) error {
	d := xml.NewDecoder(strings.NewReader(document))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func seed(f *testing.F) {
	for _, s := range []string{
		"", "a & b", "&apos;]", "&#39;", "<speak>x</speak>", "<SPEAK xml:lang='de'>x</SPEAK>", "<![CDATA[x]]>",
		"<break time='3s'/><!-- x -->", "\x00\xff", "</p><p", "<?xml version='1.0'?>", "<say-as interpret-as='expletive'>x",
		`<p a="b" a='c'>`, "<<speak>speak>", "<!-<speak>- x -->",
	} {
		f.Add(s)
	}
}

func FuzzEscape(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		escaped := ssml.Escape(text)
		if err := wellFormed(`<a b="` + escaped + `">` + escaped + "</a>"); err != nil {
			t.Errorf("Escape(%q) = %q is not well-formed: %v", text, escaped, err)
		}
		if again := ssml.Escape(escaped); again != escaped {
			t.Errorf("escaping %q twice gives %q, once %q", text, again, escaped)
		}
		if f := ssml.Sprintf("%s", text); string(f) != escaped {
			t.Errorf("Sprintf gives %q, Escape %q", f, escaped)
		}
	})
}

func FuzzTrim(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, speech string) {
		once := ssml.Trim(speech)
		if twice := ssml.Trim(once); twice != once {
			t.Errorf("trimming %q twice gives %q, once %q", speech, twice, once)
		}
		if ssml.Validate(speech) == nil && len(once) < ssml.MaxLength/2 {
			if err := ssml.Validate(ssml.Wrap(speech)); err != nil {
				t.Errorf("%q is valid, wrapped it is not: %v", speech, err)
			}
		}
	})
}

func FuzzValidate(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, speech string) {
		err := ssml.Validate(speech)
		if err == nil {
			if err := wellFormed(speech); err != nil {
				t.Errorf("Validate takes %q, the XML parser does not: %v", speech, err)
			}
			return
		}
		var problems ssml.Errors
		if !errors.As(err, &problems) || len(problems) == 0 {
			t.Fatalf("got %T, want ssml.Errors", err)
		}
		for _, p := range problems {
			if p.Offset > len(speech) || p.Line < 1 || p.Column < 1 {
				t.Errorf("%q: out of place: %+v", speech, p)
			}
		}
		if !slices.IsSortedFunc(problems, func(a, b *ssml.Error) int { return a.Offset - b.Offset }) {
			t.Errorf("%q: not in order: %v", speech, err)
		}
	})
}

func FuzzPlainText(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, speech string) {
		text := ssml.PlainText(speech)
		if trimmed := strings.TrimSpace(text); trimmed != text {
			t.Errorf("PlainText(%q) = %q has white space around it", speech, text)
		}
	})
}

func BenchmarkValidate(b *testing.B) {
	speech := ssml.Speak("Welcome back, ", "Tom & Jerry", "! ", ssml.Break(300*time.Millisecond),
		"You have ", ssml.Emphasis(ssml.EmphasisStrong, 12), " points. ",
		ssml.Audio("soundbank://soundlibrary/ui/gameshow/amzn_ui_sfx_gameshow_positive_response_03")).String()
	b.SetBytes(int64(len(speech)))
	for b.Loop() {
		if err := ssml.Validate(speech); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWrap(b *testing.B) {
	speech := "<speak>Welcome back, Tom &amp; Jerry! <break time=\"300ms\"/>You have 12 points.</speak>"
	b.SetBytes(int64(len(speech)))
	for b.Loop() {
		ssml.Wrap(speech)
	}
}
