package alexa

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/litexa-go/litexa/internal/wire"
)

// filler gives every field of a value a value of its own.
type filler struct {
	n       int
	members map[reflect.Type][]any // of unions
}

func newFiller() *filler {
	f := &filler{members: make(map[reflect.Type][]any)}
	for _, u := range allUnions() {
		f.members[reflect.TypeOf(u.target).Elem()] = u.members
	}
	return f
}

func (f *filler) next() int {
	f.n++
	return f.n
}

const maxFill = 5 // levels of nesting; some types contain themselves

var rawType = reflect.TypeFor[json.RawMessage]()

func (f *filler) fill(t *testing.T, v reflect.Value, depth int) {
	t.Helper()
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("s%d \"<é>\"", f.next()))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(int64(f.next()))
	case reflect.Float64:
		v.SetFloat(float64(f.next()) + 0.25)
	case reflect.Pointer:
		if depth < maxFill {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(t, v.Elem(), depth+1)
		}
	case reflect.Slice:
		switch {
		case v.Type() == rawType:
			v.SetBytes(fmt.Appendf(nil, `{"n":[%d,1.50,"\u00e9"]}`, f.next()))
		case depth < maxFill:
			v.Set(reflect.MakeSlice(v.Type(), 2, 2))
			for i := range 2 {
				f.fill(t, v.Index(i), depth+1)
			}
		}
	case reflect.Map:
		if depth < maxFill {
			v.Set(reflect.MakeMap(v.Type()))
			for range 2 {
				key := reflect.ValueOf(fmt.Sprintf("key %d", f.next()))
				elem := reflect.New(v.Type().Elem()).Elem()
				f.fill(t, elem, depth+1)
				v.SetMapIndex(key, elem)
			}
		}
	case reflect.Interface:
		members := f.members[v.Type()]
		switch {
		case v.NumMethod() == 0:
			v.Set(reflect.ValueOf(map[string]any{"n": json.Number(fmt.Sprintf("%d.50", f.next())), "a": []any{nil, true, "x"}}))
		case members == nil:
			t.Fatalf("no members of %v are known", v.Type())
		case depth < maxFill:
			member := reflect.New(reflect.TypeOf(members[f.next()%len(members)]).Elem())
			f.fill(t, member.Elem(), depth+1)
			v.Set(member)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(t, v.Field(i), depth)
		}
	default:
		t.Fatalf("cannot fill a %v", v.Type())
	}
}

// full returns a new value of the type of v, a pointer to a struct, with all
// fields set.
func (f *filler) full(t *testing.T, v any) any {
	t.Helper()
	p := reflect.New(reflect.TypeOf(v).Elem())
	f.fill(t, p.Elem(), 0)
	if raw := p.Elem().FieldByName("Raw"); raw.IsValid() {
		// What decodes as unknown has its text and nothing else, but for the
		// header of requests.
		for i := range p.Elem().NumField() {
			p.Elem().Field(i).SetZero()
		}
		p.Elem().FieldByName("Type").SetString("New.Type")
		text := `{"` + discriminatorOf(t, v) + `":"New.Type","requestId":"r1","n":[1,{}]}`
		raw.SetBytes([]byte(text))
		if header, ok := p.Interface().(interface{ Header() *RequestHeader }); ok {
			header.Header().RequestID = "r1"
		}
	}
	return p.Interface()
}

func discriminatorOf(t *testing.T, unknown any) string {
	t.Helper()
	for _, u := range allUnions() {
		if reflect.TypeOf(u.unknown) == reflect.TypeOf(unknown) {
			return u.key
		}
	}
	t.Fatalf("%T is the unknown member of no union", unknown)
	return ""
}

// fresh returns a new zero value of the type of v.
func fresh(v any) any { return reflect.New(reflect.TypeOf(v).Elem()).Interface() }

func decode(t *testing.T, text []byte, into any) any {
	t.Helper()
	v := fresh(into)
	if err := json.Unmarshal(text, v); err != nil {
		t.Fatalf("%T: %v\n%s", v, err, text)
	}
	return v
}

func encode(t *testing.T, v any) []byte {
	t.Helper()
	text, err := marshal(v.(codec))
	if err != nil {
		t.Fatalf("%T: %v", v, err)
	}
	return text
}

