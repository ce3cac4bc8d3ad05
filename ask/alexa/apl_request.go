package alexa

import "encoding/json"

// APLUserEventRequest is an event that an APL document sent with a SendEvent
// command.
//
//wire:member Request Alexa.Presentation.APL.UserEvent
type APLUserEventRequest struct {
	RequestHeader
	Token      string          `json:"token,omitempty"` // of the document
	Arguments  []any           `json:"arguments,omitempty"`
	Source     json.RawMessage `json:"source,omitempty"`     // the component and the handler that sent it
	Components json.RawMessage `json:"components,omitempty"` // the values of the components asked for, by id
}

// APLLoadIndexListDataRequest asks for more items of an indexed list. The
// answer is an [APLSendIndexListDataDirective].
//
//wire:member Request Alexa.Presentation.APL.LoadIndexListData
type APLLoadIndexListDataRequest struct {
	RequestHeader
	Token            string `json:"token"`            // of the document
	CorrelationToken string `json:"correlationToken"` // to be given in the answer
	ListID           string `json:"listId"`
	StartIndex       int    `json:"startIndex"`
	Count            int    `json:"count"`
}

// APLLoadTokenListDataRequest asks for a page of a list. The answer is an
// [APLSendTokenListDataDirective].
//
//wire:member Request Alexa.Presentation.APL.LoadTokenListData
type APLLoadTokenListDataRequest struct {
	RequestHeader
	Token            string `json:"token"`            // of the document
	CorrelationToken string `json:"correlationToken"` // to be given in the answer
	ListID           string `json:"listId"`
	PageToken        string `json:"pageToken"`
}

// APLRuntimeErrorRequest reports errors of an APL document. The skill can note
// them but not answer.
//
//wire:member Request Alexa.Presentation.APL.RuntimeError
type APLRuntimeErrorRequest struct {
	RequestHeader
	Token  string            `json:"token"` // of the document
	Errors []APLRuntimeError `json:"errors"`
}

// APLRuntimeError is an error of an APL document: [*APLListRuntimeError].
//
//wire:union type UnknownAPLRuntimeError
type APLRuntimeError interface {
	APLRuntimeErrorType() string
}

// UnknownAPLRuntimeError is an error of a type that this package does not know.
type UnknownAPLRuntimeError struct {
	Type string
	Raw  json.RawMessage
}

// APLListRuntimeError is an error in the handling of a list.
//
//wire:member APLRuntimeError LIST_ERROR
type APLListRuntimeError struct {
	Message        string             `json:"message"`
	Token          string             `json:"token,omitempty"`
	Reason         APLListErrorReason `json:"reason"`
	ListID         string             `json:"listId"`
	ListVersion    *int               `json:"listVersion,omitempty"`
	OperationIndex *int               `json:"operationIndex,omitempty"` // of the failed operation of a directive
	Extra          Extra              `json:"-"`
}

// APLListErrorReason says what is wrong with a list.
type APLListErrorReason string

// The reasons for errors in lists.
const (
	APLListErrorInvalidPresentationToken     APLListErrorReason = "INVALID_PRESENTATION_TOKEN"
	APLListErrorInvalidListID                APLListErrorReason = "INVALID_LIST_ID"
	APLListErrorInvalidDatasource            APLListErrorReason = "INVALID_DATASOURCE"
	APLListErrorInvalidOperation             APLListErrorReason = "INVALID_OPERATION"
	APLListErrorMissingListVersion           APLListErrorReason = "MISSING_LIST_VERSION"
	APLListErrorDuplicateListVersion         APLListErrorReason = "DUPLICATE_LIST_VERSION"
	APLListErrorListIndexOutOfRange          APLListErrorReason = "LIST_INDEX_OUT_OF_RANGE"
	APLListErrorMissingListVersionInSendData APLListErrorReason = "MISSING_LIST_VERSION_IN_SEND_DATA"
	APLListErrorLoadTimeout                  APLListErrorReason = "LOAD_TIMEOUT"
	APLListErrorInconsistentListID           APLListErrorReason = "INCONSISTENT_LIST_ID"
	APLListErrorInconsistentPageToken        APLListErrorReason = "INCONSISTENT_PAGE_TOKEN"
	APLListErrorInconsistentPageItems        APLListErrorReason = "INCONSISTENT_PAGE_ITEMS"
	APLListErrorDuplicatePageToken           APLListErrorReason = "DUPLICATE_PAGE_TOKEN"
	APLListErrorOccupiedListIndex            APLListErrorReason = "OCCUPIED_LIST_INDEX"
	APLListErrorLoadIndexOutOfRange          APLListErrorReason = "LOAD_INDEX_OUT_OF_RANGE"
	APLListErrorInconsistentRange            APLListErrorReason = "INCONSISTENT_RANGE"
	APLListErrorMissingListItems             APLListErrorReason = "MISSING_LIST_ITEMS"
	APLListErrorInternalError                APLListErrorReason = "INTERNAL_ERROR"
)
