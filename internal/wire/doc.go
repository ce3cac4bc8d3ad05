// Package wire reads and writes the JSON text of generated types. It is what
// the code that wiregen generates is made of.
//
// Compared with encoding/json it needs no reflection, copies the text once
// instead of every string, keeps what types have no field for, and says where in
// the text a value is wrong. It accepts the same JSON text as encoding/json,
// except that nesting is limited to [MaxDepth] levels.
package wire