// A-MDL-01 to 46: every struct keeps every field.
func TestRoundTripFull(t *testing.T) {
	f := newFiller()
	for _, empty := range allStructs() {
		v := f.full(t, empty)
		text := encode(t, v)
		got := decode(t, text, v)
		if diff := cmp.Diff(v, got); diff != "" {
			t.Errorf("%T (-want +got):\n%s", v, diff)
			continue
		}
		if again := encode(t, got); !bytes.Equal(text, again) {
			t.Errorf("%T: encoded again:\n%s\n%s", v, text, again)
		}
		var standard bytes.Buffer
		enc := json.NewEncoder(&standard)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(reflect.ValueOf(v).Elem().Interface()); err != nil || standard.String() != string(text)+"\n" {
			t.Errorf("%T: by encoding/json:\n%s\n%s, %v", v, text, standard.String(), err)
		}
	}
}

// A zero value keeps too, and has arrays and objects where Alexa expects them.
func TestRoundTripZero(t *testing.T) {
	for _, v := range allStructs() {
		text := encode(t, v)
		got := decode(t, text, v)
		if again := encode(t, got); !bytes.Equal(text, again) {
			t.Errorf("%T: encoded again:\n%s\n%s", v, text, again)
		}
		var members map[string]json.RawMessage
		if err := json.Unmarshal(text, &members); err != nil {
			t.Fatal(err)
		}
		eachField(reflect.TypeOf(v).Elem(), func(f reflect.StructField, key string) {
			kind := f.Type.Kind()
			free := kind == reflect.Interface || f.Type == rawType
			if string(members[key]) == "null" && !free {
				t.Errorf("%T: %s is null", v, key)
			}
		})
	}
}

// eachField calls do for every field with a JSON key, also of embedded structs.
func eachField(typ reflect.Type, do func(f reflect.StructField, key string)) {
	for _, f := range reflect.VisibleFields(typ) {
		key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if key != "" && key != "-" {
			do(f, key)
		}
	}
}

// A-DEC-05: members without a field survive.
func TestRoundTripExtra(t *testing.T) {
	const extra = `"x-new":{"b":[1,2.50,"\u00e9"],"a":null}`
	f := newFiller()
	for _, empty := range allStructs() {
		v := f.full(t, empty)
		text := string(encode(t, v))
		text = text[:len(text)-1] + "," + extra + "}"
		got := decode(t, []byte(text), v)
		if again := string(encode(t, got)); !strings.Contains(again, extra) {
			t.Errorf("%T lost a member:\n%s\n%s", v, text, again)
		}
	}
}

// Null stands for the zero value, whatever the member.
func TestNullMembers(t *testing.T) {
	for _, v := range allStructs() {
		if reflect.ValueOf(v).Elem().FieldByName("Raw").IsValid() {
			continue
		}
		eachField(reflect.TypeOf(v).Elem(), func(f reflect.StructField, key string) {
			want := fresh(v)
			if f.Type == rawType {
				reflect.ValueOf(want).Elem().FieldByIndex(f.Index).SetBytes([]byte("null"))
			}
			got := decode(t, fmt.Appendf(nil, `{%q:null}`, key), v)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%T with %s null (-want +got):\n%s", v, key, diff)
			}
		})
	}
}

// A value of the wrong kind is an error that names the member and quotes
// nothing.
func TestWrongKinds(t *testing.T) {
	for _, v := range allStructs() {
		if reflect.ValueOf(v).Elem().FieldByName("Raw").IsValid() {
			continue
		}
		eachField(reflect.TypeOf(v).Elem(), func(f reflect.StructField, key string) {
			errs := 0
			for _, value := range []string{`"secret"`, `12345.5`, `true`, `["secret"]`, `{"secret":12345.5}`} {
				err := json.Unmarshal(fmt.Appendf(nil, `{%q:%s}`, key, value), fresh(v))
				if err == nil {
					continue
				}
				errs++
				var de *DecodeError
				if !errors.As(err, &de) || de.Malformed || !strings.HasPrefix(de.Path, key) && !strings.HasPrefix(de.Path, `["`+key+`"]`) {
					t.Errorf("%T with %s %s: error %v", v, key, value, err)
				}
				if text := err.Error(); strings.Contains(text, "12345") || strings.Contains(text, "secret") && !strings.Contains(de.Path, "secret") {
					t.Errorf("%T with %s %s: the error quotes the value: %v", v, key, value, err)
				}
			}
			if free := f.Type == rawType || f.Type.Kind() == reflect.Interface && f.Type.NumMethod() == 0; free != (errs == 0) {
				t.Errorf("%T: %d kinds are wrong for %s", v, errs, key)
			}
		})
	}
}

