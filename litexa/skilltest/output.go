package skilltest

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

// WriteJSON writes the report as JSON, indented by two blanks.
func WriteJSON(w io.Writer, r *Report) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Time     string       `xml:"time,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name      string      `xml:"name,attr"`
	Tests     int         `xml:"tests,attr"`
	Failures  int         `xml:"failures,attr"`
	Time      string      `xml:"time,attr"`
	Timestamp string      `xml:"timestamp,attr"`
	Cases     []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr"`
	Line    int           `xml:"line,attr,omitempty"`
	Time    string        `xml:"time,attr"`
	Failure *junitFailure `xml:"failure"`
	Output  string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Text    string `xml:",chardata"`
}

// WriteJUnit writes the report in the XML format of JUnit: a suite for each
// file, with the transcripts of its tests.
func WriteJUnit(w io.Writer, r *Report, name string, at time.Time) error {
	out := junitSuites{Name: name, Tests: r.Passed + r.Failed, Failures: r.Failed, Time: seconds(r.Duration)}
	index := make(map[string]int)
	took := make(map[string]time.Duration)
	suite := func(file string) *junitSuite {
		i, ok := index[file]
		if !ok {
			i = len(out.Suites)
			index[file] = i
			out.Suites = append(out.Suites, junitSuite{Name: file, Timestamp: at.UTC().Format("2006-01-02T15:04:05")})
		}
		return &out.Suites[i]
	}
	text := transcript{width: r.width}
	for _, t := range r.Tests {
		s := suite(t.File)
		c := junitCase{Name: t.Name, Class: t.File, File: t.File, Line: t.Line, Time: seconds(t.Duration), Output: printable(text.test(t))}
		if !t.Passed {
			c.Failure = &junitFailure{Message: printable(t.reason()), Text: c.Output}
		}
		took[t.File] += t.Duration
		s.add(c)
	}
	for _, t := range r.Code {
		if t.Error == "" && len(t.Cases) == 0 {
			continue
		}
		s := suite(t.File)
		took[t.File] += t.Duration
		if t.Error != "" {
			s.add(junitCase{Name: t.File, Class: t.File, File: t.File, Time: "0", Failure: &junitFailure{Message: printable(t.Error)}})
		}
		for _, k := range t.Cases {
			c := junitCase{Name: k.Name, Class: t.File, File: t.File, Time: "0", Output: printable(strings.Join(k.Notes, "\n"))}
			if !k.Passed {
				c.Failure = &junitFailure{Message: printable(k.Message)}
			}
			s.add(c)
		}
	}
	for i := range out.Suites {
		out.Suites[i].Time = seconds(took[out.Suites[i].Name])
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(out); err != nil {
		return fmt.Errorf("writing the JUnit report: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

// printable drops the characters that XML has no way to write.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' {
			return -1
		}
		return r
	}, s)
}

// reason returns what made a test fail first.
func (t *Test) reason() string {
	for _, s := range t.Steps {
		switch {
		case s.Error != "":
			return fmt.Sprintf("line %d: %s", s.Line, s.Error)
		case s.Fault != nil:
			return fmt.Sprintf("line %d: %s", s.Line, s.Fault.Message)
		case len(s.Failures) > 0:
			return fmt.Sprintf("line %d: %s", max(s.Failures[0].Line, s.Line), s.Failures[0].Message)
		}
	}
	return ""
}
