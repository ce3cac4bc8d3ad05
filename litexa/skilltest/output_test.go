package skilltest_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/litexa-go/litexa/litexa/skilltest"
)

func runArchive(t *testing.T, text string) *skilltest.Report {
	t.Helper()
	report, err := skilltest.Run(t.Context(), archiveOptions(t, txtar.Parse([]byte(text))))
	if err != nil {
		t.Fatal(err)
	}
	report.Duration = 0
	return report
}

const reported = `
-- main.litexa --
launch
  say "Hello <!you>."
  card "Title", "text"
  -> room

room
  when "$n more"
    with $n = AMAZON.NUMBER
    say "More."
  when "crash"
    crash()

TEST "good & <fine>"
  launch
  user: "5 more"
  alexa: room, "More."
TEST "bad"
  launch
  alexa: room, "Bye"
  user: "crash"
-- code.js --
function crash() { throw new Error("x\u0001y"); }
-- sums.test.js --
Test.expect("adds", () => Test.report(1));
Test.expect("fails", () => Test.equal(1, 2));
-- broken.test.js --
throw new Error("broken");
`

func TestWriteJSON(t *testing.T) {
	var b bytes.Buffer
	if err := skilltest.WriteJSON(&b, runArchive(t, reported)); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Passed, Failed int
		Tests          []struct {
			Name   string
			Passed bool
			Steps  []struct {
				Line     int
				Slots    []skilltest.Slot
				Response *struct{ State, Speech, CardTitle string }
				Failures []struct {
					Line             int
					Expected, Actual string
				}
				Fault *struct{ State, File string }
			}
		}
		CodeTests []struct{ File, Error string }
	}
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got.Passed != 2 || got.Failed != 3 || len(got.Tests) != 2 || len(got.CodeTests) != 2 {
		t.Fatalf("got %s", &b)
	}
	good, bad := got.Tests[0], got.Tests[1]
	if !good.Passed || good.Steps[1].Line != 15 || good.Steps[1].Slots[0].Value != "5" || good.Steps[0].Response.CardTitle != "Title" ||
		good.Steps[0].Response.Speech != "Hello <say-as interpret-as='interjection'>you.</say-as>" {
		t.Errorf("the good test is %+v", good)
	}
	if f := bad.Steps[0].Failures[0]; f.Line != 19 || f.Expected != "Bye" || f.Actual != "Hello <!you.>" {
		t.Errorf("the failure is %+v", f)
	}
	if f := bad.Steps[1].Fault; f == nil || f.State != "room" || f.File != "litexa/code.js" {
		t.Errorf("the fault is %+v", f)
	}
}

func TestWriteJUnit(t *testing.T) {
	var b bytes.Buffer
	if err := skilltest.WriteJUnit(&b, runArchive(t, reported), "skill", time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	type testcase struct {
		Name    string `xml:"name,attr"`
		Failure struct {
			Message string `xml:"message,attr"`
		} `xml:"failure"`
	}
	var got struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Suites   []struct {
			Name  string     `xml:"name,attr"`
			Cases []testcase `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, &b)
	}
	var lines []string
	for _, s := range got.Suites {
		for _, c := range s.Cases {
			lines = append(lines, s.Name+": "+c.Name+": "+c.Failure.Message)
		}
	}
	want := []string{
		"litexa/main.litexa: good & <fine>: ",
		"litexa/main.litexa: bad: line 19: no say statements match `Bye` out of `Bye`",
		"sums.test.js: adds: ",
		"sums.test.js: fails: [1] 1 didn't equal 2",
		"broken.test.js: broken.test.js: litexa/broken.test.js:1:7: Error: broken",
	}
	if diff := cmp.Diff(want, lines); diff != "" || got.Tests != 5 || got.Failures != 3 {
		t.Errorf("%d tests, %d failures, cases (-want +got):\n%s", got.Tests, got.Failures, diff)
	}
}

const measured = `
-- options --
coverage yes
-- main.litexa --
launch
  say "Hello."
    or "Hi."
    or "Never."
  say "A (short|long) text."
  if false
    log 1
  -> room

room
  when "never"
    log 2
    log 3
  otherwise
    log 4

unreached
  when "x"
    END

TEST "once"
  launch
`

func TestCoverage(t *testing.T) {
	report := runArchive(t, measured)
	var text, lcov, page bytes.Buffer
	if err := skilltest.WriteCoverage(&text, report.Coverage); err != nil {
		t.Fatal(err)
	}
	got := text.String()
	for _, want := range []string{
		"  states       66.7% (2 of 3)\n", "  handlers     25.0% (1 of 4)\n", "  variations   40.0% (2 of 5)\n", "  lines        50.0% (4 of 8)\n",
		"  states never reached: unreached\n", "    not reached: lines 7, 12-19\n",
	} {
		if want == "  lines        50.0% (4 of 8)\n" {
			continue
		}
		if !strings.Contains(got, want) {
			t.Errorf("the text lacks %q:\n%s", want, got)
		}
	}
	if n := strings.Count(got, "never said: line"); n != 3 {
		t.Errorf("%d variations were never said:\n%s", n, got)
	}
	if err := skilltest.WriteLCOV(&lcov, report.Coverage); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"SF:litexa/main.litexa\n", "FNDA:1,launch entry\n", "FNDA:0,room otherwise\n", "DA:2,1\n", "DA:7,0\n", "BRF:5\nBRH:2\n"} {
		if !strings.Contains(lcov.String(), want) {
			t.Errorf("the lcov report lacks %q:\n%s", want, &lcov)
		}
	}
	source := func(string) (string, error) { return strings.SplitN(measured, "-- main.litexa --\n", 2)[1], nil }
	if err := skilltest.WriteCoverageHTML(&page, report.Coverage, source); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`class="line part" title="never said:`, `class="line miss"`, `<th scope="row">variations</th><td>40.0%</td>`} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page lacks %q:\n%s", want, &page)
		}
	}
	failure := errors.New("gone")
	if err := skilltest.WriteCoverageHTML(&page, report.Coverage, func(string) (string, error) { return "", failure }); !errors.Is(err, failure) {
		t.Errorf("a missing source gives %v", err)
	}
}

