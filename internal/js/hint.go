package js

import (
	"errors"
	"regexp"

	"github.com/dop251/goja"
)

func asException(err error, target **goja.Exception) bool { return errors.As(err, target) }

var notDefined = regexp.MustCompile(`^(\w+) is not defined$`)

// nodeNames are names that are often used without being required.
var nodeNames = map[string]string{
	"fs": "fs", "path": "path", "os": "os", "util": "util", "assert": "assert", "_": "lodash", "moment": "moment",
}

// hintFor says what to do about common exceptions.
func hintFor(e *Error) string {
	if m := notDefined.FindStringSubmatch(e.Message); m != nil && e.Name == "ReferenceError" {
		if module := nodeNames[m[1]]; module != "" {
			return "add: const " + m[1] + ` = require("` + module + `")`
		}
	}
	return ""
}
