// Package lists reads and changes a user's shopping, to-do and custom lists
// (list management).
//
// Calls go to the endpoint of the request, like those of all services.
package lists

import (
	"context"
	"iter"
	"net/http"
	"net/url"

	"github.com/litexa-go/litexa/ask/services/api"
	"github.com/litexa-go/litexa/ask/services/internal/rest"
)

// The permissions to declare in the skill's manifest and to name in a
// permissions consent card.
const (
	PermissionRead  = "read::alexa:household:list"
	PermissionWrite = "write::alexa:household:list"
)

// Client calls the list management service.
type Client struct{ rest rest.Client }

// New returns a client. A config that cannot work is reported by each call.
func New(config api.Config) *Client {
	return &Client{rest.Client{Config: config, Service: "lists", Meanings: meanings}}
}

var meanings = map[int]string{
	http.StatusForbidden: "the user has not granted the permission to read or write lists; ask with a permissions consent card",
	http.StatusNotFound:  "there is no such list or item",
	http.StatusConflict:  "the version is not the current one (read again, then change), or a list of that name exists",
}

// ListState says whether a list is in use.
type ListState string

// The states of a list. An archived list can only be read.
const (
	ListActive   ListState = "active"
	ListArchived ListState = "archived"
)

// ListItemState says whether an item is done.
type ListItemState string

// The states of an item.
const (
	ItemActive    ListItemState = "active"
	ItemCompleted ListItemState = "completed"
)

// AlexaListsMetadata describes all lists of a user.
type AlexaListsMetadata struct {
	Lists []AlexaListMetadata `json:"lists"`
}

// AlexaListMetadata describes a list.
type AlexaListMetadata struct {
	ListID    string    `json:"listId"`
	Name      string    `json:"name"`
	State     ListState `json:"state"`
	Version   int64     `json:"version"`
	StatusMap []Status  `json:"statusMap"`
}

// Status says where the items of one state are.
type Status struct {
	Href   string        `json:"href"` // path of the items
	URL    string        `json:"url"`  // the same under another name; the service sends one of the two
	Status ListItemState `json:"status"`
}

// AlexaList is a list with items.
type AlexaList struct {
	ListID  string          `json:"listId"`
	Name    string          `json:"name"`
	State   ListState       `json:"state"`
	Version int64           `json:"version"`
	Items   []AlexaListItem `json:"items"`
	Links   Links           `json:"links"`
}

// Links leads to further items; see [Client.Items].
type Links struct {
	Next string `json:"next"` // path of the next page, empty on the last one
}

// AlexaListItem is an item of a list.
type AlexaListItem struct {
	ID          string        `json:"id"`
	Version     int64         `json:"version"`
	Value       string        `json:"value"`
	Status      ListItemState `json:"status"`
	CreatedTime string        `json:"createdTime"` // such as "Wed Sep 27 10:46:30 UTC 2017"
	UpdatedTime string        `json:"updatedTime"`
	Href        string        `json:"href"` // path of the item
}

// CreateListRequest describes a new list.
type CreateListRequest struct {
	Name  string    `json:"name"` // differs from the names of all other lists
	State ListState `json:"state"`
}

// UpdateListRequest is the new name or state of a list.
type UpdateListRequest struct {
	Name    string    `json:"name,omitempty"`
	State   ListState `json:"state,omitempty"`
	Version int64     `json:"version"` // of the list as read
}

// CreateListItemRequest describes a new item.
type CreateListItemRequest struct {
	Value  string        `json:"value"` // at most 256 characters
	Status ListItemState `json:"status"`
}

// UpdateListItemRequest is the new value or status of an item.
type UpdateListItemRequest struct {
	Value   string        `json:"value,omitempty"`
	Status  ListItemState `json:"status,omitempty"`
	Version int64         `json:"version"` // of the item as read
}

const (
	listsPath = "/v2/householdlists"
	listPath  = listsPath + "/{listId}"
	itemsPath = listPath + "/items"
	itemPath  = itemsPath + "/{itemId}"
)