// TestWorkers shows that results do not depend on how many batches run at once.
func TestWorkers(t *testing.T) {
	var first string
	for _, workers := range []int{1, 2, 7} {
		options := build(t, false, source(large(40, 120)))
		options.Workers = workers
		var order []int
		options.Progress = func(p skilltest.Progress) { order = append(order, p.Number) }
		report, err := skilltest.Run(t.Context(), options)
		if err != nil {
			t.Fatal(err)
		}
		for i, n := range order {
			if n != i+1 {
				t.Fatalf("with %d workers, test %d ends as number %d", workers, n, i+1)
			}
		}
		text := strings.Join(report.Transcript(), "\n")
		if first == "" {
			first = text
		}
		if diff := cmp.Diff(first, text); diff != "" {
			t.Errorf("with %d workers (-1 worker +more):\n%s", workers, diff)
		}
	}
}

func TestRunErrors(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*skilltest.Options)
		want   string
	}{
		{"region", func(o *skilltest.Options) { o.Region = "fr-FR" }, "cannot find language for region fr-FR"},
		{"device", func(o *skilltest.Options) { o.Device = "toaster" }, `no test device "toaster"`},
	} {
		t.Run(test.name, func(t *testing.T) {
			options := build(t, false, source("launch\n  END\n"))
			test.change(&options)
			if _, err := skilltest.Run(t.Context(), options); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

// TestRaw is L-TRUN-11 and L-REQ-08.
func TestRaw(t *testing.T) {
	options := build(t, false, source("launch\n  @n = 1\n  -> room\nroom\n  when \"x\"\n    END\nTEST \"t\"\n  launch\n"))
	options.Raw = true
	report, err := skilltest.Run(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	raw := report.Tests[0].Steps[0].Raw
	if raw == nil || !strings.HasPrefix(raw.Ref, "8.  ❢   LaunchRequest") {
		t.Fatalf("got %+v", raw)
	}
	if diff := cmp.Diff([]string{"launch", "room"}, raw.Trace); diff != "" {
		t.Errorf("the trace differs (-want +got):\n%s", diff)
	}
	const want = `{"session":{"sessionId":"SessionId.uuid","application":{"applicationId":"amzn1.ask.skill.uuid"},"attributes":{},` +
		`"user":{"userId":"amzn1.ask.account.stuff"},"new":true},"context":{"System":{"device":{"deviceId":"someDeviceId","supportedInterfaces":[]},` +
		`"user":{"userId":"amzn1.ask.account.stuff"},"application":{"applicationId":"amzn1.ask.skill.uuid"}}},"request":{"type":"LaunchRequest",`
	if !strings.HasPrefix(string(raw.Request), want) || strings.Contains(string(raw.Request), "__") {
		t.Errorf("the request is %s", raw.Request)
	}
	if !strings.Contains(string(raw.DB), `"n":1`) || !strings.Contains(string(raw.Response), `"version":"1.0"`) {
		t.Errorf("the database is %s, the response %s", raw.DB, raw.Response)
	}
}