func TestUnions(t *testing.T) {
	for _, u := range allUnions() {
		if !slices.IsSorted(u.types) || len(u.types) != len(u.members) {
			t.Errorf("%s: types %q, %d members", u.name, u.types, len(u.members))
		}
		for i, member := range u.members {
			text := fmt.Appendf(nil, `{"x-first":{},%q:%q}`, u.key, u.types[i])
			got := decodeUnion(t, u, text)
			if reflect.TypeOf(got) != reflect.TypeOf(member) {
				t.Errorf("%s: %s became %T, want %T", u.name, text, got, member)
				continue
			}
			if name := discriminator(got); name != u.types[i] {
				t.Errorf("%T has the discriminator %q, want %q", got, name, u.types[i])
			}
			if again := encode(t, got); !bytes.HasPrefix(again, fmt.Appendf(nil, `{%q:%q`, u.key, u.types[i])) {
				t.Errorf("%T does not begin with its discriminator: %s", got, again)
			}
			// Another discriminator does not decode as this type.
			err := json.Unmarshal(fmt.Appendf(nil, `{%q:"Other"}`, u.key), fresh(member))
			if want := fmt.Sprintf(`%s: expected %q, found another string`, u.key, u.types[i]); err == nil || err.Error() != want {
				t.Errorf("%T: error %v, want %s", member, err, want)
			}
		}
		for text, name := range map[string]string{
			fmt.Sprintf(`{%q:"No.Such.Type","n":[1, 2]}`, u.key): "No.Such.Type",
			fmt.Sprintf(`{%q:{"n":1},"n":2}`, u.key):             "",
			`{"n":1}`:                                            "",
			`{}`:                                                 "",
		} {
			got := decodeUnion(t, u, []byte(text))
			if reflect.TypeOf(got) != reflect.TypeOf(u.unknown) {
				t.Errorf("%s: %s became %T", u.name, text, got)
				continue
			}
			if raw := reflect.ValueOf(got).Elem().FieldByName("Raw").Bytes(); string(raw) != text || discriminator(got) != name {
				t.Errorf("%s: %s became %q, %s", u.name, text, discriminator(got), raw)
			}
		}
		if name := discriminator(u.unknown); name != "" {
			t.Errorf("%T has the discriminator %q", u.unknown, name)
		}
		if null := reflect.Zero(reflect.TypeOf(u.unknown)).Interface(); discriminator(null) != "" {
			t.Errorf("nil %T has the discriminator %q", null, discriminator(null))
		}
	}
}

// discriminator returns what the method of a union's member says.
func discriminator(v any) string {
	typ := reflect.TypeOf(v)
	for i := range typ.NumMethod() {
		if m := typ.Method(i); strings.HasSuffix(m.Name, "Type") && m.Type.NumIn() == 1 && m.Type.NumOut() == 1 {
			return reflect.ValueOf(v).Method(i).Call(nil)[0].String()
		}
	}
	return "(no method)"
}

// decodeUnion decodes text as a member of a union.
func decodeUnion(t *testing.T, u unionInfo, text []byte) any {
	t.Helper()
	target := reflect.New(reflect.TypeOf(u.target).Elem())
	d := wire.NewDecoder(text)
	if !decodeKnown(&d, target.Interface()) {
		t.Fatalf("%s has no decoder", u.name)
	}
	if err := finishDecoding(&d); err != nil {
		t.Fatalf("%s: %v", u.name, err)
	}
	return target.Elem().Interface()
}