// GetListsMetadata returns all lists of the user, without their items.
func (c *Client) GetListsMetadata(ctx context.Context) (AlexaListsMetadata, error) {
	return rest.Do[AlexaListsMetadata](ctx, c.rest, rest.Call{
		Name: "GetListsMetadata", Method: http.MethodGet, Path: listsPath,
	})
}

// CreateList creates a custom list.
func (c *Client) CreateList(ctx context.Context, request CreateListRequest) (AlexaListMetadata, error) {
	return rest.Do[AlexaListMetadata](ctx, c.rest, rest.Call{
		Name: "CreateList", Method: http.MethodPost, Path: listsPath, Body: request,
	})
}

// GetList returns a list with the first page of its items of the given status;
// [Client.Items] returns all.
func (c *Client) GetList(ctx context.Context, listID string, status ListItemState) (AlexaList, error) {
	return c.getList(ctx, listID, status, "")
}

func (c *Client) getList(ctx context.Context, listID string, status ListItemState, nextToken string) (AlexaList, error) {
	return rest.Do[AlexaList](ctx, c.rest, rest.Call{
		Name:   "GetList",
		Method: http.MethodGet,
		Path:   listPath + "/{status}",
		Args:   []string{listID, string(status)},
		Query:  rest.Query("nextToken", nextToken),
	})
}

// Items returns the items of a list that have the given status, from as many
// pages as there are. It ends with the first error.
func (c *Client) Items(ctx context.Context, listID string, status ListItemState) iter.Seq2[AlexaListItem, error] {
	return rest.Pages("", func(token string) ([]AlexaListItem, string, error) {
		list, err := c.getList(ctx, listID, status, token)
		if err != nil {
			return nil, "", err
		}
		// Only the token is taken from the link, so that no other host is called.
		next, err := url.Parse(list.Links.Next)
		if err != nil {
			return list.Items, "", nil
		}
		return list.Items, next.Query().Get("nextToken"), nil
	})
}

// UpdateList changes the name or state of a custom list.
func (c *Client) UpdateList(ctx context.Context, listID string, request UpdateListRequest) (AlexaListMetadata, error) {
	return rest.Do[AlexaListMetadata](ctx, c.rest, rest.Call{
		Name: "UpdateList", Method: http.MethodPut, Path: listPath, Args: []string{listID}, Body: request,
	})
}

// DeleteList deletes a custom list.
func (c *Client) DeleteList(ctx context.Context, listID string) error {
	return rest.Exec(ctx, c.rest, rest.Call{
		Name: "DeleteList", Method: http.MethodDelete, Path: listPath, Args: []string{listID},
	})
}

// CreateListItem adds an item to an active list.
func (c *Client) CreateListItem(ctx context.Context, listID string, request CreateListItemRequest) (AlexaListItem, error) {
	return rest.Do[AlexaListItem](ctx, c.rest, rest.Call{
		Name: "CreateListItem", Method: http.MethodPost, Path: itemsPath, Args: []string{listID}, Body: request,
	})
}

// GetListItem returns an item, also of an archived list.
func (c *Client) GetListItem(ctx context.Context, listID, itemID string) (AlexaListItem, error) {
	return rest.Do[AlexaListItem](ctx, c.rest, rest.Call{
		Name: "GetListItem", Method: http.MethodGet, Path: itemPath, Args: []string{listID, itemID},
	})
}

// UpdateListItem changes the value or status of an item.
func (c *Client) UpdateListItem(ctx context.Context, listID, itemID string, request UpdateListItemRequest) (AlexaListItem, error) {
	return rest.Do[AlexaListItem](ctx, c.rest, rest.Call{
		Name: "UpdateListItem", Method: http.MethodPut, Path: itemPath, Args: []string{listID, itemID}, Body: request,
	})
}

// DeleteListItem deletes an item.
func (c *Client) DeleteListItem(ctx context.Context, listID, itemID string) error {
	return rest.Exec(ctx, c.rest, rest.Call{
		Name: "DeleteListItem", Method: http.MethodDelete, Path: itemPath, Args: []string{listID, itemID},
	})
}
