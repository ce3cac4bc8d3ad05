package js

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // machines on which skills run may lack time zones

	"github.com/dop251/goja"
	"golang.org/x/text/collate"
	textlang "golang.org/x/text/language"
)

func (vm *VM) intlNatives() map[string]any {
	return map[string]any{
		"data": func() (string, error) {
			text, err := lib.ReadFile("lib/intl.json")
			return string(text), err
		},
		"localZone": localZone,
		"zoneName":  zoneName,
		"zone":      vm.zone,
		"collator":  vm.collator,
		"compare":   vm.collate,
	}
}

// localZone returns the name of the time zone of this machine.
var localZone = func() string {
	if name := zoneName(time.Local.String()); name != "" {
		return name
	}
	if target, err := os.Readlink("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(filepath.ToSlash(target), "zoneinfo/"); ok && zoneName(name) != "" {
			return zoneName(name)
		}
	}
	if _, offset := time.Now().Zone(); offset != 0 {
		return fmt.Sprintf("%+03d:%02d", offset/3600, offset/60%60)
	}
	return "UTC"
}

var offsetZone = regexp.MustCompile(`^([+-])(\d{2}):?(\d{2})?$`)

// zoneName returns the usual name of a time zone; "" if it is not known. Case
// does not matter.
func zoneName(name string) string {
	switch strings.ToUpper(name) {
	case "", "LOCAL":
		return ""
	case "UTC", "GMT", "ETC/UTC", "ETC/GMT", "Z":
		return "UTC"
	}
	if offsetZone.MatchString(name) {
		return name
	}
	for _, n := range []string{name, titled(name), strings.ToUpper(name)} {
		if _, err := time.LoadLocation(n); err == nil && !strings.Contains(n, "..") {
			return n
		}
	}
	return ""
}

// titled writes the parts of a name with a capital letter, but small words.
func titled(name string) string {
	b := []byte(strings.ToLower(name))
	start := true
	for i, c := range b {
		if start && 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
		start = c == '/' || c == '_' || c == '-'
	}
	return strings.NewReplacer("_Of_", "_of_", "_Es_", "_es_", "-Au-", "-au-", "_And_", "_and_").Replace(string(b))
}

// zone(ms, name) returns the offset of a time zone in minutes at a time, its
// abbreviation, and whether it is summer time.
func (vm *VM) zone(call goja.FunctionCall) goja.Value {
	t := time.UnixMilli(call.Argument(0).ToInteger())
	name := call.Argument(1).String()
	if m := offsetZone.FindStringSubmatch(name); m != nil {
		hours, _ := strconv.Atoi(m[2])
		minutes, _ := strconv.Atoi(m[3])
		offset := hours*60 + minutes
		if m[1] == "-" {
			offset = -offset
		}
		return vm.rt.NewArray(offset, name, false)
	}
	if loc, err := time.LoadLocation(name); err == nil {
		t = t.In(loc)
	}
	abbreviation, offset := t.Zone()
	return vm.rt.NewArray(offset/60, abbreviation, t.IsDST())
}

// collator(locale, sensitivity, numeric) makes what compare needs.
func (vm *VM) collator(call goja.FunctionCall) goja.Value {
	var opts []collate.Option
	switch call.Argument(1).String() {
	case "base":
		opts = append(opts, collate.Loose)
	case "accent":
		opts = append(opts, collate.IgnoreCase)
	case "case":
		opts = append(opts, collate.IgnoreDiacritics)
	}
	if call.Argument(2).ToBoolean() {
		opts = append(opts, collate.Numeric)
	}
	return vm.rt.ToValue(collate.New(textlang.Make(call.Argument(0).String()), opts...))
}

// collate(collator, a, b) orders two texts.
func (vm *VM) collate(call goja.FunctionCall) goja.Value {
	c, _ := call.Argument(0).Export().(*collate.Collator)
	return vm.rt.ToValue(c.CompareString(call.Argument(1).String(), call.Argument(2).String()))
}