// A-MDL-01 to 15 and 20 to 28, 35, 38 to 43: which members there are.
func TestMembersOfUnions(t *testing.T) {
	for _, tc := range []struct {
		name  string
		types []string
		want  string
	}{
		{"requests", RequestTypes(), `
			Alexa.Advertisement.AdCompleted Alexa.Advertisement.AdNotRendered Alexa.Advertisement.ReadyToEnqueueAudio
			Alexa.Authorization.Grant
			Alexa.DataStore.Error Alexa.DataStore.PackageManager.InstallationError Alexa.DataStore.PackageManager.UpdateRequest
			Alexa.DataStore.PackageManager.UsagesInstalled Alexa.DataStore.PackageManager.UsagesRemoved
			Alexa.Presentation.APL.LoadIndexListData Alexa.Presentation.APL.LoadTokenListData Alexa.Presentation.APL.RuntimeError
			Alexa.Presentation.APL.UserEvent Alexa.Presentation.APLA.RuntimeError Alexa.Presentation.APLT.UserEvent
			Alexa.Presentation.HTML.Message Alexa.Presentation.HTML.RuntimeError
			AlexaHouseholdListEvent.ItemsCreated AlexaHouseholdListEvent.ItemsDeleted AlexaHouseholdListEvent.ItemsUpdated
			AlexaHouseholdListEvent.ListCreated AlexaHouseholdListEvent.ListDeleted AlexaHouseholdListEvent.ListUpdated
			AlexaSkillEvent.NotificationSubscriptionChanged AlexaSkillEvent.ProactiveSubscriptionChanged AlexaSkillEvent.SkillAccountLinked
			AlexaSkillEvent.SkillDisabled AlexaSkillEvent.SkillEnabled AlexaSkillEvent.SkillPermissionAccepted AlexaSkillEvent.SkillPermissionChanged
			AudioPlayer.PlaybackFailed AudioPlayer.PlaybackFinished AudioPlayer.PlaybackNearlyFinished AudioPlayer.PlaybackStarted AudioPlayer.PlaybackStopped
			CanFulfillIntentRequest Connections.Request Connections.Response
			CustomInterfaceController.EventsReceived CustomInterfaceController.Expired
			Dialog.API.Invoked Dialog.InputRequest Display.ElementSelected GameEngine.InputHandlerEvent IntentRequest LaunchRequest
			Messaging.MessageReceived
			PlaybackController.NextCommandIssued PlaybackController.PauseCommandIssued PlaybackController.PlayCommandIssued PlaybackController.PreviousCommandIssued
			Reminders.ReminderCreated Reminders.ReminderDeleted Reminders.ReminderStarted Reminders.ReminderStatusChanged Reminders.ReminderUpdated
			SessionEndedRequest SessionResumedRequest System.ExceptionEncountered`},
		{"directives", DirectiveTypes(), `
			Alexa.Advertisement.InjectAds
			Alexa.Presentation.APL.ExecuteCommands Alexa.Presentation.APL.RenderDocument Alexa.Presentation.APL.SendIndexListData
			Alexa.Presentation.APL.SendTokenListData Alexa.Presentation.APL.UpdateIndexListData Alexa.Presentation.APLA.RenderDocument
			Alexa.Presentation.APLT.ExecuteCommands Alexa.Presentation.APLT.RenderDocument Alexa.Presentation.HTML.HandleMessage Alexa.Presentation.HTML.Start
			Alexa.SmartVision.SnapshotProvider.GetSnapshotDirective
			AudioPlayer.ClearQueue AudioPlayer.Play AudioPlayer.Stop
			Connections.SendRequest Connections.SendResponse Connections.StartConnection Conversations.ResetContext
			CustomInterfaceController.SendDirective CustomInterfaceController.StartEventHandler CustomInterfaceController.StopEventHandler
			Dialog.ConfirmIntent Dialog.ConfirmSlot Dialog.Delegate Dialog.DelegateRequest Dialog.ElicitSlot Dialog.UpdateDynamicEntities
			Display.RenderTemplate GadgetController.SetLight GameEngine.StartInputHandler GameEngine.StopInputHandler Hint
			Navigation.Assistance.AnnounceRoadRegulation Tasks.CompleteTask VideoApp.Launch VoicePlayer.Speak`},
		{"cards", CardTypes(), `AskForPermissionsConsent LinkAccount Simple Standard`},
		{"speech", OutputSpeechTypes(), `PlainText SSML`},
		{"slot values", SlotValueTypes(), `List Simple`},
		{"APL commands", APLCommandTypes(), `
			AnimateItem AutoPage ClearFocus ControlMedia Finish GoBack HideOverlay Idle OpenURL Parallel PlayMedia Reinflate Scroll
			ScrollToComponent ScrollToIndex Select SendEvent Sequential SetFocus SetPage SetState SetValue ShowOverlay SpeakItem SpeakList`},
		{"APLT commands", APLTCommandTypes(), `AutoPage Idle Parallel Scroll SendEvent Sequential SetPage SetValue`},
		{"list operations", APLListOperationTypes(), `DeleteItem DeleteMultipleItems InsertItem InsertMultipleItems SetItem`},
		{"APL errors", APLRuntimeErrorTypes(), `LIST_ERROR`},
		{"APLA errors", APLARuntimeErrorTypes(), `AUDIO_SOURCE_ERROR DOCUMENT_ERROR LINK_ERROR RENDER_ERROR`},
		{"data store errors", DataStoreErrorTypes(), `DATASTORE_INTERNAL_ERROR DEVICE_PERMANENTLY_UNAVAILABLE DEVICE_UNAVAILABLE STORAGE_LIMIT_EXCEEDED`},
		{"data store commands", DataStoreCommandTypes(), `CLEAR PUT_NAMESPACE PUT_OBJECT REMOVE_NAMESPACE REMOVE_OBJECT`},
		{"templates", DisplayTemplateTypes(), `BodyTemplate1 BodyTemplate2 BodyTemplate3 BodyTemplate6 BodyTemplate7 ListTemplate1 ListTemplate2`},
		{"viewports", TypedViewportTypes(), `APL APLT`},
		{"viewport sizes", ViewportSizeTypes(), `CONTINUOUS DISCRETE`},
		{"task inputs", ConnectionsTaskInputTypes(), `
			PrintImageRequest PrintPDFRequest PrintWebPageRequest ScheduleFoodEstablishmentReservationRequest ScheduleTaxiReservationRequest`},
		{"entities", ConnectionsEntityTypes(), `PostalAddress Restaurant`},
		{"recognizers", InputRecognizerTypes(), `deviation match progress`},
		{"updated requests", UpdatedRequestTypes(), `Dialog.InputRequest IntentRequest`},
		{"endpoint responses", EndpointResponseTypes(), `SkillResponseFailureMessage SkillResponseSuccessMessage`},
		{"resume causes", ResumeCauseTypes(), `ConnectionCompleted`},
	} {
		if diff := cmp.Diff(strings.Fields(tc.want), tc.types); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tc.name, diff)
		}
	}
	if got := Locales(); len(got) != 17 || !slices.IsSorted(got) {
		t.Errorf("locales %q", got)
	}
}

