// Package terminal converses with a skill in text: [Talk] with a person or with
// lines from a pipe, [Replay] by a script, whose expectations it checks. It
// plays the part of Alexa: it understands utterances by the interaction model,
// through package nlu, builds the requests, speaks the responses, carries the
// session, and leads the dialogs that the skill delegates.
//
// # Transcripts and scripts
//
// A conversation is written down like this, and a script is a file in the same
// format:
//
//	# Comments begin with a number sign.
//
//	## A first order
//	User: alexa, open persistent cafe
//	Alexa: Welcome! What would you like? I have coffee, tea, *
//	Session: open
//	User: a coffee, please
//	Alexa: /Your coffee will be (ready|served) soon/
//	Attributes: {"drink":"coffee"}
//	Session: ended
//
//	## Somebody else
//	/user bob
//	User: ask persistent cafe for the usual
//	Alexa: You seem to be new here …
//	User:
//	Alexa: What would you like?
//	User:
//	Session: ended (EXCEEDED_MAX_REPROMPTS)
//
// A line is one of these; lines that begin with a blank continue the one before.
//
//   - "## " and a title begin a scene. A session that is open is left.
//   - "User:" is followed by what the user says. Nothing is silence: Alexa says
//     the reprompt, and at the next silence ends the session. An utterance that
//     fits no intent counts as silence.
//   - A slash and a command, one of those below except for /help and /quit.
//   - "Alexa:" is something that Alexa says in answer, in plain text.
//   - "Card:" and "Directive:" are what else the skill answers: a card as its title
//     and text, a directive as its type and the beginning of its JSON text.
//   - "Error:" is something that goes wrong: in the skill, in a response that
//     Alexa would refuse, or in an utterance that no intent fits.
//   - "Session:" says whether the session is open or ended; in the latter case the
//     reason may follow in parentheses.
//   - "Reprompt:" is what Alexa will say at the next silence.
//   - "Session attributes:" and "Attributes:" are the session attributes and the
//     persistent attributes as a JSON object.
//
// A script need not have a line for all that happens: if it has none with a
// label for an utterance or command, what happens under this label is not
// checked. If it has one, there has to be a line for each thing that happens
// under this label, in order. An error always needs a line.
//
// Text is compared after runs of blanks have been made one. In expectations, …
// and * stand for any text, and text between slashes is a regular expression (of
// package regexp) that has to match somewhere. JSON is compared by value.
//
// # Commands
//
//	/user ID        speak from another account; ends the session
//	/device ID      speak to another device; ends the session
//	/person [ID]    be recognised as a person, or as nobody
//	/locale LOCALE  change the language of the device; ends the session
//	/new            open the skill without saying its name
//	/end            end the session, as saying "exit" does
//	/attributes     show session and persistent attributes
//	/event FILE     send the request in a JSON file: a whole envelope as it is,
//	                or a request, which becomes part of the conversation
//	/json           show requests and responses, or stop showing them
//	/help           show the commands
//	/quit           end the conversation
//
// # What Alexa does
//
// A session opens with an utterance that names the skill, such as "open
// persistent cafe" or "ask persistent cafe for the usual". It ends when the
// skill says so, when the user says "exit" or keeps silent twice, or when the
// skill fails; in all but the first case the skill receives a
// SessionEndedRequest. A response without shouldEndSession ends the session on
// devices without a screen, unless it has a dialog directive; on others it
// stays open without a reprompt.
//
// For intents that the model has a dialog for, requests carry the state of the
// dialog. With the delegation strategy ALWAYS, Alexa asks for missing slots,
// validates and confirms them by the prompts of the model, and the skill
// receives the intent when it is COMPLETED. Otherwise the skill receives each
// turn, and leads with the directives Dialog.Delegate, ElicitSlot, ConfirmSlot
// and ConfirmIntent. Variations of a prompt are taken in turn. The values of
// Dialog.UpdateDynamicEntities hold until the session ends.
//
// Requests and responses pass through their JSON form, and a response that
// Alexa would refuse ends the session. Not simulated are timeouts, the audio
// player and its requests, what happens on a screen, requests for permissions
// and account linking, Alexa Conversations, and connections to other skills; the
// command /event sends the requests that such things cause.
package terminal
