package alexa

import "encoding/json"

// APLRenderDocumentDirective shows an APL document.
//
//wire:member Directive Alexa.Presentation.APL.RenderDocument
type APLRenderDocumentDirective struct {
	Token       string          `json:"token,omitempty"` // names the document in later requests and directives
	Document    json.RawMessage `json:"document,omitempty"`
	Datasources map[string]any  `json:"datasources,omitzero"`
	Sources     map[string]any  `json:"sources,omitzero"`  // of data, by name, such as APLA documents for speech
	Packages    []any           `json:"packages,omitzero"` // APL packages given inline
	Extra       Extra           `json:"-"`
}

// APLDocumentLink returns a document that stands for one stored elsewhere, such
// as "doc://alexa/apl/documents/menu" for a document saved in the authoring
// tool.
func APLDocumentLink(src string) json.RawMessage {
	text, _ := json.Marshal(struct { // strings never fail
		Type string `json:"type"`
		Src  string `json:"src"`
	}{"Link", src})
	return text
}

// APLExecuteCommandsDirective makes an APL document run commands.
//
//wire:member Directive Alexa.Presentation.APL.ExecuteCommands
type APLExecuteCommandsDirective struct {
	Commands []APLCommand `json:"commands"`
	Token    string       `json:"token"` // of the document
	Extra    Extra        `json:"-"`
}

// APLSendIndexListDataDirective gives an APL document more items of an indexed
// list.
//
//wire:member Directive Alexa.Presentation.APL.SendIndexListData
type APLSendIndexListDataDirective struct {
	CorrelationToken      string `json:"correlationToken,omitempty"` // of the request that asked for them
	ListID                string `json:"listId"`
	ListVersion           *int   `json:"listVersion,omitempty"` // must be given for lists that are also updated
	StartIndex            int    `json:"startIndex"`
	MinimumInclusiveIndex *int   `json:"minimumInclusiveIndex,omitempty"`
	MaximumExclusiveIndex *int   `json:"maximumExclusiveIndex,omitempty"`
	Items                 []any  `json:"items,omitzero"`
	Extra                 Extra  `json:"-"`
}

// APLSendTokenListDataDirective gives an APL document a page of a list.
//
//wire:member Directive Alexa.Presentation.APL.SendTokenListData
type APLSendTokenListDataDirective struct {
	CorrelationToken string `json:"correlationToken,omitempty"` // of the request that asked for it
	ListID           string `json:"listId"`
	PageToken        string `json:"pageToken"`
	NextPageToken    string `json:"nextPageToken,omitempty"` // empty at the last page
	Items            []any  `json:"items,omitzero"`
	Extra            Extra  `json:"-"`
}

// APLUpdateIndexListDataDirective changes an indexed list of an APL document.
//
//wire:member Directive Alexa.Presentation.APL.UpdateIndexListData
type APLUpdateIndexListDataDirective struct {
	Token       string             `json:"token"` // of the document
	ListID      string             `json:"listId"`
	ListVersion int                `json:"listVersion"` // that the list has afterwards
	Operations  []APLListOperation `json:"operations"`
	Extra       Extra              `json:"-"`
}

// APLListOperation is a change of an indexed list: [*APLInsertItemOperation],
// [*APLInsertMultipleItemsOperation], [*APLSetItemOperation],
// [*APLDeleteItemOperation] or [*APLDeleteMultipleItemsOperation].
//
//wire:union type UnknownAPLListOperation
type APLListOperation interface {
	APLListOperationType() string
}

// UnknownAPLListOperation is an operation of a type that this package does not
// know.
type UnknownAPLListOperation struct {
	Type string
	Raw  json.RawMessage
}

// APLInsertItemOperation inserts an item before an index.
//
//wire:member APLListOperation InsertItem
type APLInsertItemOperation struct {
	Index int   `json:"index"`
	Item  any   `json:"item"`
	Extra Extra `json:"-"`
}

// APLInsertMultipleItemsOperation inserts items before an index.
//
//wire:member APLListOperation InsertMultipleItems
type APLInsertMultipleItemsOperation struct {
	Index int   `json:"index"`
	Items []any `json:"items"`
	Extra Extra `json:"-"`
}

// APLSetItemOperation replaces the item at an index.
//
//wire:member APLListOperation SetItem
type APLSetItemOperation struct {
	Index int   `json:"index"`
	Item  any   `json:"item"`
	Extra Extra `json:"-"`
}

// APLDeleteItemOperation deletes the item at an index.
//
//wire:member APLListOperation DeleteItem
type APLDeleteItemOperation struct {
	Index int   `json:"index"`
	Extra Extra `json:"-"`
}

// APLDeleteMultipleItemsOperation deletes items from an index on.
//
//wire:member APLListOperation DeleteMultipleItems
type APLDeleteMultipleItemsOperation struct {
	Index int   `json:"index"`
	Count int   `json:"count"`
	Extra Extra `json:"-"`
}