// Every field of a union, or of several members, carries each member.
func TestUnionFields(t *testing.T) {
	f := newFiller()
	for _, u := range allUnions() {
		union := reflect.TypeOf(u.target).Elem()
		for _, empty := range allStructs() {
			eachField(reflect.TypeOf(empty).Elem(), func(field reflect.StructField, key string) {
				with := func(member reflect.Value) (v any, text []byte) {
					v = fresh(empty)
					set := reflect.ValueOf(v).Elem().FieldByIndex(field.Index)
					switch typ := field.Type; {
					case typ == union:
						set.Set(member)
					case typ.Kind() == reflect.Slice && typ.Elem() == union:
						set.Set(reflect.Append(set, member))
					case typ.Kind() == reflect.Map && typ.Elem() == union:
						set.Set(reflect.MakeMap(typ))
						set.SetMapIndex(reflect.ValueOf("k"), member)
					default:
						return nil, nil
					}
					return v, encode(t, v)
				}
				for _, member := range append(slices.Clone(u.members), u.unknown) {
					v, text := with(reflect.ValueOf(f.full(t, member)))
					if v == nil {
						return
					}
					if diff := cmp.Diff(v, decode(t, text, v), cmp.FilterPath(isDefault, cmp.Ignore())); diff != "" {
						t.Errorf("%T with %s a %T (-want +got):\n%s", v, key, member, diff)
					}
				}
				v, text := with(reflect.Zero(reflect.TypeOf(u.unknown)))
				if !bytes.Contains(text, []byte("null")) {
					t.Errorf("%T with %s a nil pointer: %s", v, key, text)
				}
			})
		}
	}
}

// isDefault matches fields that have a default, which empty ones are sent as.
func isDefault(p cmp.Path) bool {
	if len(p) < 2 {
		return false
	}
	field, ok := p.Last().(cmp.StructField)
	if !ok {
		return false
	}
	f, _ := p.Index(-2).Type().FieldByName(field.Name())
	return f.Tag.Get("default") != ""
}

// Values of any type can be structs of this package.
func TestStructsInAny(t *testing.T) {
	f := newFiller()
	for _, empty := range allStructs() {
		v := f.full(t, empty)
		want := `{"x":[` + string(encode(t, v)) + `,` + string(encode(t, v)) + `,null]}`
		e := newEncoder(nil)
		e.Any(map[string]any{"x": []any{v, reflect.ValueOf(v).Elem().Interface(), reflect.Zero(reflect.TypeOf(v)).Interface()}})
		if text, err := finishEncoding(&e); err != nil || string(text) != want {
			t.Errorf("%T: %v\n got %s\nwant %s", v, err, text, want)
		}
		text, target := encode(t, v), fresh(v)
		d := wire.NewDecoder(text)
		if !decodeKnown(&d, target) || d.End() != nil {
			t.Errorf("%T was not decoded", v)
		}
		if diff := cmp.Diff(v, target); diff != "" {
			t.Errorf("%T (-want +got):\n%s", v, diff)
		}
	}
}
