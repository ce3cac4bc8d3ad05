// Package alexa holds the wire types of the Alexa Skills Kit: the request and
// response envelopes, every request, directive and interface of custom skills,
// and the values they are made of.
//
// Where the service defines a family of objects told apart by a discriminator
// (requests by "type", connection payloads by "@type"), the family is an
// interface and its members are pointers to structs:
//
//	switch request := envelope.Request.(type) {
//	case *alexa.LaunchRequest:
//	case *alexa.IntentRequest:
//		fmt.Println(request.Intent.Name)
//	case *alexa.UnknownRequest:
//		fmt.Printf("%s: %s\n", request.Type, request.Raw)
//	}
//
// The service adds members and types without notice. What these types have no
// field for survives a round trip: members in the Extra field of their object,
// members of a family under an Unknown type with their JSON text.
//
// JSON of the skill's own making, such as data sources and payloads, is given as
// any value that package encoding/json can encode. Objects of that kind in
// requests are an [encoding/json.RawMessage], to be decoded into a type of the
// skill.
//
// The types implement [encoding/json.Marshaler] and
// [encoding/json.Unmarshaler]; [DecodeRequestEnvelope], [Decode] and
// [ResponseEnvelope.AppendJSON] do the same faster. Names of JSON members are
// case-sensitive, null stands for the zero value, and of members that occur
// twice the last one counts. Numbers in values of type any are decoded as
// [encoding/json.Number].
//
// The names follow the JSON reference of the Alexa Skills Kit; the field tags
// give the exact keys.
package alexa

//go:generate go run ../../internal/wiregen
