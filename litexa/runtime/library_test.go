package runtime_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/litexa/runtime"
)

// TestLibrary: the functions of sections L-LIB and L-JS.
func TestLibrary(t *testing.T) {
	tests := [][2]string{
		{`randomIndex(4)`, "2"},
		{`shuffleArray([1, 2, 3]).sort()`, "[1,2,3]"},
		{`randomArrayItem(["a", "b"])`, `"b"`},
		{`diceRoll()`, "4"}, {`diceRoll(10)`, "6"}, {`diceCheck(4)`, "true"}, {`diceCheck(3)`, "false"},
		{`escapeSpeech(null)`, `""`}, {`escapeSpeech(5)`, `"5"`},
		{`deepClone({ a: [1] })`, `{"a":[1]}`},
		{`isActuallyANumber("12x")`, "true"}, {`isActuallyANumber("x")`, "false"},
		{`minutesBetween(0, 150000)`, "2"}, {`minutesBetween(null, 1)`, "999999"},
		{`hoursBetween(7200000, 0)`, "2"}, {`hoursBetween(1)`, "999999"},
		{`daysBetween(new Date(2026, 0, 1, 23).getTime(), new Date(2026, 0, 3, 1).getTime())`, "2"}, {`daysBetween()`, "999999"},
		{`Math.clamp(1, 5, 9)`, "5"},
		{`rgbFromHex("#102030")`, "[16,32,48]"}, {`rgbFromHex("0xfff")`, "[255,255,255]"}, {`rgbFromHex("#12")`, "[0,0,0]"}, {`rgbFromHex()`, "[0,0,0]"},
		{`hexFromRGB([300, -1, 15.9])`, `"ff000f"`},
		{`rgbFromHSL([0, 1, 0.5])`, "[255,0,0]"}, {`rgbFromHSL([90, 1, 0.5])`, "[127,255,0]"}, {`rgbFromHSL([150, 1, 0.5])`, "[0,255,127]"},
		{`rgbFromHSL([-150, 1, 0.5])`, "[0,127,255]"}, {`rgbFromHSL([270, 2, 0.5])`, "[127,0,255]"}, {`rgbFromHSL([330, 1, 0.5])`, "[255,0,127]"},
		{`interpolateRGB([0, 0, 0], [10, 20, 255], 0.5)`, `["5","10","128"]`},
		{`brightenColor("000000", 50)`, `"808080"`}, {`brightenColor([0, 0, 0], 100)`, `["255","255","255"]`},
		{`litexa.gadgetAnimation.buildKey("#abcdef", 10)`, `{"color":"ABCDEF","durationMs":10,"blend":true}`},
		{`litexa.gadgetAnimation.animationFromArray([["ff", 1, false]])`, `[{"color":"FF","durationMs":1,"blend":false}]`},
		{`litexa.gadgetAnimation.singleColorDirective([], "ff", 5).parameters.triggerEvent`, `"none"`},
		{`litexa.gadgetAnimation.resetTriggersDirectives(["g"]).map((d) => d.parameters.triggerEvent)`, `["buttonDown","buttonUp"]`},
		{`litexa.gadgetAnimation.directive([], 2, [], undefined, 7).parameters`, `{"triggerEvent":"none","triggerEventTimeMs":7,"animations":[{"targetLights":["1"],"repeat":2,"sequence":[]}]}`},
		{`Object.keys(litexa).sort().join()`, `"DEPLOY,assetsRoot,extendedEventNames,extensions,gadgetAnimation,language,modulesRoot,overridableFunctions,projectName,sayMapping"`},
		{`[litexa.projectName, litexa.assetsRoot, litexa.language, userAgent]`, `["sample","test://","default","agent"]`},
		{`jsonFiles["data.json"].list[1]`, "2"}, {`typeof handlerSteps + typeof dataTables + typeof require + typeof exports`, `"objectobjectfunctionobject"`},
		{`litexa.overridableFunctions.generateDBKey({ deviceId: "d" })`, `"d"`},
		{`exports.Logging.error("told") || 1`, "1"},
	}
	var code strings.Builder
	code.WriteString("function run() {\n  return JSON.stringify([\n")
	for _, test := range tests {
		code.WriteString("    " + test[0] + ",\n")
	}
	code.WriteString("  ].map((v) => JSON.stringify(v)));\n}\n")
	s := skill(t, map[string]string{
		"main.litexa": "launch\n  say \"{run()}\"\n", "code.js": code.String(), "data.json": `{"list":[1,2]}`,
	}, func(c *runtime.Config) {
		c.UserAgent = "agent"
		c.JS.Rand = func() float64 { return 0.5 }
	})
	var got []string
	decodeJSON(t, say(t, s, "launch"), &got)
	if len(got) != len(tests) {
		t.Fatalf("%d results of %d tests", len(got), len(tests))
	}
	for i, test := range tests {
		if diff := cmp.Diff(test[1], got[i]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test[0], diff)
		}
	}
}

// TestKey: L-HK-01 and L-HK-02.
func TestKey(t *testing.T) {
	memory := new(runtime.MemoryStore)
	s := skill(t, map[string]string{"main.litexa": "launch\n  @x = 1\n", "code.js": `
litexa.overridableFunctions.generateDBKey = (identity) => [identity.userId, identity.deviceId, identity.requestAppId, identity.litexaLanguage].join();
litexa.responsePostProcessor = (wrapper, context) => { context.db.write("late", 1); wrapper.response.more = true; };
`}, func(c *runtime.Config) { c.Store = memory })
	result := handle(t, s, "launch")
	if result.Key != "user,device,app,default" || !strings.Contains(string(result.Response), `"more":true`) {
		t.Errorf("the key is %q, the response %s", result.Key, result.Response)
	}
	record, err := s.Record(t.Context(), event("launch"))
	if err != nil || !strings.Contains(string(record), `"late":1`) {
		t.Errorf("the record is %s, %v", record, err)
	}
	result = handle(t, s, `{"type":"SessionEndedRequest"}`)
	if result.Key != "user,device,app," {
		t.Errorf("at the end of the session the key is %q", result.Key)
	}
}

// TestPronounce: L-PRN-02.
func TestPronounce(t *testing.T) {
	s := skill(t, map[string]string{"main.litexa": `pronounce "dog" as "cat"
launch
  say "Dog days dogs hotdog hot dog!"
  reprompt "a dog"
`})
	r := decode(t, handle(t, s, "launch").Response)
	if want := "cat days cats hotcat hot cat!"; r.said() != want || r.Response.Reprompt.OutputSpeech.SSML != "<speak>a cat</speak>" {
		t.Errorf("said %q and %q", r.said(), r.Response.Reprompt.OutputSpeech.SSML)
	}
}
